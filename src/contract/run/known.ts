// Known, accepted differences: a run shows them and does not fail because of them.
import { isRecord } from '../../document/json.ts';
import { readJson } from '../../document/read-json.ts';
import { StartError } from '../../document/start-error.ts';
import type { CheckResult } from '../report/result.ts';

export interface KnownDifference {
  /** The id of a check. */
  readonly check: string;
  readonly reason: string;
  /** The last day on which it is excused, like 2027-01-31. */
  readonly until?: string;
}

/** @throws {StartError} when the file cannot be read or has another form. */
export async function readKnownDifferences(file: string): Promise<KnownDifference[]> {
  const name = `The file of known differences ${file}`;
  const list = await readJson({ file, name });
  if (Array.isArray(list) && list.every(isKnownDifference)) return list;
  throw new StartError(
    `${name} must be a list like [{"check": "put-mail.smtpPort.int32", "reason": "…", "until": "2027-01-31"}].`,
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

/** Notes about the list itself: expired entries, and those that no longer occur. */
export function notesOf(known: readonly KnownDifference[], results: readonly CheckResult[], today: Date): string[] {
  return known.flatMap((entry) => {
    const result = results.find(({ id }) => id === entry.check);
    if (!result) return [`The known difference ${entry.check} does not match any check of this run.`];
    if (result.outcome === 'passed')
      return [`The known difference ${entry.check} no longer occurs; remove it from the list.`];
    return isPast(entry, today) ? [`The known difference ${entry.check} expired on ${entry.until}.`] : [];
  });
}
