// Where a log is kept: in a file, or nowhere beyond the memory of the log itself.
import { isNoRoom } from './file-system.ts';
import type { LogLimits, Newest } from './newest.ts';

/** What is read of a log. */
export interface LogContent<T> {
  readonly newest: Newest<T>;
  /** The number of the next entry. */
  readonly next: number;
  /** Bytes of the place up to the end of the last entry. */
  readonly length: number;
}

/** A log as it is written: each entry as a line of JSON. */
export interface LogText {
  readonly lines: readonly string[];
  /** The number of the next entry. */
  readonly next: number;
}

/** Where a log is kept. What cannot be read is out of the way when the log was rewritten or removed. */
export interface LogPlace<T> {
  /** Undefined when there is nothing. @throws {Refusal} when what is there cannot be read. */
  read(limits: LogLimits): Promise<LogContent<T> | undefined>;
  /** Writes behind the first `length` bytes. */
  append(lines: readonly string[], length: number): Promise<void>;
  /** Resolves with the length. */
  rewrite(log: LogText): Promise<number>;
  remove(): Promise<void>;
}

/** A place that keeps nothing beyond the memory of the log itself. */
export function nowhereLogged<T>(): LogPlace<T> {
  return {
    read: async () => undefined,
    append: async () => undefined,
    rewrite: async () => 0,
    remove: async () => undefined,
  };
}

/**
 * Emptying a log works on a full disk as well, because it makes room. Then only memory knows its numbers. Resolves with the
 * length.
 */
export async function rewriteOrRemove(place: LogPlace<unknown>, log: LogText): Promise<number> {
  return place.rewrite(log).catch(async (error: unknown) => {
    if (log.lines.length > 0 || !isNoRoom(error)) throw error;
    await place.remove();
    return place.rewrite(log).catch(() => 0);
  });
}
