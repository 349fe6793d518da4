// A value in a row of a table. A change is written only over the version that it was made from; otherwise it is made again.
import { applyAll, ChangeQueue, type Job } from '../change-queue.ts';
import type { Outcome } from '../commit-queue.ts';
import type { Gate } from '../gate.ts';
import type { JsonFile } from '../json-file.ts';

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

export class RowFile<T extends object> extends ChangeQueue<T> implements JsonFile<T> {
  readonly #row: Row<T>;

  constructor(row: Row<T>, gate: Gate) {
    super(gate);
    this.#row = row;
  }

  async read(): Promise<T | undefined> {
    const found = await this.#row.read();
    if (found?.unreadable) throw found.unreadable;
    return found?.value;
  }

  /** Each try that fails means that another mock has stored something, so that all of them together get on. */
  protected async commit(jobs: readonly Job<T>[]): Promise<Outcome[]> {
    for (;;) {
      const found = await this.#row.read();
      const { outcomes, value } = applyAll(jobs, found ?? { value: undefined });
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
