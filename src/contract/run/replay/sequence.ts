// Sequences of requests that show a failure: sent again in other spaces, and made shorter as long as they show the same.
import { NetworkError } from '../../target/network-error.ts';
import type { TargetRequest, TargetResponse } from '../../target/http.ts';

/** Sends the requests in order, in spaces that were not used before, and resolves with all responses. */
export type Play = (requests: readonly TargetRequest[]) => Promise<readonly TargetResponse[]>;

/** What is searched for: the last response, by its look. */
export interface Evidence {
  readonly play: Play;
  readonly looks: string;
  readonly lookOf: (response: TargetResponse) => string;
  /** Whether no more may be tried. */
  readonly isOver: () => boolean;
}

/** How many sequences are tried to find a shorter one. */
const mostTries = 60;

/** How often a sequence is played when responses are lost. */
const mostLosses = 3;

/**
 * The shortest sequence found of which the last response looks the same: an end of it, without what is not needed. What
 * writes last stays, because a failure is what is seen of that; and so does the same request as the last one, because their
 * responses may be compared.
 */
export async function shorten(
  requests: readonly TargetRequest[],
  evidence: Evidence,
): Promise<readonly TargetRequest[]> {
  let tries = 0;
  const shows = async (tried: readonly TargetRequest[]): Promise<boolean> => {
    tries += 1;
    return tries <= mostTries && (await played(tried, evidence)) !== undefined;
  };
  const needed = neededIn(requests);
  if (needed.size === requests.length || (await shows([...needed]))) return [...needed];
  let kept = requests;
  for (let size = 8; size < requests.length && kept === requests; size *= 2)
    if (await shows(requests.slice(-size))) kept = requests.slice(-size);
  for (let size = Math.ceil(kept.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    const optional = kept.filter((each) => !needed.has(each));
    for (const chunk of chunksOf(optional, size)) {
      const tried = kept.filter((each) => !chunk.includes(each));
      if (await shows(tried)) kept = tried;
    }
  }
  return kept;
}

/** From the end, because what comes last matters least. */
function chunksOf<T>(all: readonly T[], size: number): T[][] {
  const chunks: T[][] = [];
  for (let end = all.length; end > 0; end -= size) chunks.push(all.slice(Math.max(0, end - size), end));
  return chunks;
}

function neededIn(requests: readonly TargetRequest[]): Set<TargetRequest> {
  const lastWrite = requests.findLastIndex(({ method }) => method !== 'GET');
  const last = JSON.stringify(requests.at(-1));
  const isNeeded = (request: TargetRequest, index: number): boolean =>
    index === lastWrite || (index > lastWrite && JSON.stringify(request) === last);
  return new Set(requests.filter(isNeeded));
}

/** The responses to a sequence, if the last of them looks the same. */
export async function played(
  requests: readonly TargetRequest[],
  { play, looks, lookOf, isOver }: Evidence,
): Promise<readonly TargetResponse[] | undefined> {
  for (let losses = 0; losses < mostLosses && !isOver(); losses += 1) {
    const responses = await play(requests).catch(onlyLost);
    const last = responses?.at(-1);
    if (last) return lookOf(last) === looks ? responses : undefined;
  }
  return undefined;
}

function onlyLost(error: unknown): undefined {
  if (!(error instanceof NetworkError)) throw error;
}

/** A response without what differs each time: ids, dates and names of spaces. */
export function exactLook({ status, text, request }: TargetResponse): string {
  const space = request.headers?.['X-Space'] ?? '';
  const shape = (space === '' ? text : text.replaceAll(space, '…'))
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:?\d\d)?/g, 'date')
    .replaceAll(/"(id|traceId|requestId|timestamp)"\s*:\s*("[^"]*"|\d+)/g, '"$1":…')
    .replaceAll(/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/gi, 'id');
  return `${status} ${shape}`;
}

/** The same without any number, for responses with dates in forms of their own. */
export function roughLook(response: TargetResponse): string {
  return `${response.status}${exactLook(response).slice(3).replaceAll(/\d+/g, '#')}`;
}
