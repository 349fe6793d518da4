// Requests that are sent at once are at the target at once only if none of them is late on its way there.

/** How many rounds there are at most, where requests seldom meet. */
const mostRounds = 12;

/** Responses that are apart by less, in milliseconds, are to requests that met. */
const soon = 5;

/** When the responses came to requests that were sent at once, in milliseconds since then. */
export interface Times {
  readonly first: number;
  readonly last: number;
  /** How many requests there were. */
  readonly count: number;
}

/** Repeats a round until requests have met so many times, as far as that can be told. */
export async function untilMet(times: number, round: (index: number) => Promise<readonly Times[]>): Promise<void> {
  const all: Times[] = [];
  for (let index = 0; index < mostRounds && metIn(all) < times; index += 1) all.push(...(await round(index)));
}

/** How often they met: even of a target that takes one after another, no response is later than as many take. */
function metIn(all: readonly Times[]): number {
  const shortest = Math.min(...all.map(({ first }) => first));
  return all.filter(({ first, last, count }) => last - first <= Math.max(soon, shortest * (count - 1))).length;
}

/** Waits for all of them, so that nothing is in flight when one has failed. @throws what the first of them to fail throws. */
export async function meet<T>(all: readonly Promise<T>[]): Promise<Times & { readonly results: readonly T[] }> {
  const start = performance.now();
  const times: number[] = [];
  const timed = all.map((each) => each.finally(() => times.push(performance.now() - start)));
  await Promise.allSettled(timed);
  return { results: await Promise.all(timed), first: times[0] ?? 0, last: times.at(-1) ?? 0, count: all.length };
}
