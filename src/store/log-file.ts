// An append-only list of entries of which the newest are kept. An append costs the same however many there are.
import { CommitQueue, type Outcome } from './commit-queue.ts';
import { diskRefusal } from './file-system.ts';
import { type LogLimits, Newest } from './newest.ts';

export interface LogFile<T> {
  /** The entries within the limits, oldest first. @throws {Refusal} when they cannot be read. */
  read(): Promise<readonly T[]>;
  /** Appends what `create` makes of the next number, which is never given twice; resolves when it is durable. */
  append(create: (sequence: number) => T): Promise<T>;
  /** Replaces all entries, readable or not. Numbers go on from where they were. */
  overwrite(entries: readonly T[]): Promise<void>;
  /** Forgets everything, the numbers too. */
  remove(): Promise<void>;
}

/** What is read of a log. */
export interface LogContent<T> {
  readonly newest: Newest<T>;
  /** The number of the next entry. */
  readonly next: number;
}

/** Where a log is kept. */
export interface LogPlace<T> {
  /** Undefined when there is nothing. @throws {Refusal} when what is there cannot be read. */
  read(limits: LogLimits): Promise<LogContent<T> | undefined>;
  append(lines: readonly string[]): Promise<void>;
  /** @param next the number of the next entry */
  rewrite(lines: readonly string[], next: number): Promise<void>;
  remove(): Promise<void>;
  /** Called after a log was put in the place of one that may have been unreadable. */
  discardUnreadable(): Promise<void>;
}

type Job<T> =
  | { readonly kind: 'append'; readonly create: (sequence: number) => T }
  | { readonly kind: 'overwrite'; readonly entries: readonly T[] }
  | { readonly kind: 'remove' };

/** What is in memory: all entries that the place has. */
interface Held<T> extends LogContent<T> {
  /** Whether the place has a file. */
  readonly stored: boolean;
}

export class QueuedLogFile<T> implements LogFile<T> {
  readonly #place: LogPlace<T>;
  readonly #limits: LogLimits;
  readonly #replaced: () => void;
  readonly #queue = new CommitQueue<Job<T>>((jobs) => this.#commit(jobs));
  #loading: Promise<Held<T>> | undefined;

  constructor(place: LogPlace<T>, limits: LogLimits, replaced: () => void = () => undefined) {
    this.#place = place;
    this.#limits = limits;
    this.#replaced = replaced;
  }

  async read(): Promise<readonly T[]> {
    return (await this.#load()).newest.list();
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
      .read(this.#limits)
      .then((content) => ({ ...this.#empty(), ...content, stored: !!content }));
    try {
      return await this.#loading;
    } catch (error) {
      this.#loading = undefined;
      throw diskRefusal(error);
    }
  }

  #empty(): Held<T> {
    return { newest: new Newest(this.#limits), next: 0, stored: false };
  }

  async #commit(jobs: readonly Job<T>[]): Promise<Outcome[]> {
    const loaded = await this.#load().catch((error: unknown) => ({ error }));
    const outcomes: Outcome[] = [];
    let held: Held<T> | undefined = 'error' in loaded ? undefined : loaded;
    let fresh: T[] = [];
    let replaced = false;
    for (const job of jobs) {
      if (job.kind === 'append') {
        outcomes.push(held ? appendTo(fresh, held.next + fresh.length, job.create) : (loaded as Outcome));
        continue;
      }
      const next = (held?.next ?? 0) + fresh.length;
      held = { ...this.#empty(), ...(job.kind === 'overwrite' && { next, stored: true }) };
      fresh = job.kind === 'overwrite' ? [...job.entries] : [];
      replaced = true;
      outcomes.push({});
    }
    if (held) await this.#write(held, fresh, { replaced, discard: 'error' in loaded });
    return outcomes;
  }

  /** Writes `fresh` behind what is held. Neither is seen before it is durable. */
  async #write({ newest: held, next: first, stored }: Held<T>, fresh: readonly T[], write: Write): Promise<void> {
    const lines = fresh.map(lineOf);
    const next = first + fresh.length;
    const removed = !stored && fresh.length === 0;
    const whole = write.replaced || !stored || held.isWasteful;
    const newest = whole ? held.copy() : held;
    const add = (): void => fresh.forEach((entry, index) => newest.add(entry, Buffer.byteLength(lines[index] ?? '')));
    try {
      if (whole) add();
      if (removed) await this.#place.remove();
      else if (whole) await this.#place.rewrite(newest.list().map(lineOf), next);
      else if (fresh.length > 0) await this.#place.append(lines);
      if (write.discard) await this.#place.discardUnreadable();
    } catch (error) {
      this.#loading = undefined; // the disk decides what is there
      throw diskRefusal(error);
    }
    if (!whole) add();
    this.#loading = Promise.resolve({ newest: whole ? newest.copy() : newest, next, stored: !removed });
    if (write.replaced) this.#replaced();
  }
}

interface Write {
  /** Whether what was there is gone. */
  readonly replaced: boolean;
  readonly discard: boolean;
}

const lineOf = (entry: unknown): string => `${JSON.stringify(entry)}\n`;

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
