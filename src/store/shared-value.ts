// A value that a mock has once: one for all mocks that share a store.
import type { Change } from './change-queue.ts';

export interface SharedValue<T> {
  /** What was stored when the request that is being answered began, or later. It must not be changed. */
  readonly current: T;
  /** Applies a pure change to what is stored; resolves when it is stored. The same value again is not stored. */
  change<R>(apply: (value: T) => Change<T, R>): Promise<R>;
}

/** A value that ends with the process. */
export class OwnValue<T> implements SharedValue<T> {
  #value: T;

  constructor(initial: T) {
    this.#value = initial;
  }

  get current(): T {
    return this.#value;
  }

  async change<R>(apply: (value: T) => Change<T, R>): Promise<R> {
    const { value, result } = apply(this.#value);
    if (value !== undefined) this.#value = value;
    return result;
  }
}
