// The one policy for all requests of a run: how many are open at once, how fast they follow each other, which are sent again,
// and how often.
import { setTimeout as wait } from 'node:timers/promises';
import pLimit, { type LimitFunction } from 'p-limit';
import type { Target, TargetRequest, TargetResponse } from './http.ts';
import { lost, NetworkError } from './network-error.ts';
import { isFromProxy } from './response.ts';

/** How often a request is sent in all. */
const mostTries = 4;

/** Milliseconds before the first repetition; each later pause is three times as long. */
const firstPause = 50;

/** The longest pause after one response, in milliseconds, whatever Retry-After says. */
const longestPause = 10_000;

/** No more repetitions after so many milliseconds without a response: what times out is not asked for four times. */
const longEnough = 5_000;

/** Milliseconds between two requests after the first refusal, and at most. Each refusal doubles them. */
const intervals = { first: 10, most: 500 };

/** By how much each good response makes the interval shorter: so that one refusal in five, by chance, does not slow the run down. */
const recovery = 0.8;

/** What came back, or did not. */
type Outcome = TargetResponse | NetworkError;

/**
 * The same target, asked for at most `parallel` responses at once, except those that have to go out at the same moment
 * (`atOnce`). A request is sent again whose connection is lost, or that gets 429 or a status of a proxy. One that may be sent
 * `once` is sent again only where it is known not to have arrived,
 * and not after 429 with a Retry-After that is longer than the longest pause.
 */
export class ResilientTarget implements Target {
  readonly url: string;
  readonly #target: Target;
  readonly #limit: LimitFunction;
  readonly #repeated = new Map<string, number>();
  /** Statuses with which a proxy was seen to respond instead of the target. */
  readonly #fromProxy = new Set<number>();
  /** Before this moment, nothing is sent. */
  #pausedUntil = 0;
  /** When the next request may be sent, if the rate is limited. */
  #nextAt = 0;
  #interval = 0;
  #interrupts = 0;

  constructor(target: Target, parallel: number) {
    this.url = target.url;
    this.#target = target;
    this.#limit = pLimit(parallel);
  }

  /** How often the network has lost a request, or a proxy has responded. 429 is the target's own. */
  get faults(): number {
    return [...this.#repeated].reduce((sum, [cause, count]) => sum + (cause === '429' ? 0 : count), 0);
  }

  /** How many requests were sent again, by the status that came, or `no response`. */
  get repeated(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.#repeated].toSorted(([a], [b]) => (a < b ? -1 : 1)));
  }

  async send(asked: TargetRequest): Promise<TargetResponse> {
    const [started, interrupts] = [Date.now(), this.#interrupts];
    for (let tries = 1; ; tries += 1) {
      const open = (): Promise<TargetResponse> => this.#open(asked, interrupts);
      const outcome = await (asked.atOnce ? open() : this.#limit(open)).catch(lost);
      const cause = this.#causeOf(outcome, asked);
      const isLate = outcome instanceof NetworkError && Date.now() - started > longEnough;
      if (cause === undefined || tries === mostTries || isLate || interrupts !== this.#interrupts)
        return this.#last(outcome, asked);
      this.#repeated.set(cause, (this.#repeated.get(cause) ?? 0) + 1);
      await this.#pause(outcome, firstPause * 3 ** (tries - 1));
    }
  }

  interrupt(): void {
    this.#interrupts += 1;
    this.#target.interrupt();
  }

  close(): Promise<void> {
    return this.#target.close();
  }

  async #open(asked: TargetRequest, interrupts: number): Promise<TargetResponse> {
    do {
      const at = Math.max(Date.now(), this.#nextAt, this.#pausedUntil);
      this.#nextAt = at + this.#interval;
      while (Date.now() < at && interrupts === this.#interrupts) await wait(Math.min(at - Date.now() + 1, 100));
    } while (Date.now() < this.#pausedUntil && interrupts === this.#interrupts);
    if (interrupts !== this.#interrupts) throw new NetworkError('the run was stopped', asked);
    return this.#target.send(asked);
  }

  /** Why a request is sent again; undefined where it is not. */
  #causeOf(outcome: Outcome, { once = false }: TargetRequest): string | undefined {
    if (outcome instanceof NetworkError) return (once ? outcome.isUnsent : outcome.mayPass) ? 'no response' : undefined;
    const { status } = outcome;
    const isProxy = isFromProxy(outcome);
    if (isProxy && !once) this.#fromProxy.add(status);
    if (status === 429 && once && (pauseIn(outcome) ?? 0) > longestPause) return undefined; // too early again
    if (status === 429 || (isProxy && (!once || (status === 503 && this.#fromProxy.has(status)))))
      return String(status);
    if (!isProxy) this.#interval = this.#interval < 1 ? 0 : this.#interval * recovery;
    return undefined;
  }

  /** The outcome of the last try. A response that is not the target's own is none. */
  #last(outcome: Outcome, asked: TargetRequest): TargetResponse {
    if (outcome instanceof NetworkError) throw outcome;
    if (isFromProxy(outcome) && this.#fromProxy.has(outcome.status))
      throw new NetworkError(`a proxy in front of it responds with ${outcome.status}`, asked);
    return outcome;
  }

  /** A target or proxy that limits the rate gets nothing until Retry-After has passed, and then fewer requests a second. */
  async #pause(outcome: Outcome, usual: number): Promise<void> {
    if (outcome instanceof NetworkError || (outcome.status !== 429 && outcome.status !== 503)) {
      await wait(usual);
      return;
    }
    if (Date.now() >= this.#pausedUntil)
      this.#interval = Math.min(intervals.most, Math.max(intervals.first, this.#interval * 2)); // once for all of one moment
    const wanted = pauseIn(outcome) ?? (outcome.status === 429 ? 1_000 : Math.max(usual, this.#interval));
    const pause = Math.min(wanted, longestPause);
    this.#pausedUntil = Math.max(this.#pausedUntil, Date.now() + pause);
    this.#nextAt = 0;
  }
}

/** Milliseconds: Retry-After in seconds or as a date; undefined without one. */
export function pauseIn({ headers }: TargetResponse): number | undefined {
  const text = headers['retry-after'];
  if (text === undefined) return undefined;
  const pause = /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : Date.parse(text) - Date.now();
  return Number.isNaN(pause) ? undefined : Math.max(pause, 0);
}
