// One try of a check, and how it ended.
import type { Check } from '../checks/check.ts';
import { Stopped } from '../target/client.ts';
import type { CheckResult } from '../report/result.ts';
import { stepsOf } from '../report/shell.ts';
import { NetworkError } from '../target/network-error.ts';
import { Failed, Undecidable } from '../model/verdict.ts';
import type { Visit } from '../model/visit.ts';

/** What a result says beside the facts of its check. */
export type Ending = Pick<CheckResult, 'outcome' | 'expected' | 'actual' | 'replay' | 'blockedBy' | 'reason'>;

/** No response was there to judge by. */
export interface Lost {
  readonly lost: NetworkError;
}

/** How often a check is evaluated that fails because its token expires meanwhile. */
const mostTokens = 3;

/**
 * Evaluates a check once; again if the token may have expired that it used by itself. `broken` collects the ids of checks
 * that stopped on an unexpected response.
 */
export async function attempt(check: Check, visit: Visit, broken: Set<string>): Promise<Ending | Lost> {
  for (let tries = 1; ; tries += 1) {
    const ending = await attemptOnce(check, visit, broken);
    if (!('expired' in ending)) return ending;
    if (tries === mostTokens) return visit.client.isExpired ? outlived : failedBy(check, visit, ending.expired);
    await visit.client.freshAccess().catch(() => undefined); // otherwise the next try says why
  }
}

const outlived: Ending = { outcome: 'skipped', reason: 'it takes longer than a token is valid' };

/** A failure that may be due to an expired token. */
interface Expired {
  readonly expired: Failed;
}

async function attemptOnce(check: Check, visit: Visit, broken: Set<string>): Promise<Ending | Lost | Expired> {
  try {
    await check.run(visit);
    return { outcome: 'held' };
  } catch (error) {
    if (error instanceof NetworkError) return { lost: error };
    if (error instanceof Undecidable || error instanceof Stopped) return { outcome: 'skipped', reason: error.message };
    if (error instanceof Failed)
      return visit.client.mayBeExpired(error.response) ? { expired: error } : failedBy(check, visit, error);
    broken.add(check.id);
    return { outcome: 'skipped', reason: `the check stopped on an unexpected response: ${String(error)}` };
  }
}

/** How a check ends whose statement does not hold. */
function failedBy({ tier }: Check, { client, isAlone }: Visit, failed: Failed): Ending {
  const { expected, actual, response = isAlone ? client.latest : undefined } = failed;
  const replay = response && { steps: stepsOf(client.leadingTo(response), client.sender) };
  return { outcome: tier === 'documented' ? 'failed' : 'differs', expected, actual, ...(replay && { replay }) };
}

/** How a check ends to which there was no response, two times. */
export function lostTwice(check: Check, visit: Visit, { message, request }: NetworkError): Ending {
  const replay = { steps: stepsOf([{ request }], visit.client.sender), played: 2, shown: 2 };
  return { ...failedBy(check, visit, new Failed({ expected: 'a response', actual: message })), replay };
}

/** How a check ends whose response was lost, and which may not be evaluated again. */
export function notSentTwice({ message }: NetworkError): Ending {
  return { outcome: 'skipped', reason: `no response (${message}), and a message is not sent twice` };
}

/** A remark in front of the reason of an ending, if it has one. */
export function withReason(remark: string, { reason }: Ending): string {
  return reason === undefined ? remark : `${remark}; ${reason}`;
}

/** What a result says of its check. */
export function factsOf({ id, tier, effect, source, statement, field }: Check): Omit<CheckResult, 'outcome'> {
  return { id, tier, effect, source, statement, ...(field !== undefined && { field }) };
}
