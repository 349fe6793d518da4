// One try of a check, and how it ended.
import type { Check } from './check.ts';
import { Stopped } from './client.ts';
import type { CheckResult } from './result.ts';
import { curlOf, NetworkError } from './target.ts';
import { Failed, Undecidable } from './verdict.ts';
import type { Visit } from './visit.ts';

/** What a result says beside the facts of its check. */
export type Ending = Pick<CheckResult, 'outcome' | 'expected' | 'actual' | 'curl' | 'blockedBy' | 'reason'>;

/** No response was there to judge by. */
export interface Lost {
  readonly lost: NetworkError;
}

/** Evaluates a check once. `broken` collects the ids of checks that stopped on an unexpected response. */
export async function attempt(check: Check, visit: Visit, broken: Set<string>): Promise<Ending | Lost> {
  try {
    await check.run(visit);
    return { outcome: 'held' };
  } catch (error) {
    if (error instanceof NetworkError) return { lost: error };
    if (error instanceof Undecidable || error instanceof Stopped) return { outcome: 'skipped', reason: error.message };
    if (error instanceof Failed) return failedBy(check, visit, error);
    broken.add(check.id);
    return { outcome: 'skipped', reason: `the check stopped on an unexpected response: ${String(error)}` };
  }
}

/** How a check ends whose statement does not hold. */
export function failedBy({ tier }: Check, { client }: Visit, { expected, actual, response }: Failed): Ending {
  const curl = response && curlOf(client.target.url, response.request);
  return { outcome: tier === 'documented' ? 'failed' : 'differs', expected, actual, ...(curl && { curl }) };
}
