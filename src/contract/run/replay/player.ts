// Sends requests that were sent before again, in other spaces.
import type { Spaces } from '../../model/spaces.ts';
import type { TargetRequest, TargetResponse } from '../../target/http.ts';
import type { Visit } from '../../model/visit.ts';
import type { Play } from './sequence.ts';

/** Where requests were sent, and the run's token then. */
export interface Before {
  readonly spaces: Spaces;
  readonly token: string;
}

/** Whether all requests are for spaces that can be replaced by others. */
export function canMove(requests: readonly TargetRequest[], { own, other }: Spaces): boolean {
  const spaces = requests.map(({ headers = {} }) => headers['X-Space'] ?? '');
  return spaces.every((space) => space === '' || space === other || space.startsWith(own));
}

/** A request in other spaces. Those beside the own one have its name and some letters more. */
export function movedTo(request: TargetRequest, from: Spaces, to: Spaces): TargetRequest {
  const space = request.headers?.['X-Space'] ?? '';
  if (space === '') return request;
  const moved = space === from.other ? (to.other ?? to.own) : `${to.own}${space.slice(from.own.length)}`;
  return { ...request, headers: { ...request.headers, 'X-Space': moved } };
}

/** Sends them each time in spaces that were not used before, where the run can have some. */
export function player({ client, options }: Visit, before: Before, fresh: () => Spaces): Play {
  return async (requests) => {
    const [spaces, access] = [fresh(), await client.freshAccess()];
    const moved = requests.map((request) => withToken(movedTo(request, before.spaces, spaces), before.token, access));
    for (const space of new Set(moved.map(({ headers = {} }) => headers['X-Space'] ?? '')))
      if (space !== '') await options.beforeWriting?.(space, undefined);
    const responses: Promise<TargetResponse>[] = [];
    for (const request of moved) {
      responses.push(client.target.send(request));
      if (!request.atOnce) await Promise.all(responses);
    }
    return Promise.all(responses);
  };
}

function withToken(request: TargetRequest, former: string, now: string): TargetRequest {
  const cookie = request.headers?.['Cookie'];
  if (cookie === undefined || former === '' || former === now) return request;
  return { ...request, headers: { ...request.headers, Cookie: cookie.replaceAll(former, now) } };
}
