// Where a log is kept: in a file, or nowhere beyond the memory of the log itself.
import type { LogLimits, Newest } from './newest.ts';

/** What is read of a log. */
export interface LogContent<T> {
  readonly newest: Newest<T>;
  /** The number of the next entry. */
  readonly next: number;
}

/** A log as it is written: each entry as a line of JSON. */
export interface LogText {
  readonly lines: readonly string[];
  /** The number of the next entry. */
  readonly next: number;
}

/** Where a log is kept. */
export interface LogPlace<T> {
  /** Undefined when there is nothing. @throws {Refusal} when what is there cannot be read. */
  read(limits: LogLimits): Promise<LogContent<T> | undefined>;
  append(lines: readonly string[]): Promise<void>;
  rewrite(log: LogText): Promise<void>;
  remove(): Promise<void>;
  /** Called after a log was put in the place of one that may have been unreadable. */
  discardUnreadable(): Promise<void>;
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
