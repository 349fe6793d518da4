// An append-only list that keeps the newest entries. The cost of an append does not depend on their number.
import { CommitQueue, type Outcome } from './commit-queue.ts';
import { diskRefusal, isMissing } from './file-system.ts';
import type { FileOptions } from './json-file.ts';
import { type LogContent, type LogPlace, rewriteOrRemove } from './log-place.ts';
import type { Shelved } from './shelf.ts';
import { type LogLimits, Newest } from './newest.ts';

export interface LogFile<T> {
  /** The entries within the limits, oldest first. @throws {Refusal} when they cannot be read. */
  read(): Promise<readonly T[]>;
  /** Appends what `create` makes of the next number, which is never given twice; resolves when it is durable. */
  append(create: (sequence: number) => T): Promise<T>;
  /** Removes all entries, readable or not. Numbers go on from where they were. Where there is nothing, nothing stays nothing. */
  clear(): Promise<void>;
  /** Removes the entries that fit. Numbers go on from where they were. @throws {Refusal} when they cannot be read. */
  drop(fits: (entry: T) => boolean): Promise<void>;
  /** Forgets everything, the numbers too. */
  remove(): Promise<void>;
}

/** What is in memory: all entries that the place has. */
interface Held<T> extends LogContent<T> {
  /** Whether the place has a file. */
  readonly stored: boolean;
}

export interface LogFileOptions<T> extends FileOptions<LogPlace<T>> {
  readonly limits: LogLimits;
}

type LogJob<T> =
  | { readonly kind: 'append'; readonly create: (sequence: number) => T; readonly resolve: (entry: T) => void }
  | { readonly kind: 'drop'; readonly fits: (entry: T) => boolean; readonly resolve: () => void }
  | { readonly kind: 'clear' | 'remove'; readonly resolve: () => void };

export class QueuedLogFile<T> implements LogFile<T>, Shelved {
  readonly #options: LogFileOptions<T>;
  readonly #queue: CommitQueue<LogJob<T>>;
  #loading: Promise<Held<T>> | undefined;
  #held: Held<T> | undefined;

  constructor(options: LogFileOptions<T>) {
    this.#options = options;
    this.#queue = new CommitQueue(options.gate, (jobs) => this.#commit(jobs));
  }

  async read(): Promise<readonly T[]> {
    const held = this.#held ?? (await this.#options.gate.shared(() => this.#load()));
    return held.newest.list();
  }

  /** The same for callers that have passed the gate already. */
  async peek(): Promise<readonly T[]> {
    return (await this.#load()).newest.list();
  }

  /** The number of the next entry; an unreadable log does not tell it. */
  async next(): Promise<number> {
    return (await this.#load().catch(() => this.#empty())).next;
  }

  /** Takes a log for the committed one, because it is. */
  adopt(entries: readonly T[], next: number): void {
    const newest = new Newest<T>(this.#options.limits);
    for (const entry of entries) newest.add(entry, Buffer.byteLength(lineOf(entry)));
    this.#hold({ newest, next, length: 0, stored: true });
  }

  /** Forgets what is in memory: what the place has is read when it is next asked for. */
  forget(): void {
    [this.#loading, this.#held] = [undefined, undefined];
  }

  get holdsNothing(): boolean {
    return !this.#held?.stored;
  }

  /** Messages take three times as much in memory as on disk. */
  get weight(): number {
    return 1_024 + 3 * (this.#held?.newest.bytes ?? 0);
  }

  append(create: (sequence: number) => T): Promise<T> {
    return this.#queue.add<T>((resolve) => ({ kind: 'append', create, resolve }));
  }

  clear(): Promise<void> {
    return this.#queue.add<void>((resolve) => ({ kind: 'clear', resolve }));
  }

  drop(fits: (entry: T) => boolean): Promise<void> {
    return this.#queue.add<void>((resolve) => ({ kind: 'drop', fits, resolve }));
  }

  remove(): Promise<void> {
    return this.#queue.add<void>((resolve) => ({ kind: 'remove', resolve }));
  }

  /** Resolves when nothing is waiting to be written. */
  idle(): Promise<void> {
    return this.#queue.idle();
  }

  async #load(): Promise<Held<T>> {
    const { place, limits } = this.#options;
    this.#loading ??= place.read(limits).then((content) => ({ ...this.#empty(), ...content, stored: !!content }));
    try {
      this.#held = await this.#loading;
      return this.#held;
    } catch (error) {
      this.forget(); // after an error the disk decides
      throw diskRefusal(error);
    }
  }

  #hold(held: Held<T>): void {
    this.#held = held;
    this.#loading = Promise.resolve(held);
  }

  #empty(): Held<T> {
    return { newest: new Newest(this.#options.limits), next: 0, length: 0, stored: false };
  }

  async #commit(jobs: readonly LogJob<T>[]): Promise<Outcome[]> {
    const loaded = await this.#load().catch((error: unknown) => ({ error }));
    const outcomes: Outcome[] = [];
    let held: Held<T> | undefined = 'error' in loaded ? undefined : loaded;
    let fresh: T[] = [];
    let replaced = false;
    for (const job of jobs) {
      if (job.kind === 'append') {
        outcomes.push('error' in loaded && !held ? loaded : appendTo(fresh, (held?.next ?? 0) + fresh.length, job));
        continue;
      }
      if (held && isEmptied(job, held.newest) && fresh.length === 0) {
        outcomes.push(job);
        continue;
      }
      if (job.kind === 'drop') {
        outcomes.push('error' in loaded && !held ? loaded : job);
        held &&= withoutThose(held, job);
        replaced ||= held !== undefined;
        continue;
      }
      const next = (held?.next ?? 0) + fresh.length;
      held = { ...this.#empty(), ...(job.kind === 'clear' && { next, stored: true }) };
      fresh = [];
      replaced = true;
      outcomes.push(job);
    }
    if (held) await this.#write(held, fresh, replaced);
    return outcomes;
  }

  /**
   * Writes `fresh` behind what is held. Neither is seen before it is durable.
   * @param replaced whether what was there is gone
   */
  async #write(
    { newest: held, next: first, length: before, stored }: Held<T>,
    fresh: readonly T[],
    replaced: boolean,
  ): Promise<void> {
    const lines = fresh.map(lineOf);
    const next = first + fresh.length;
    const removed = !stored && fresh.length === 0;
    const whole = replaced || !stored || held.isWasteful;
    const newest = whole ? held.copy() : held;
    const add = (): void => fresh.forEach((entry, index) => newest.add(entry, Buffer.byteLength(lines[index] ?? '')));
    const { place, admit, changed } = this.#options;
    if (!removed && this.holdsNothing) await admit?.();
    let length = before + bytesOf(lines);
    try {
      if (whole) add();
      if (removed) await place.remove();
      else if (whole) length = await rewriteOrRemove(place, { lines: newest.list().map(lineOf), next });
      else if (fresh.length > 0)
        await place.append(lines, before).catch(async (error: unknown) => {
          if (!isMissing(error)) throw error; // the file was removed
          length = await place.rewrite({ lines: [...newest.list().map(lineOf), ...lines], next });
        });
    } catch (error) {
      this.forget(); // the disk decides what is there
      throw diskRefusal(error);
    }
    if (!whole) add();
    this.#hold({ newest: whole ? newest.copy() : newest, next, length, stored: !removed });
    if (replaced) changed?.();
  }
}

/** Adds the entry that the job creates to `fresh`. */
function appendTo<T>(
  fresh: T[],
  sequence: number,
  { create, resolve }: Extract<LogJob<T>, { readonly kind: 'append' }>,
): Outcome {
  try {
    const entry = create(sequence);
    fresh.push(entry);
    return { resolve: () => resolve(entry) };
  } catch (error) {
    return { error };
  }
}

function withoutThose<T>(held: Held<T>, { fits }: Extract<LogJob<T>, { readonly kind: 'drop' }>): Held<T> {
  return { ...held, newest: held.newest.copy((entry) => !fits(entry)) };
}

/** Whether a job empties a log that is empty. */
function isEmptied<T>({ kind }: LogJob<T>, newest: Newest<T>): boolean {
  return kind !== 'remove' && newest.list().length === 0;
}

export const lineOf = (entry: unknown): string => `${JSON.stringify(entry)}\n`;

const bytesOf = (lines: readonly string[]): number => lines.reduce((sum, line) => sum + Buffer.byteLength(line), 0);
