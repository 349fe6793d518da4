// A check that failed is evaluated again, at most twice, alone and in new spaces: the last evaluation counts, and shows what was sent.
import type { Check } from '../checks/check.ts';
import type { Spaces } from '../model/spaces.ts';
import type { Workspace } from '../model/workspace.ts';
import { mostMessages } from '../target/client.ts';
import { type Ending, type Evaluation, evaluateRecorded, isDoubtful, withReason } from './evaluate.ts';

/** Where checks are evaluated again. */
export interface Bench {
  /** A workspace while nothing else happens. */
  readonly workspace: Workspace;
  /** Spaces that were not used before. */
  readonly fresh: () => Spaces;
}

/**
 * Evaluates a check with what is known of the target, and if it passes then, once more with nothing known. One that passes both
 * times is flaky, unless the network lost requests when it failed.
 */
export async function evaluateAgain(check: Check, first: Evaluation, bench: Bench): Promise<Evaluation> {
  const { workspace, fresh } = bench;
  let last = first;
  for (const workspaceOf of [() => workspace.at(fresh()), () => workspace.anew(fresh())]) {
    if (asksForTooMuch(check, workspace)) return first.actual === undefined ? tooMany : first;
    last = await recorded(check, workspaceOf(), bench);
    const mayBeFlaky = last.outcome === 'passed' && check.tier === 'documented' && first.actual !== undefined;
    if (mayBeFlaky || last.isExpired === true) continue;
    if (isDoubtful(last)) break;
    return remarked(first, last);
  }
  const other = await workspace.options.writers.seenIn((space) => workspace.list(space));
  if (other !== undefined)
    return { outcome: 'skipped', reason: `another client writes in the space ${JSON.stringify(other)}` };
  if (last.lost) return lostAgain(check, last, last.lost);
  return last.outcome === 'passed' ? passedAgain(first) : last;
}

/** Evaluates a check with its requests, whether it passes or not. */
export async function evaluateShown(check: Check, bench: Bench): Promise<Evaluation> {
  const { workspace, fresh } = bench;
  const { reproduction, ...rest } = await recorded(check, workspace.at(fresh()), bench);
  return reproduction ? { ...rest, reproduction } : recorded(check, workspace.anew(fresh()), bench);
}

/** What was found out before the evaluation may be what fails: then it is found out again. */
async function recorded(check: Check, place: Workspace, { workspace, fresh }: Bench): Promise<Evaluation> {
  const shownIn = fresh();
  const evaluation = await evaluateRecorded(check, place, shownIn);
  if (evaluation.actual === undefined || evaluation.reproduction) return evaluation;
  return evaluateRecorded(check, workspace.anew(fresh()), shownIn);
}

/** How many test messages one evaluation of a check asks for, at most; twice, where it is done anew for its requests. */
const mostOfOne = 20;

/** Whether the run has asked for so many test messages that no more can be sent for a check. */
export const asksForTooMuch = ({ effect }: Check, { client }: Workspace): boolean =>
  effect === 'send' && client.messages > mostMessages - mostOfOne;

export const tooMany: Ending = {
  outcome: 'skipped',
  reason: `the run has asked for almost ${mostMessages} test messages, and asks for no more`,
};

/** How a check ends to which there was no response, two times. A lost message says nothing of the target. */
function lostAgain({ effect, tier }: Check, last: Evaluation, { message }: { readonly message: string }): Ending {
  if (effect === 'send') return last;
  const { reason: _lost, ...rest } = last;
  return { ...rest, outcome: tier === 'documented' ? 'failed' : 'differs', expected: 'a response', actual: message };
}

function remarked(first: Evaluation, last: Evaluation): Ending {
  if (!first.lost) return last;
  return { ...last, reason: withReason(`a response was lost at first (${first.lost.message})`, last) };
}

/** The network excuses what failed while it lost requests; nothing else does. */
function passedAgain({ expected = '', actual = '', metFault = false }: Evaluation): Ending {
  if (metFault)
    return {
      outcome: 'passed',
      reason: `while requests were lost, it failed once (expected ${expected}; actual ${actual})`,
    };
  const reason = 'it failed once, and passed when it was evaluated again, alone';
  return { outcome: 'flaky', expected, actual, reason };
}
