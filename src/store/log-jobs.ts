// What can be asked of a log, and what comes of it before anything is written.
import type { Outcome } from './commit-queue.ts';
import type { Newest } from './newest.ts';

export type LogJob<T> =
  | { readonly kind: 'append'; readonly create: (sequence: number) => T }
  | { readonly kind: 'overwrite'; readonly entries: readonly T[] }
  | { readonly kind: 'remove' };

export type Append<T> = Extract<LogJob<T>, { readonly kind: 'append' }>;

/** Adds what is made of a number to `fresh`. */
export function appendTo<T>(fresh: T[], sequence: number, create: (sequence: number) => T): Outcome {
  try {
    fresh.push(create(sequence));
    return {};
  } catch (error) {
    return { error };
  }
}

/** Whether a job empties a log that is empty. */
export function isEmptied<T>(job: LogJob<T>, newest: Newest<T>): boolean {
  return job.kind === 'overwrite' && job.entries.length === 0 && newest.list().length === 0;
}

export const lineOf = (entry: unknown): string => `${JSON.stringify(entry)}\n`;

export const bytesOf = (lines: readonly string[]): number =>
  lines.reduce((sum, line) => sum + Buffer.byteLength(line), 0);
