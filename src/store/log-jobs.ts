// The jobs of a log, and their outcomes before anything is written.
import type { Outcome } from './commit-queue.ts';
import type { Newest } from './newest.ts';

export type LogJob<T> =
  | { readonly kind: 'append'; readonly create: (sequence: number) => T; readonly resolve: (entry: T) => void }
  | { readonly kind: 'overwrite'; readonly entries: readonly T[]; readonly resolve: () => void }
  | { readonly kind: 'remove'; readonly resolve: () => void };

export type Append<T> = Extract<LogJob<T>, { readonly kind: 'append' }>;

/** Adds the entry that the job creates to `fresh`. */
export function appendTo<T>(fresh: T[], sequence: number, { create, resolve }: Append<T>): Outcome {
  try {
    const entry = create(sequence);
    fresh.push(entry);
    return { resolve: () => resolve(entry) };
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
