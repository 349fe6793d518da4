// Why a check cannot be evaluated: one that it needs failed, or could not be decided.
import type { Ending } from './evaluate.ts';
import type { Check } from '../checks/check.ts';
import type { CheckResult } from '../report/result.ts';

/**
 * How a check ends that cannot be evaluated; undefined where nothing is in its way. What the target does not
 * show is in nobody's way.
 */
export function blockedBy(
  { needs }: Check,
  results: ReadonlyMap<string, CheckResult>,
  notShown: ReadonlySet<string>,
): Ending | undefined {
  for (const id of needs.filter((each) => !notShown.has(each))) {
    const result = results.get(id);
    if (result?.outcome === 'blocked') return { outcome: 'blocked', blockedBy: result.blockedBy ?? id };
    if (result?.outcome === 'failed' || result?.outcome === 'known') return { outcome: 'blocked', blockedBy: id };
    if (result?.outcome === 'skipped') return { outcome: 'skipped', reason: result.reason ?? id };
  }
  return undefined;
}
