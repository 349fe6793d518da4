// Limits how many disk operations run side by side: each holds file descriptors, of which a process has few.

export class Limiter {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  /** @param width how many go on at a time */
  constructor(width: number) {
    this.#free = width;
  }

  /** Runs the work when it is its turn, in the order of the calls. */
  async run<R>(work: () => Promise<R>): Promise<R> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#free += 1;
    }
  }
}
