// What a check has sent, as lines for a shell: up to the request whose response is the evidence, and in spaces that are new.
import { isMadeUp, type Spaces } from '../model/spaces.ts';
import type { Recorded, Workspace } from '../model/workspace.ts';
import type { Reproduction } from '../report/result.ts';
import { stepsOf } from '../report/shell.ts';
import type { Exchange } from '../report/shell-tokens.ts';
import type { TargetRequest, TargetResponse } from '../target/http.ts';
import type { NetworkError } from '../target/network-error.ts';

/** The longest sequence that is shown. */
const mostRequests = 60;

interface Evidence {
  /** The response that shows a failure; the last one, if it is missing. */
  readonly response?: TargetResponse | undefined;
  /** The request to which there was no response. */
  readonly lost?: NetworkError;
}

interface Where {
  readonly workspace: Workspace;
  /** Spaces that were not used before. */
  readonly shownIn: Spaces;
}

/** Undefined where nothing was sent, or too much. */
export async function reproductionOf(
  done: readonly Recorded[],
  { response, lost }: Evidence,
  { workspace, shownIn }: Where,
): Promise<Reproduction | undefined> {
  const settled = await Promise.allSettled(done.map(async (each) => each));
  const all = settled.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  const evidence = response ?? all.findLast((each) => 'status' in each);
  const until = all.slice(0, all.findIndex((each) => each === evidence) + 1);
  const exchanges: Exchange[] = lost ? [...all, { request: lost.request }] : until;
  const moved = mover(workspace.options.spaces, shownIn);
  const shown = exchanges.map((each) =>
    'request' in each ? { ...each, request: movedTo(each.request, moved) } : each,
  );
  if (shown.length === 0 || shown.length > mostRequests) return undefined;
  return { steps: stepsOf(shown, workspace.client.sender) };
}

function movedTo(request: TargetRequest, moved: (space: string) => string): TargetRequest {
  const space = request.headers?.['X-Space'];
  return space === undefined ? request : { ...request, headers: { ...request.headers, 'X-Space': moved(space) } };
}

/** Other spaces of the run's own for the same requests: those near the own one are as near to the new one. */
function mover({ own, other, madeUp }: Spaces, to: Spaces): (space: string) => string {
  const unused: string[] = [];
  return (space) => {
    if (!madeUp || !isMadeUp(space) || /^\d/.test(space)) return space;
    if (space === other) return to.other ?? to.own;
    const [start, end] = [space.slice(0, own.length), space.slice(own.length)];
    if (start === own) return `${to.own}${end}`;
    if (start === own.toUpperCase()) return `${to.own.toUpperCase()}${end}`;
    if (!unused.includes(space)) unused.push(space);
    return `${to.own}_new${unused.indexOf(space) + 1}`;
  };
}
