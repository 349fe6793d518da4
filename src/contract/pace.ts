// How fast a target is asked: at most so many requests at once, fewer after 429, and none until Retry-After has passed.
import { setTimeout as wait } from 'node:timers/promises';
import pLimit from 'p-limit';
import { NetworkError, type Target, type TargetRequest, type TargetResponse } from './target.ts';

/** How often a request is repeated after 429. */
const mostTries = 6;

/** The longest pause after one 429, in milliseconds, whatever Retry-After says. */
const longestPause = 10_000;

/**
 * The same target, asked for at most `parallel` responses at once. Requests that a check has to send at the same moment
 * (`atOnce`) do not wait for each other. After 429, which the vendor lists, a request is repeated, and half as many
 * requests go on side by side from then on.
 */
export function paced(target: Target, parallel: number): Target {
  const limit = pLimit(parallel);
  let pausedUntil = 0;
  let breaks = 0;

  const isStopped = (after: number): boolean => after !== breaks;
  const pause = async (asked: TargetRequest, after: number): Promise<void> => {
    while (Date.now() < pausedUntil && !isStopped(after)) await wait(Math.min(pausedUntil - Date.now() + 1, 100));
    if (isStopped(after)) throw new NetworkError('the run was stopped', asked);
  };
  const attempt = async (asked: TargetRequest, after: number): Promise<TargetResponse> => {
    await pause(asked, after);
    return target.send(asked);
  };
  const send = async (asked: TargetRequest): Promise<TargetResponse> => {
    const after = breaks;
    for (let tries = 1; ; tries += 1) {
      const response = await (asked.atOnce ? attempt(asked, after) : limit(() => attempt(asked, after)));
      if (response.status !== 429 || tries > mostTries) return response;
      pausedUntil = Math.max(pausedUntil, Date.now() + pauseIn(response));
      limit.concurrency = Math.max(1, Math.floor(limit.concurrency / 2));
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
