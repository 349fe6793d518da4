// How fast a target is asked: at most so many requests at once, fewer after 429, and none until Retry-After has passed.
import { setTimeout as wait } from 'node:timers/promises';
import pLimit from 'p-limit';
import type { Repeated } from './repeated.ts';
import { NetworkError } from './network-error.ts';
import type { Target, TargetRequest, TargetResponse } from './http.ts';

/** How often a request is repeated after 429. */
const mostTries = 6;

/** The longest pause after one 429, in milliseconds, whatever Retry-After says. */
const longestPause = 10_000;

/** After how many responses other than 429 one more request goes on at once. */
const recovery = 20;

interface Pace {
  readonly parallel: number;
  readonly repeated: Repeated;
}

/**
 * The same target, asked for at most `parallel` responses at once. Requests that a check has to send at the same moment
 * (`atOnce`) do not wait for each other. After 429, which the vendor lists, a request is repeated, and half as many
 * requests go on side by side; with time more of them again.
 */
export function paced(target: Target, { parallel, repeated }: Pace): Target {
  const limit = pLimit(parallel);
  let pausedUntil = 0;
  let breaks = 0;
  let good = 0;

  const isStopped = (after: number): boolean => after !== breaks;
  const pause = async (asked: TargetRequest, after: number): Promise<void> => {
    while (Date.now() < pausedUntil && !isStopped(after)) await wait(Math.min(pausedUntil - Date.now() + 1, 100));
    if (isStopped(after)) throw new NetworkError('the run was stopped', asked);
  };
  const attempt = async (asked: TargetRequest, after: number): Promise<TargetResponse> => {
    await pause(asked, after);
    return target.send(asked);
  };
  const slowDown = (response: TargetResponse): void => {
    if (Date.now() >= pausedUntil) limit.concurrency = Math.max(1, Math.floor(limit.concurrency / 2)); // once for all of one moment
    pausedUntil = Math.max(pausedUntil, Date.now() + pauseIn(response));
    good = 0;
  };
  const speedUp = (): void => {
    good += 1;
    if (good % recovery === 0 && limit.concurrency < parallel) limit.concurrency += 1;
  };
  const send = async (asked: TargetRequest): Promise<TargetResponse> => {
    const after = breaks;
    for (let tries = 1; ; tries += 1) {
      const response = await (asked.atOnce ? attempt(asked, after) : limit(() => attempt(asked, after)));
      if (response.status !== 429) speedUp();
      if (response.status !== 429 || tries > mostTries) return response;
      repeated.count('429');
      slowDown(response);
    }
  };
  return {
    ...target,
    send,
    interrupt() {
      breaks += 1;
      target.interrupt();
    },
  };
}

/** Milliseconds: Retry-After in seconds or as a date, or a second without one. */
function pauseIn({ headers }: TargetResponse): number {
  const text = headers['retry-after'] ?? '1';
  const pause = /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : Date.parse(text) - Date.now();
  return Math.min(Number.isNaN(pause) ? 1000 : Math.max(pause, 0), longestPause);
}
