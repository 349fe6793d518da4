// One run against one target: evaluate each check, restore the target, report.
import { setTimeout as wait } from 'node:timers/promises';
import { type AssumptionName, table } from '../assumptions/table.ts';
import { announcement } from './announce.ts';
import type { Check } from './check.ts';
import { Failed, Undecidable } from './verdict.ts';
import { fitForReport } from './fit-for-report.ts';
import { excuse, notesOf } from './known.ts';
import { coverageOf, notShownOf, unmetOf } from './coverage.ts';
import { assumptionsIn, type Report } from './report.ts';
import type { CheckResult } from './result.ts';
import { putBack } from './restore.ts';
import { type Parts, prepare, type RunOptions } from './start.ts';
import { printable } from '../printable.ts';
import { curlOf, NetworkError } from './target.ts';
import { Stopped } from './client.ts';
import type { Visit } from './visit.ts';

export type { RunOptions } from './start.ts';

/** How long to wait for a target that no longer responds, in milliseconds. */
const patience = 6_000;

/** How long a run may take, in seconds; our own backend takes a few. */
const usualMaxTime = 600;

export class Run {
  /** The checks of this run in their order, with those that they need. */
  readonly checks: readonly Check[];
  readonly visit: Visit;
  readonly #parts: Parts;
  readonly #results = new Map<string, CheckResult>();
  readonly #startedAt = new Date();
  readonly #deadline: NodeJS.Timeout;
  /** Ids of checks that stopped on an unexpected response. */
  readonly #broken: string[] = [];
  #stopped: string | undefined;

  private constructor(parts: Parts) {
    this.#parts = parts;
    this.visit = parts.visit;
    this.checks = parts.checks;
    const { maxTime = usualMaxTime } = parts.options;
    const reason = `it exceeded ${maxTime} s; see --max-time`;
    this.#deadline = setTimeout(() => this.stop(reason), maxTime * 1000).unref();
  }

  /** @throws {StartError} when the target cannot be reached or logged in to, or could not be put back as it is. */
  static async start(options: RunOptions): Promise<Run> {
    return new Run(await prepare(options));
  }

  /** What the run will touch, in one line. */
  announce(): string {
    return announcement(this.#parts);
  }

  /** Evaluates one check. The checks that it needs must come first. */
  async judge(check: Check): Promise<CheckResult> {
    const { options } = this.#parts;
    const { outcome, blockedBy, ...texts } = await this.#outcome(check);
    const ending = { outcome, ...(blockedBy !== undefined && { blockedBy }), ...this.#fitForReport(texts) };
    const result = { ...factsOf(check), ...ending };
    const judged = excuse(result, options.knownDifferences ?? [], this.#startedAt);
    this.#results.set(check.id, judged);
    if (judged.outcome === 'failed') await this.#lookAtRoots(check);
    return judged;
  }

  /** Ends the check under way at its next request, and lets the others be skipped. */
  stop(reason: string): void {
    this.#stopped ??= reason;
    this.visit.client.stop();
  }

  /** Puts back what was found, and reports. */
  async finish(): Promise<Report> {
    clearTimeout(this.#deadline);
    const { backups, target, assumptions, options } = this.#parts;
    await this.visit.client.resume();
    const restored = [];
    if (this.visit.client.counts.puts > 0) {
      await this.#isThere();
      for (const backup of backups) restored.push(...(await putBack(this.visit, backup)));
    }
    await target.close();
    const checks = [...this.#results.values()];
    const coverage = coverageOf(checks, this.#parts.plan.checks);
    return {
      version: 2,
      target: target.url,
      startedAt: this.#startedAt.toISOString(),
      durationMs: Date.now() - this.#startedAt.getTime(),
      seed: this.visit.options.seed,
      checks,
      assumptions: assumptionsIn(assumptions, this.#observed(), checks),
      restored: restored.map(({ outcome, ...rest }) => ({ outcome, ...this.#fitForReport(rest) })),
      coverage,
      notShown: notShownOf(checks),
      unmet: unmetOf(options, { coverage, results: checks }),
      broken: this.#broken,
      ...(this.#stopped !== undefined && { stopped: printable(this.#stopped) }),
      notes: notesOf(options.knownDifferences ?? [], checks, this.#startedAt),
    };
  }

  async #outcome(check: Check): Promise<Ending> {
    const { effects } = this.visit.options;
    if (this.#stopped !== undefined) return { outcome: 'skipped', reason: this.#stopped };
    if (!effects.has(check.effect)) return { outcome: 'skipped', reason: this.#parts.reason };
    const root = this.#rootOf(check);
    if (root) return root;
    const first = await this.#try(check);
    return 'lost' in first ? this.#again(check, first.lost) : first;
  }

  /** The reason a check cannot be evaluated: one that it needs failed, or could not be decided. */
  #rootOf({ needs }: Check): Ending | undefined {
    for (const id of needs) {
      const result = this.#results.get(id);
      if (result?.outcome === 'blocked') return { outcome: 'blocked', blockedBy: result.blockedBy ?? id };
      if (result?.outcome === 'failed' || result?.outcome === 'known') return { outcome: 'blocked', blockedBy: id };
      if (result?.outcome === 'skipped') return { outcome: 'skipped', reason: result.reason ?? id };
    }
    return undefined;
  }

  /**
   * After a failure, checks its roots again. A root that held before and no longer does was broken by
   * this check, which then blocks everything else that depends on the root.
   */
  async #lookAtRoots(check: Check): Promise<void> {
    const reason = `it held at first, but not after ${check.id}`;
    for (const id of check.needs) {
      const root = this.checks.find((each) => each.id === id);
      const before = this.#results.get(id);
      if (!root || before?.outcome !== 'held') continue;
      const now = await this.#try(root);
      if ('outcome' in now && now.outcome === 'failed')
        this.#results.set(id, { ...before, outcome: 'blocked', blockedBy: check.id, reason });
    }
  }

  async #try(check: Check): Promise<Ending | { readonly lost: NetworkError }> {
    try {
      await check.run(this.visit);
      return { outcome: 'held' };
    } catch (error) {
      if (error instanceof Undecidable) return { outcome: 'skipped', reason: error.message };
      if (error instanceof NetworkError) return { lost: error };
      if (error instanceof Stopped) return { outcome: 'skipped', reason: this.#stopped ?? error.message };
      if (error instanceof Failed) return this.#failed(check, error);
      this.#broken.push(check.id);
      return { outcome: 'skipped', reason: `the check stopped on an unexpected response: ${String(error)}` };
    }
  }

  /** The table's own words as they are. */
  #observed(): [AssumptionName, string][] {
    const isOwn = (name: AssumptionName, value: string): boolean => table[name].values.some((each) => each === value);
    return [...this.visit.observed].map(([name, seen]) => [name, isOwn(name, seen) ? seen : this.#fitForReport(seen)]);
  }

  #fitForReport<T>(texts: T): T {
    return fitForReport(texts, this.#parts.scrubber);
  }

  #failed({ tier }: Check, { expected, actual, response }: Failed): Ending {
    const curl = response && curlOf(this.visit.client.target.url, response.request);
    return { outcome: tier === 'documented' ? 'failed' : 'differs', expected, actual, ...(curl && { curl }) };
  }

  /** No response. A target that is back gets the request once more, unless that could send a message twice. */
  async #again(check: Check, { message }: NetworkError): Promise<Ending> {
    if (!(await this.#isThere())) {
      this.stop(`the target no longer responds: ${message}`);
      return { outcome: 'skipped', reason: `no response: ${message}` };
    }
    if (check.effect === 'send')
      return { outcome: 'skipped', reason: `no response (${message}), and a message is not sent twice` };
    const second = await this.#try(check);
    if ('lost' in second)
      return this.#failed(check, new Failed({ expected: 'a response', actual: second.lost.message }));
    return {
      ...second,
      reason: `a response was lost at first (${message})${second.reason ? `; ${second.reason}` : ''}`,
    };
  }

  /** Waits until the target responds to a read, with any status. */
  async #isThere(): Promise<boolean> {
    const { options } = this.visit;
    const until = Date.now() + patience;
    do {
      const answered = await this.visit.ask(options.list).then(
        () => true,
        (error: unknown) => !(error instanceof NetworkError),
      );
      if (answered) return true;
      await wait(200);
    } while (Date.now() < until);
    return false;
  }
}

type Ending = Pick<CheckResult, 'outcome' | 'expected' | 'actual' | 'curl' | 'blockedBy' | 'reason'>;

function factsOf({ id, tier, effect, source, statement }: Check): Omit<CheckResult, 'outcome'> {
  return { id, tier, effect, source, statement };
}
