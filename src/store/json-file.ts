// One value kept as JSON, in a lowdb database. Committed means on disk: a change is visible when it is durable, and a failed one
// never.
import { type Adapter, Low } from 'lowdb';
import { applyAll, type Change, ChangeQueue, type Job } from './change-queue.ts';
import type { Outcome } from './commit-queue.ts';
import { diskRefusal } from './file-system.ts';
import type { Gate } from './gate.ts';
import type { Shelved } from './shelf.ts';

export interface JsonFile<T> {
  /**
   * The committed value, which must not be changed; undefined when there is none. Read from disk once: a file that is edited by
   * hand while the program runs is not read again, unless it could not be read before.
   * @throws {Refusal} when it cannot be read.
   */
  read(): Promise<T | undefined>;
  /**
   * Applies a pure change to the committed value; resolves with its result when the outcome is durable. Changes are applied
   * in the order of the calls. What `apply` throws only its own caller gets. The same value again is not written.
   * @throws {Refusal} when it cannot be read or written; the value is then as before.
   */
  change<R>(apply: (value: T | undefined) => Change<T, R>): Promise<R>;
  /** Replaces the value, readable or not. */
  overwrite(value: T | undefined): Promise<void>;
}

/** What a database holds: a value, or none. */
export interface Kept<T> {
  value: T | undefined;
}

/**
 * Where a value is kept. `read` throws a refusal when what is there cannot be read; `write` puts it out of the way then, and
 * removes what is there when there is no value any more.
 */
export type JsonPlace<T> = Adapter<Kept<T>>;

export interface FileOptions<Place> {
  readonly place: Place;
  readonly gate: Gate;
  /** Called before a file is made that was not there. @throws {Refusal} when there are too many. */
  readonly admit?: () => Promise<void>;
  /** Called after every change, or for a log after every one but an append. */
  readonly changed?: () => void;
}

export class QueuedJsonFile<T extends object> extends ChangeQueue<T> implements JsonFile<T>, Shelved {
  readonly #options: FileOptions<JsonPlace<T>>;
  readonly #db: Low<Kept<T>>;
  /** What is on disk; undefined until it was read, and after an error. The database holds what is being written, too. */
  #committed: Kept<T> | undefined;
  #loading: Promise<Kept<T>> | undefined;

  constructor(options: FileOptions<JsonPlace<T>>) {
    super(options.gate);
    this.#options = options;
    this.#db = new Low(options.place, { value: undefined });
  }

  async read(): Promise<T | undefined> {
    return (this.#committed ?? (await this.#options.gate.shared(() => this.#load()))).value;
  }

  /** The same for callers that have passed the gate already. */
  async peek(): Promise<T | undefined> {
    return (await this.#load()).value;
  }

  /** Takes a value for the committed one, because it is. */
  adopt(value: T | undefined): void {
    this.#db.data = { value };
    this.#committed = { value };
  }

  /** Forgets the value: what the place has is read when it is next asked for. */
  forget(): void {
    this.#db.data = { value: undefined };
    [this.#committed, this.#loading] = [undefined, undefined];
  }

  get holdsNothing(): boolean {
    return this.#committed?.value === undefined;
  }

  /** A space with four settings takes 8 KB, what it shows of them among it. */
  readonly weight = 8_192;

  async #load(): Promise<Kept<T>> {
    if (this.#committed) return this.#committed;
    this.#loading ??= this.#db.read().then(() => ({ ...this.#db.data }));
    try {
      return (this.#committed = await this.#loading);
    } catch (error) {
      this.forget(); // after an error the disk decides
      throw diskRefusal(error);
    }
  }

  protected async commit(jobs: readonly Job<T>[]): Promise<Outcome[]> {
    const found = await this.#load().catch((unreadable: unknown) => ({ value: undefined, unreadable }));
    const { outcomes, ...after } = applyAll(jobs, found);
    if (after.value !== found.value || after.unreadable !== ('unreadable' in found ? found.unreadable : undefined))
      await this.#write(after.value);
    return outcomes;
  }

  async #write(value: T | undefined): Promise<void> {
    if (value !== undefined && this.holdsNothing) await this.#options.admit?.();
    try {
      await this.#db.update((data) => (data.value = value));
    } catch (error) {
      this.forget();
      throw diskRefusal(error);
    }
    this.#committed = { value };
    this.#options.changed?.();
  }
}

/** A place that keeps nothing beyond the memory of the file itself. */
export function nowhere<T>(): JsonPlace<T> {
  return { read: async () => null, write: async () => undefined };
}
