// Waits for a future value without polling.

export interface Wait<T> {
  /** Only values from this space; from any space without it. */
  readonly space?: string | undefined;
  /** Milliseconds. */
  readonly timeout: number;
  readonly signal: AbortSignal;
  readonly fits: (value: T) => boolean;
  /** What is there already, if anything is. */
  readonly there: () => Promise<T | undefined>;
}

interface Listener<T> {
  /** Takes a value if it fits; without one, waiting is over. */
  readonly tell: (value: T | undefined) => void;
  readonly look: () => void;
}

export class Waiting<T> {
  /** Indexed by space, so that a value in one space costs nothing for those who wait in others. */
  readonly #listeners = new Map<string | undefined, Set<Listener<T>>>();
  #closed = false;

  /** Hands a value to everybody for whom it fits. */
  tell(value: T, space: string | undefined): void {
    for (const { tell } of this.#listenersOf(space)) tell(value);
  }

  /** Has everybody look again at what is there, who waits for something in this space. */
  look(space: string | undefined): void {
    for (const { look } of this.#listenersOf(space)) look();
  }

  #listenersOf(space: string | undefined): Listener<T>[] {
    const those = space === undefined ? [] : (this.#listeners.get(space) ?? []);
    return [...(this.#listeners.get(undefined) ?? []), ...those];
  }

  /** The first value that fits; undefined when the time is over, the signal is aborted or all waiting was ended. */
  wait({ space, timeout, signal, fits, there }: Wait<T>): Promise<T | undefined> {
    return new Promise((resolve, reject) => {
      const end = (value?: T): void => {
        clearTimeout(timer);
        this.#remove(space, listener);
        signal.removeEventListener('abort', leave);
        resolve(value);
      };
      const leave = (): void => end();
      const isOver = (): boolean => this.#closed || signal.aborted;
      const look = (): void => void there().then((value) => (value !== undefined || isOver()) && end(value), reject);
      const tell = (value: T | undefined): void => {
        if (value === undefined || fits(value)) end(value);
      };
      const listener = { tell, look };
      const timer = setTimeout(leave, timeout);
      signal.addEventListener('abort', leave);
      this.#add(space, listener); // before looking, so that nothing is missed in between
      look();
    });
  }

  /** How many are waiting. */
  get size(): number {
    return [...this.#listeners.values()].reduce((sum, { size }) => sum + size, 0);
  }

  /** Ends all waiting, also that which begins from now on. */
  close(): void {
    this.#closed = true;
    for (const listeners of this.#listeners.values()) for (const { tell } of listeners) tell(undefined);
  }

  #add(space: string | undefined, listener: Listener<T>): void {
    const listeners = this.#listeners.get(space) ?? new Set();
    this.#listeners.set(space, listeners.add(listener));
  }

  #remove(space: string | undefined, listener: Listener<T>): void {
    const listeners = this.#listeners.get(space);
    listeners?.delete(listener);
    if (listeners?.size === 0) this.#listeners.delete(space);
  }
}

/**
 * The awaited value if it is already there: the first match after a known value, or the newest match if that one is
 * gone or none is known.
 */
export function nextIn<T>(
  newestFirst: readonly T[],
  isKnown: (value: T) => boolean,
  fits: (value: T) => boolean,
): T | undefined {
  const known = newestFirst.findIndex(isKnown);
  const fitting = newestFirst.slice(0, known < 0 ? undefined : known).filter(fits);
  return known < 0 ? fitting[0] : fitting.at(-1);
}
