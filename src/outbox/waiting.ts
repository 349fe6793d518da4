// Waiting for something that is still to come, without asking again and again.

export interface Wait<T> {
  /** Milliseconds. */
  readonly timeout: number;
  readonly signal: AbortSignal;
  readonly fits: (value: T) => boolean;
  /** What is there already, if anything is. */
  readonly there: () => Promise<T | undefined>;
}

export class Waiting<T> {
  readonly #listeners = new Set<(value: T | undefined) => void>();

  /** Hands a value to everybody for whom it fits. */
  tell(value: T): void {
    for (const listener of this.#listeners) listener(value);
  }

  /** The first value that fits; undefined when the time is over, the signal is aborted or all waiting was ended. */
  wait({ timeout, signal, fits, there }: Wait<T>): Promise<T | undefined> {
    return new Promise((resolve, reject) => {
      const end = (value?: T): void => {
        clearTimeout(timer);
        this.#listeners.delete(listener);
        signal.removeEventListener('abort', leave);
        resolve(value);
      };
      const leave = (): void => end();
      const listener = (value: T | undefined): void => {
        if (value === undefined || fits(value)) end(value);
      };
      const timer = setTimeout(leave, timeout);
      signal.addEventListener('abort', leave);
      this.#listeners.add(listener); // before looking, so that nothing is missed in between
      there().then((value) => value === undefined || end(value), reject);
    });
  }

  /** How many are waiting. */
  get size(): number {
    return this.#listeners.size;
  }

  close(): void {
    for (const listener of this.#listeners) listener(undefined);
  }
}

/**
 * What somebody who knows one value waits for, if it is there already: the first that fits behind it, or the newest when it is
 * gone or nothing is known.
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
