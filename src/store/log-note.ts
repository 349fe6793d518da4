// What is known of a log whose entries are not in memory: enough to append to it.
import type { LogLimits } from './newest.ts';

export interface LogNote {
  /** The number of the next entry. */
  readonly next: number;
  /** How many entries the place has. */
  readonly entries: number;
  /** How many bytes. */
  readonly length: number;
}

/** Whether the place has so many entries that have left that it is worth reading and writing it. */
export function isWasteful({ entries, length }: LogNote, limits: LogLimits): boolean {
  return entries >= 2 * limits.entries || length >= 2 * limits.bytes;
}
