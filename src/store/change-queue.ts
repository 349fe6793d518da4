// Changes of one value, wherever it is kept: those that come while one is written are applied one after the other, and written
// together.
import { CommitQueue, type Outcome } from './commit-queue.ts';
import type { Gate } from './gate.ts';

export interface Change<T, R> {
  /** The new value; undefined removes what there is. */
  readonly value: T | undefined;
  readonly result: R;
}

/** A change that waits. */
export interface Job<T> {
  /** Overwriting does not look at what is there. */
  readonly blind: boolean;
  readonly apply: (value: T | undefined) => Applied<T>;
}

interface Applied<T> {
  readonly value: T | undefined;
  readonly resolve: () => void;
}

/** What there is: a value, or the error that says why it cannot be read. */
export interface Found<T> {
  readonly value: T | undefined;
  readonly unreadable?: unknown;
}

export abstract class ChangeQueue<T> {
  readonly #queue: CommitQueue<Job<T>>;

  constructor(gate: Gate) {
    this.#queue = new CommitQueue(gate, (jobs) => this.commit(jobs));
  }

  change<R>(apply: (value: T | undefined) => Change<T, R>): Promise<R> {
    const run = (value: T | undefined, resolve: (result: R) => void): Applied<T> => {
      const { value: changed, result } = apply(value);
      return { value: changed, resolve: () => resolve(result) };
    };
    return this.#queue.add<R>((resolve) => ({ blind: false, apply: (value) => run(value, resolve) }));
  }

  overwrite(value: T | undefined): Promise<void> {
    return this.#queue.add<void>((resolve) => ({ blind: true, apply: () => ({ value, resolve }) }));
  }

  /** Resolves when nothing is waiting to be written. */
  idle(): Promise<void> {
    return this.#queue.idle();
  }

  /** Applies the jobs to what there is, and writes the outcome. */
  protected abstract commit(jobs: readonly Job<T>[]): Promise<Outcome[]>;
}

/** Applies changes one after the other. What cannot be read is readable again when it was overwritten. */
export function applyAll<T>(jobs: readonly Job<T>[], found: Found<T>): Found<T> & { readonly outcomes: Outcome[] } {
  let { value, unreadable } = found;
  const outcomes = jobs.map(({ blind, apply }): Outcome => {
    if (unreadable !== undefined && !blind) return { error: unreadable };
    try {
      const applied = apply(value);
      [value, unreadable] = [applied.value, undefined];
      return applied;
    } catch (error) {
      return { error };
    }
  });
  return { outcomes, value, unreadable };
}
