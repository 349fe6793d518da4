// Differences that are known and agreed on: they are shown, and do not fail a run.
import { readFile } from 'node:fs/promises';
import { isRecord } from '../document/json.ts';
import { StartError } from '../document/start-error.ts';
import type { CheckResult } from './report.ts';

export interface KnownDifference {
  /** The id of a check. */
  readonly check: string;
  readonly reason: string;
  /** The last day on which it is excused, like 2027-01-31. */
  readonly until?: string;
}

/** @throws {StartError} when the file cannot be read or has another form. */
export async function readKnownDifferences(file: string): Promise<KnownDifference[]> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new StartError(`The known differences ${file} cannot be read (${error.code}).`);
  });
  try {
    const list: unknown = JSON.parse(text);
    if (Array.isArray(list) && list.every(isKnownDifference)) return list;
  } catch {
    // said below
  }
  throw new StartError(
    `The known differences ${file} have to be JSON like [{"check": "put-mail.smtpPort.int32", "reason": "…", "until": "2027-01-31"}].`,
  );
}

function isKnownDifference(value: unknown): value is KnownDifference {
  if (!isRecord(value) || typeof value['check'] !== 'string' || typeof value['reason'] !== 'string') return false;
  const { until } = value;
  return until === undefined || (typeof until === 'string' && !Number.isNaN(Date.parse(until)));
}

/** A result, excused if it is in the list and not past its day. */
export function excuse(result: CheckResult, known: readonly KnownDifference[], today: Date): CheckResult {
  const entry = known.find(({ check }) => check === result.id);
  if (!entry || (result.outcome !== 'failed' && result.outcome !== 'differs')) return result;
  if (isPast(entry, today)) return { ...result, reason: `known until ${entry.until}: ${entry.reason}` };
  return { ...result, outcome: 'known', reason: entry.reason };
}

function isPast({ until }: KnownDifference, today: Date): boolean {
  return until !== undefined && Date.parse(until) + 86_400_000 <= today.getTime();
}

/** What is to be said of the list itself: entries past their day, and those that no longer happen. */
export function notesOf(known: readonly KnownDifference[], results: readonly CheckResult[], today: Date): string[] {
  return known.flatMap((entry) => {
    const result = results.find(({ id }) => id === entry.check);
    if (!result) return [`The known difference ${entry.check} names no check of this run.`];
    if (result.outcome === 'held')
      return [`The known difference ${entry.check} no longer happens; take it off the list.`];
    return isPast(entry, today) ? [`The known difference ${entry.check} was excused until ${entry.until}.`] : [];
  });
}
