// One evaluation of a check, and how it ended.
import type { Check } from '../checks/check.ts';
import type { Spaces } from '../model/spaces.ts';
import { Failed, NotShown, Undecidable } from '../target/verdict.ts';
import type { Recorded, Workspace } from '../model/workspace.ts';
import type { CheckResult } from '../report/result.ts';
import { sampleOf } from '../model/kinds.ts';
import { isRefusal, isSuccess } from '../target/response.ts';
import { reproductionOf } from './reproduce.ts';
import { Stopped } from '../target/client.ts';
import type { TargetResponse } from '../target/http.ts';
import { NetworkError } from '../target/network-error.ts';

/** What a result says beside the facts of its check. */
export type Ending = Pick<CheckResult, 'outcome' | 'expected' | 'actual' | 'reproduction' | 'blockedBy' | 'reason'>;

export interface Evaluation extends Ending {
  /** The request to which there was no response, if that is why. */
  readonly lost?: NetworkError;
  /** The response that shows a failure. */
  readonly response?: TargetResponse | undefined;
  /** Whether the target does not show what the check is about. Checks that need it may be about something else. */
  readonly isNotShown?: boolean;
  /** Whether it needs one more space than the target accepts. */
  readonly isTooMany?: boolean;
  /** Whether a request was lost, or a proxy responded instead of the target, while it went on. */
  readonly metFault?: boolean;
  /** Whether the check stopped on an unexpected response, which is a bug of this program. */
  readonly isBroken?: boolean;
  /** Whether a token may have expired that the check used by itself. */
  readonly isExpired?: boolean;
}

/** Whether the next evaluation may end otherwise. */
export const isDoubtful = ({ actual, lost, isExpired = false, isBroken = false }: Evaluation): boolean =>
  actual !== undefined || lost !== undefined || isExpired || isBroken;

export async function evaluate(check: Check, workspace: Workspace): Promise<Evaluation> {
  try {
    await check.run(workspace);
    return { outcome: 'passed' };
  } catch (error) {
    if (error instanceof NetworkError)
      return { outcome: 'skipped', reason: `no response: ${error.message}`, lost: error };
    if (error instanceof NotShown) return { outcome: 'skipped', reason: error.message, isNotShown: true };
    if (error instanceof Undecidable || error instanceof Stopped) return { outcome: 'skipped', reason: error.message };
    if (error instanceof Failed) return await failedBy(error, check, workspace);
    const reason = `the check stopped on an unexpected response: ${String(error)}`;
    return { outcome: 'skipped', reason, isBroken: true };
  }
}

async function failedBy(
  { expected, actual, response }: Failed,
  { tier }: Check,
  workspace: Workspace,
): Promise<Evaluation> {
  if (await isOneTooMany(workspace.unrecorded, response).catch(() => false))
    return { outcome: 'skipped', reason: 'the target accepts no setting in one more space', isTooMany: true };
  if (workspace.client.mayBeExpired(response))
    return { outcome: 'skipped', reason: 'it takes longer than a token is valid', isExpired: true };
  return { outcome: tier === 'documented' ? 'failed' : 'differs', expected, actual, response };
}

/** A target that accepts settings in fewer spaces has a fault. */
const fewSpaces = 3;

/** Whether a PUT was refused because its space is one more than the target accepts: nothing is accepted there, but elsewhere. */
async function isOneTooMany(workspace: Workspace, response: TargetResponse | undefined): Promise<boolean> {
  const { kinds, spaces } = workspace.options;
  const { method, headers: { 'X-Space': space = '' } = {} } = response?.request ?? {};
  if (!response || method !== 'PUT' || !isRefusal(response) || !spaces.madeUp) return false;
  if (workspace.accepted.size < fewSpaces || workspace.accepted.has(space)) return false;
  for (const kind of kinds) if (isSuccess(await workspace.put(kind, sampleOf(kind), { space }))) return false;
  return true;
}

/**
 * The same; the ending has the requests up to the one that shows how it ended, as lines for a shell.
 * @param shownIn for these lines: spaces that were not used before
 */
export async function evaluateRecorded(check: Check, workspace: Workspace, shownIn: Spaces): Promise<Evaluation> {
  const done: Recorded[] = [];
  const evaluation = await evaluate(
    check,
    workspace.recording((each) => void done.push(each)),
  );
  const reproduction = await reproductionOf(done, evaluation, { workspace, shownIn });
  return { ...evaluation, ...(reproduction && { reproduction }) };
}

/** A remark in front of the reason of an ending, if it has one. */
export function withReason(remark: string, { reason }: Ending): string {
  return reason === undefined ? remark : `${remark}; ${reason}`;
}

/** What a result says of its check. */
export function factsOf({ id, tier, effect, source, statement, field }: Check): Omit<CheckResult, 'outcome'> {
  return { id, tier, effect, source, statement, ...(field !== undefined && { field }) };
}
