// One value kept as JSON. Committed means on disk: a change is visible when it is durable, and a failed one never.
import { Low } from 'lowdb';
import { CommitQueue, type Outcome } from './commit-queue.ts';
import { diskRefusal } from './file-system.ts';
import type { Gate } from './gate.ts';
import type { Shelved } from './shelf.ts';

export interface Change<T, R> {
  /** The new value; undefined removes the file. */
  readonly value: T | undefined;
  readonly result: R;
}

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

/** Where a value is kept: lowdb's adapter, and what it lacks. */
export interface JsonPlace<T> {
  /** Null when there is nothing. @throws {Refusal} when what is there cannot be read. */
  read(): Promise<T | null>;
  write(value: T): Promise<void>;
  remove(): Promise<void>;
  /** Called after a value has replaced one that may have been unreadable. */
  discardUnreadable(): Promise<void>;
}

interface Job<T> {
  /** Overwriting does not look at what is there. */
  readonly blind: boolean;
  readonly apply: (value: T | undefined) => Applied<T>;
}

interface Applied<T> {
  readonly value: T | undefined;
  readonly resolve: () => void;
}

export interface FileOptions<Place> {
  readonly place: Place;
  readonly gate: Gate;
  /** Called before a file is made that was not there. @throws {Refusal} when there are too many. */
  readonly admit?: () => Promise<void>;
  /** Called after every change, or for a log after every one but an append. */
  readonly changed?: () => void;
}

export class QueuedJsonFile<T extends object> implements JsonFile<T>, Shelved<never> {
  readonly #options: FileOptions<JsonPlace<T>>;
  readonly #low: Low<T | null>;
  readonly #queue: CommitQueue<Job<T>>;
  #loading: Promise<void> | undefined;
  #loaded = false;

  constructor(options: FileOptions<JsonPlace<T>>) {
    this.#options = options;
    this.#queue = new CommitQueue(options.gate, (jobs) => this.#commit(jobs));
    this.#low = new Low<T | null>(options.place as JsonPlace<T | null>, null);
  }

  async read(): Promise<T | undefined> {
    if (!this.#loaded) await this.#options.gate.shared(() => this.#load());
    return this.#low.data ?? undefined;
  }

  /** The same for callers that have passed the gate already. */
  async peek(): Promise<T | undefined> {
    await this.#load();
    return this.#low.data ?? undefined;
  }

  /** Takes a value for the committed one, because it is. */
  adopt(value: T | undefined): void {
    this.#low.data = value ?? null;
    this.#loading = Promise.resolve();
    this.#loaded = true;
  }

  /** Forgets the value: what the place has is read when it is next asked for. */
  forget(): void {
    this.#low.data = null;
    this.#loading = undefined;
    this.#loaded = false;
  }

  get holdsNothing(): boolean {
    return this.#low.data === null;
  }

  /** A space with four settings takes 8 KB, what it shows of them among it. */
  readonly weight = 8_192;

  readonly note = undefined;

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

  async #load(): Promise<void> {
    this.#loading ??= this.#low.read();
    try {
      await this.#loading;
      this.#loaded = true;
    } catch (error) {
      this.forget(); // after an error the disk decides
      throw diskRefusal(error);
    }
  }

  async #commit(jobs: readonly Job<T>[]): Promise<Outcome[]> {
    const unreadable = await this.#load().then(
      () => undefined,
      (error: unknown) => ({ error }),
    );
    const committed = this.#low.data ?? undefined;
    let next = committed;
    let known = !unreadable;
    const outcomes = jobs.map(({ blind, apply }): Outcome => {
      if (unreadable && !known && !blind) return unreadable;
      try {
        const applied = apply(next);
        next = applied.value;
        known = true;
        return applied;
      } catch (error) {
        return { error };
      }
    });
    if (known) await this.#write(next, { changed: next !== committed || !!unreadable, discard: !!unreadable });
    return outcomes;
  }

  async #write(value: T | undefined, { changed, discard }: { changed: boolean; discard: boolean }): Promise<void> {
    if (!changed) return;
    const { place, admit, changed: tell } = this.#options;
    if (value !== undefined && this.#low.data === null) await admit?.();
    try {
      if (value === undefined) await place.remove();
      else await place.write(value);
      if (discard) await place.discardUnreadable();
    } catch (error) {
      this.forget();
      throw diskRefusal(error);
    }
    this.adopt(value);
    tell?.();
  }
}

/** A place that keeps nothing beyond the memory of the file itself. */
export function nowhere<T>(): JsonPlace<T> {
  return {
    read: async () => null,
    write: async () => undefined,
    remove: async () => undefined,
    discardUnreadable: async () => undefined,
  };
}
