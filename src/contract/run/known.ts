// Known, accepted differences: a run shows them and does not fail because of them.
import { isRecord } from '../../document/json.ts';
import { readJson } from '../../document/read-json.ts';
import { StartError } from '../../document/start-error.ts';
import { isFailure, levelOf } from '../report/level.ts';
import type { Report } from '../report/report.ts';
import type { CheckResult } from '../report/result.ts';

export interface KnownDifference {
  /** The id of a check, or a pattern of ids. */
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
  const entries = known.filter(({ check }) => isMeant(check, result.id));
  const entry = entries.find((each) => !isPast(each, today)) ?? entries[0];
  if (!entry || !(isFailure(result) || result.outcome === 'differs')) return result;
  if (isPast(entry, today)) return { ...result, reason: `known until ${entry.until}: ${entry.reason}` };
  return { ...result, outcome: 'known', reason: entry.reason };
}

function isPast({ until }: KnownDifference, today: Date): boolean {
  return until !== undefined && Date.parse(until) + 86_400_000 <= today.getTime();
}

/** By its id, in which * stands for anything; what ends with a dot means all ids that begin so. */
function isMeant(pattern: string, id: string): boolean {
  const parts = (pattern.endsWith('.') ? `${pattern}*` : pattern)
    .split('*')
    .map((part) => part.replaceAll(/[\\^$.|?+()[\]{}]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(id);
}

interface Ended {
  readonly results: readonly CheckResult[];
  /** The ids of all checks, also of those that were not asked for. */
  readonly planned: readonly string[];
}

/** A sentence for each entry of the list that nothing needs: it names no check, or all that it names pass. */
export function staleIn(known: readonly KnownDifference[], { results, planned }: Ended): string[] {
  const outcomes = new Map(results.map(({ id, outcome }) => [id, outcome]));
  return known.flatMap(({ check }) => {
    const meant = planned.filter((id) => isMeant(check, id));
    if (meant.length === 0) return [`the known difference ${check} does not match any check; correct it`];
    if (!meant.every((id) => outcomes.get(id) === 'passed')) return [];
    return [`the known difference ${check} no longer occurs; remove it from the list`];
  });
}

/** Entries that have expired, in a sentence each. */
export function expiredIn(known: readonly KnownDifference[], today: Date): string[] {
  return known
    .filter((entry) => isPast(entry, today))
    .map(({ check, until }) => `The known difference ${check} expired on ${until}.`);
}

/** The list for what fails the run now; what was known before, and still occurs, stays in it as it is. */
export function knownFrom(
  { checks, startedAt }: Report,
  {
    knownDifferences = [],
    strict,
  }: { readonly knownDifferences?: readonly KnownDifference[]; readonly strict: boolean },
): KnownDifference[] {
  const ids = checks.filter(({ outcome }) => outcome === 'known').map(({ id }) => id);
  const failed = checks.filter((result) => levelOf(result, strict) === 'error');
  return [
    ...knownDifferences.filter(({ check }) => ids.some((id) => isMeant(check, id))),
    ...failed.map(({ id, expected, actual }) => ({
      check: id,
      reason: `found on ${startedAt.slice(0, 10)}: expected ${expected}; actual ${actual}`,
    })),
  ];
}
