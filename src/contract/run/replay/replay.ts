// What shows a failure to someone else: the shortest sequence of requests found, played three times.
import { causesOf } from '../../report/causes.ts';
import type { Check } from '../../checks/check.ts';
import { Stopped } from '../../target/client.ts';
import type { CheckResult, Replay } from '../../report/result.ts';
import { NetworkError } from '../../target/network-error.ts';
import type { TargetResponse } from '../../target/http.ts';
import { canMove, movedTo, player } from './player.ts';
import { type Place, type Recorded, recorded } from './record.ts';
import { type Evidence, exactLook, played, roughLook, shorten } from './sequence.ts';
import { stepsOf } from '../../report/shell.ts';

/** How often a sequence is played. */
const plays = 3;

/** How many failures are replayed, and for how long, in milliseconds. */
const mostFailures = 20;
const patience = 15_000;

/** The longest sequence that is shown although it could not be made shorter. */
const mostRequests = 60;

interface Wanted extends Place {
  /** The id of a check of which every request is recorded, also where it holds. */
  readonly asked?: string | undefined;
}

/** Of each cause, what shows its first failure, and what a check sent that is asked for. By the id of the check. */
export async function replaysOf(
  checks: readonly Check[],
  results: ReadonlyMap<string, CheckResult>,
  place: Wanted,
): Promise<Map<string, Replay>> {
  const replays = new Map<string, Replay>();
  const until = Date.now() + patience;
  const firsts = new Set(causesOf([...results.values()]).map(({ checks: [first] }) => first));
  const isWanted = ({ id, effect }: Check): boolean => (firsts.has(id) || id === place.asked) && effect !== 'send';
  const open = checks.filter((check) => isWanted(check) && results.get(check.id)?.replay?.played === undefined);
  for (const check of open.slice(0, mostFailures)) {
    const replay = await replayOf(check, { ...place, isOver: () => Date.now() > until }).catch(nothingAfterStop);
    if (replay) replays.set(check.id, { steps: [], ...results.get(check.id)?.replay, ...replay });
  }
  return replays;
}

function nothingAfterStop(error: unknown): undefined {
  if (!(error instanceof Stopped || error instanceof NetworkError)) throw error;
}

type Bounded = Wanted & Pick<Evidence, 'isOver'>;

/**
 * Evaluates a check that failed again, and makes what it sent as short as possible. Where its requests alone do not show
 * the failure, it is evaluated three times. Undefined when there is no time for it.
 */
async function replayOf(check: Check, place: Bounded): Promise<Partial<Replay> | undefined> {
  if (place.isOver()) return undefined;
  const first = await recorded(check, place);
  const sequence = first.failed ? await shortestOf(first, place) : undefined;
  if (sequence) return sequence;
  const steps = first.exchanges.length > mostRequests ? [] : stepsOf(first.exchanges, place.visit.client.sender);
  if (check.id === place.asked && !first.failed) return { steps };
  let shown = first.failed ? 1 : 0;
  for (let time = 1; time < plays; time += 1) {
    if (place.isOver()) return undefined;
    if ((await first.again()).failed) shown += 1;
  }
  return { ...(steps.length > 0 && first.failed && { steps }), played: plays, shown };
}

/** The shortest sequence found, if a sequence shows the failure at all. */
async function shortestOf({ exchanges, ...before }: Recorded, place: Bounded): Promise<Replay | undefined> {
  const evidence = exchanges.at(-1);
  const requests = exchanges.map(({ request }) => request);
  if (!evidence || !canMove(requests, before.spaces)) return undefined;
  const play = player(place.visit, before, place.fresh);
  for (const lookOf of [exactLook, roughLook]) {
    const sought = { play, lookOf, looks: lookOf(evidence), isOver: place.isOver };
    const shortest = await shorten(requests, sought);
    let shown = 0;
    let last: readonly TargetResponse[] | undefined;
    for (let time = 0; time < plays; time += 1) {
      const responses = await played(shortest, sought);
      if (responses) shown += 1;
      last = responses ?? last;
    }
    if (place.isOver()) return undefined;
    if (!last) continue;
    const to = place.fresh();
    const shownAt = last.map((response, index) => ({
      ...response,
      request: movedTo(shortest[index] ?? response.request, before.spaces, to),
    }));
    return { steps: stepsOf(shownAt, place.visit.client.sender), played: plays, shown };
  }
  return undefined;
}
