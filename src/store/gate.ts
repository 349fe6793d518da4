// Commits of single files run side by side. A change of all spaces waits for them and has the store to itself.

export class Gate {
  #inside = 0;
  #exclusive: Promise<void> | undefined;
  #whenEmpty: (() => void) | undefined;
  #era = 0;

  /** How many exclusive jobs have arrived. Later work must not overtake them. */
  get era(): number {
    return this.#era;
  }

  /** Runs work that may go on beside other work of this kind. It must not pass the gate again. */
  async shared<R>(work: () => Promise<R>): Promise<R> {
    while (this.#exclusive) await this.#exclusive;
    this.#inside += 1;
    try {
      return await work();
    } finally {
      this.#inside -= 1;
      if (this.#inside === 0) this.#whenEmpty?.();
    }
  }

  /** Runs work that nothing else may go on beside. */
  async exclusive<R>(work: () => Promise<R>): Promise<R> {
    this.#era += 1;
    while (this.#exclusive) await this.#exclusive;
    let open = (): void => undefined;
    this.#exclusive = new Promise((resolve) => (open = resolve));
    try {
      if (this.#inside > 0) await new Promise<void>((resolve) => (this.#whenEmpty = resolve));
      return await work();
    } finally {
      [this.#whenEmpty, this.#exclusive] = [undefined, undefined];
      open();
    }
  }
}
