// How many requests were sent again, and why. A report says so: a target that often needs that is not well.

export class Repeated {
  readonly #counts = new Map<string, number>();

  /** @param cause the status of the response, or `no response` */
  count(cause: string): void {
    this.#counts.set(cause, (this.#counts.get(cause) ?? 0) + 1);
  }

  /** By cause. */
  get counts(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.#counts].toSorted(([a], [b]) => (a < b ? -1 : 1)));
  }
}
