// A value in a row of a table. A change is written only over the version that it was made from; otherwise it is made again.
import { CommitQueue, type Outcome } from '../commit-queue.ts';
import type { Gate } from '../gate.ts';
import type { Change, JsonFile } from '../json-file.ts';

/** What a row holds. */
export interface Versioned<T> {
  readonly version: string;
  /** What is wrong with the value, if it cannot be used. */
  readonly unreadable?: Error;
  readonly value: T;
}

/** Where the row is. */
export interface Row<T> {
  read(): Promise<Versioned<T> | undefined>;
  /** Stores a value over a version, or where there is none. Resolves with false when another one was stored meanwhile. */
  write(value: T, over: string | undefined): Promise<boolean>;
  /** Removes the row with this version. Resolves with false when another one was stored meanwhile. */
  remove(version: string): Promise<boolean>;
  /** Called after a change. */
  changed(): void;
}

interface Job<T> {
  /** Overwriting does not look at what is there. */
  readonly blind: boolean;
  readonly apply: (value: T | undefined) => { readonly value: T | undefined; readonly resolve: () => void };
}

export class RowFile<T extends object> implements JsonFile<T> {
  readonly #row: Row<T>;
  readonly #queue: CommitQueue<Job<T>>;

  constructor(row: Row<T>, gate: Gate) {
    this.#row = row;
    this.#queue = new CommitQueue(gate, (jobs) => this.#commit(jobs));
  }

  async read(): Promise<T | undefined> {
    const found = await this.#row.read();
    if (found?.unreadable) throw found.unreadable;
    return found?.value;
  }

  change<R>(apply: (value: T | undefined) => Change<T, R>): Promise<R> {
    return this.#queue.add<R>((resolve) => ({
      blind: false,
      apply: (value) => {
        const { value: changed, result } = apply(value);
        return { value: changed, resolve: () => resolve(result) };
      },
    }));
  }

  overwrite(value: T | undefined): Promise<void> {
    return this.#queue.add<void>((resolve) => ({ blind: true, apply: () => ({ value, resolve }) }));
  }

  /** Each try that fails means that another mock has stored something, so that all of them together get on. */
  async #commit(jobs: readonly Job<T>[]): Promise<Outcome[]> {
    for (;;) {
      const found = await this.#row.read();
      const { outcomes, value } = applied(jobs, found);
      if (await this.#write(value, found)) return outcomes;
    }
  }

  async #write(value: T | undefined, found: Versioned<T> | undefined): Promise<boolean> {
    if (value === found?.value) return true;
    const isWritten = await (value === undefined
      ? this.#row.remove(found?.version ?? '')
      : this.#row.write(value, found?.version));
    if (isWritten) this.#row.changed();
    return isWritten;
  }
}

function applied<T>(
  jobs: readonly Job<T>[],
  found: Versioned<T> | undefined,
): { outcomes: Outcome[]; value: T | undefined } {
  let value = found?.value;
  let unreadable = found?.unreadable;
  const outcomes = jobs.map(({ blind, apply }): Outcome => {
    if (unreadable && !blind) return { error: unreadable };
    try {
      const outcome = apply(value);
      value = outcome.value;
      unreadable = undefined;
      return outcome;
    } catch (error) {
      return { error };
    }
  });
  return { outcomes, value };
}
