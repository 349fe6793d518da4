// The newest entries of a log: as many as the limits allow, and behind them those that its file still has.

export interface LogLimits {
  readonly entries: number;
  /** Of all entries together, as they stand in the file. */
  readonly bytes: number;
}

/** Entries, oldest first. The oldest leave when a limit is exceeded; the newest one always stays. */
export class Newest<T> {
  readonly #limits: LogLimits;
  readonly #entries: T[] = [];
  readonly #sizes: number[] = [];
  /** The place of the oldest entry within the limits. */
  #first = 0;
  #bytes = 0;
  #bytesLeft = 0;

  constructor(limits: LogLimits) {
    this.#limits = limits;
  }

  /** @param bytes of the entry in the file */
  add(entry: T, bytes: number): void {
    this.#entries.push(entry);
    this.#sizes.push(bytes);
    this.#bytes += bytes;
    while (this.#isOver() && this.#first < this.#entries.length - 1) this.#leave();
  }

  /** Those within the limits. */
  list(): readonly T[] {
    return this.#entries.slice(this.#first);
  }

  /** Of all entries that are held. */
  get bytes(): number {
    return this.#bytes + this.#bytesLeft;
  }

  /** How many are held, those that have left among them. */
  get held(): number {
    return this.#entries.length;
  }

  /** Whether so many have left that a file without them is worth writing. */
  get isWasteful(): boolean {
    return this.#first >= this.#limits.entries || this.#bytesLeft >= this.#limits.bytes;
  }

  /** A copy without those that have left, and those that are not kept. */
  copy(isKept: (entry: T) => boolean = () => true): Newest<T> {
    const copy = new Newest<T>(this.#limits);
    this.list().forEach((entry, index) => {
      if (isKept(entry)) copy.add(entry, this.#sizes[this.#first + index] ?? 0); // both lists are of the same length
    });
    return copy;
  }

  #isOver(): boolean {
    return this.#entries.length - this.#first > this.#limits.entries || this.#bytes > this.#limits.bytes;
  }

  #leave(): void {
    const size = this.#sizes[this.#first] ?? 0;
    this.#bytes -= size;
    this.#bytesLeft += size;
    this.#first += 1;
  }
}
