// An append-only list of entries of which the newest are kept. An append costs the same however many there are.
import { CommitQueue, type Outcome } from './commit-queue.ts';
import { diskRefusal } from './file-system.ts';

export interface LogFile<T> {
  /** The entries, oldest first, at most as many as the limit says. @throws {Refusal} when they cannot be read. */
  read(): Promise<readonly T[]>;
  /** Appends what `create` makes of the next number, which is never given twice; resolves when it is durable. */
  append(create: (sequence: number) => T): Promise<T>;
  /** Replaces all entries, readable or not. Numbers go on from where they were. */
  overwrite(entries: readonly T[]): Promise<void>;
  /** Forgets everything, the numbers too. */
  remove(): Promise<void>;
}

/** What a place has of a log. */
export interface LogContent<T> {
  readonly entries: readonly T[];
  /** The number of the next entry. */
  readonly next: number;
}

/** Where a log is kept. */
export interface LogPlace<T> {
  /** Undefined when there is nothing. @throws {Refusal} when what is there cannot be read. */
  read(): Promise<LogContent<T> | undefined>;
  append(entries: readonly T[]): Promise<void>;
  rewrite(content: LogContent<T>): Promise<void>;
  remove(): Promise<void>;
  /** Called after a log was put in the place of one that may have been unreadable. */
  discardUnreadable(): Promise<void>;
}

type Job<T> =
  | { readonly kind: 'append'; readonly create: (sequence: number) => T }
  | { readonly kind: 'overwrite'; readonly entries: readonly T[] }
  | { readonly kind: 'remove' };

/** What is in memory: all entries that the place has, of which only the newest are shown. */
interface Held<T> {
  entries: T[];
  next: number;
  /** Whether the place has a file. */
  stored: boolean;
}

export class QueuedLogFile<T> implements LogFile<T> {
  readonly #place: LogPlace<T>;
  readonly #limit: number;
  readonly #replaced: () => void;
  readonly #queue = new CommitQueue<Job<T>>((jobs) => this.#commit(jobs));
  #loading: Promise<Held<T>> | undefined;

  constructor(place: LogPlace<T>, limit: number, replaced: () => void = () => undefined) {
    this.#place = place;
    this.#limit = limit;
    this.#replaced = replaced;
  }

  async read(): Promise<readonly T[]> {
    return (await this.#load()).entries.slice(-this.#limit);
  }

  async append(create: (sequence: number) => T): Promise<T> {
    let made: { readonly entry: T } | undefined;
    const run = (sequence: number): T => (made = { entry: create(sequence) }).entry;
    await this.#queue.add({ kind: 'append', create: run });
    return (made as unknown as { readonly entry: T }).entry; // a committed append was made
  }

  overwrite(entries: readonly T[]): Promise<void> {
    return this.#queue.add({ kind: 'overwrite', entries });
  }

  remove(): Promise<void> {
    return this.#queue.add({ kind: 'remove' });
  }

  /** Whether there is a log, be it empty. */
  async exists(): Promise<boolean> {
    return (await this.#load()).stored;
  }

  /** Resolves when nothing is waiting to be written. */
  idle(): Promise<void> {
    return this.#queue.idle();
  }

  async #load(): Promise<Held<T>> {
    this.#loading ??= this.#place
      .read()
      .then((content) => ({ entries: [...(content?.entries ?? [])], next: content?.next ?? 0, stored: !!content }));
    try {
      return await this.#loading;
    } catch (error) {
      this.#loading = undefined;
      throw diskRefusal(error);
    }
  }

  async #commit(jobs: readonly Job<T>[]): Promise<Outcome[]> {
    const loaded = await this.#load().catch((error: unknown) => ({ error }));
    const outcomes: Outcome[] = [];
    let held: Held<T> | undefined = 'error' in loaded ? undefined : loaded;
    let fresh: T[] = [];
    let rewritten = 'error' in loaded;
    for (const job of jobs) {
      if (job.kind !== 'append') {
        held = replaced(held, job);
        rewritten = true;
        fresh = [];
        outcomes.push({});
      } else if (held) {
        outcomes.push(appendTo(fresh, held.next + fresh.length, job.create));
      } else {
        outcomes.push(loaded as Outcome);
      }
    }
    if (held) await this.#write(held, { fresh, rewritten, discard: 'error' in loaded });
    return outcomes;
  }

  async #write(held: Held<T>, { fresh, rewritten, discard }: Write<T>): Promise<void> {
    const entries = rewritten ? [...held.entries, ...fresh] : fresh;
    const next = held.next + fresh.length;
    const full = held.entries.length + fresh.length > 2 * this.#limit;
    const removed = !held.stored && entries.length === 0;
    try {
      if (removed) await this.#place.remove();
      else if (rewritten || full || !held.stored)
        await this.#place.rewrite({ entries: [...held.entries, ...fresh].slice(-this.#limit), next });
      else if (fresh.length > 0) await this.#place.append(fresh);
      if (discard) await this.#place.discardUnreadable();
    } catch (error) {
      this.#loading = undefined; // the disk decides what is there
      throw diskRefusal(error);
    }
    held.entries.push(...fresh);
    if (full || rewritten) held.entries = held.entries.slice(-this.#limit);
    held.next = next;
    held.stored = !removed;
    this.#loading = Promise.resolve(held);
    if (rewritten) this.#replaced();
  }
}

interface Write<T> {
  /** Entries that are not yet in `held`. */
  readonly fresh: readonly T[];
  /** Whether the whole has to be written. */
  readonly rewritten: boolean;
  readonly discard: boolean;
}

function replaced<T>(held: Held<T> | undefined, job: Exclude<Job<T>, { kind: 'append' }>): Held<T> {
  if (job.kind === 'remove') return { entries: [], next: 0, stored: false };
  return { entries: [...job.entries], next: (held?.next ?? 0) + job.entries.length, stored: true };
}

function appendTo<T>(fresh: T[], sequence: number, create: (sequence: number) => T): Outcome {
  try {
    fresh.push(create(sequence));
    return {};
  } catch (error) {
    return { error };
  }
}

/** A place that keeps nothing beyond the memory of the log itself. */
export function nowhereLogged<T>(): LogPlace<T> {
  return {
    read: async () => undefined,
    append: async () => undefined,
    rewrite: async () => undefined,
    remove: async () => undefined,
    discardUnreadable: async () => undefined,
  };
}
