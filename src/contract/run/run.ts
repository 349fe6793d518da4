// One run against one target: evaluate each check, restore the target, report.
import { type AssumptionName, isValueOf } from '../../assumptions/table.ts';
import { announcement } from './announce.ts';
import { causesOf } from '../report/causes.ts';
import type { Check } from '../checks/check.ts';
import { fitForReport } from '../report/fit-for-report.ts';
import { compare, type Fidelity } from '../compare/fidelity.ts';
import { isThere } from './reachable.ts';
import { Runner } from './runner.ts';
import { expiredIn, staleIn } from './known.ts';
import { mostMessages } from '../target/client.ts';
import { coverageTable } from '../report/coverage-table.ts';
import { coverageOf, notShownOf, unmetOf } from '../report/coverage.ts';
import { assumptionsIn, type Report } from '../report/report.ts';
import type { CheckResult } from '../report/result.ts';
import { putBack } from './restore.ts';
import type { Restored } from '../report/result.ts';
import { type RunOptions, usualMaxTime } from './run-options.ts';
import { type Spaces, spacesOf } from '../model/spaces.ts';
import { usualCredentials } from './connection.ts';
import { type Parts, prepare } from './start.ts';
import { adviceFor } from './cut-off.ts';
import { given } from '../../common/given.ts';
import { printable } from '../../common/printable.ts';
import type { Workspace } from '../model/workspace.ts';

export type { RunOptions } from './run-options.ts';

/** The number of the first spaces in which the target is compared with a mock: checks do not use so many. */
const firstCompared = 10_000;

export class Run {
  /** The checks of this run in their order, with those that they need. */
  readonly checks: readonly Check[];
  readonly workspace: Workspace;
  readonly #parts: Parts;
  readonly #startedAt = new Date();
  readonly #runner: Runner;
  readonly #deadline: NodeJS.Timeout;
  #fidelity: Fidelity | undefined;

  private constructor(parts: Parts) {
    this.#parts = parts;
    this.workspace = parts.workspace;
    this.checks = parts.checks;
    this.#runner = new Runner(parts, this.#startedAt);
    const { maxTime = usualMaxTime } = parts.options;
    const reason = `it exceeded ${maxTime} s; see --max-time`;
    this.#deadline = setTimeout(() => this.stop(reason), maxTime * 1000).unref();
  }

  /** @throws {StartError} when the target cannot be reached or logged in to, or could not be put back as it is. */
  static async start(options: RunOptions): Promise<Run> {
    const { credentials, ...rest } = given(options);
    return new Run(
      await prepare({ ...rest, ...(credentials && { credentials: { ...usualCredentials, ...given(credentials) } }) }),
    );
  }

  /** What the run will touch, in one line. */
  announce(): string {
    return announcement(this.#parts);
  }

  /** Evaluates all checks, side by side where they can be. `progress` is told how many are done, and which one begins. */
  judgeAll(progress: (done: number, id: string) => void = () => undefined): Promise<void> {
    return this.#runner.all(progress);
  }

  /** Evaluates one check. The checks that it needs must come first. */
  judge(check: Check): Promise<CheckResult> {
    return this.#runner.one(check);
  }

  /** Ends the checks under way at their next request, and lets the others be skipped. */
  stop(reason: string): void {
    this.#runner.stop(reason);
  }

  /** What was observed on undocumented points: what a mock has to be told. */
  get observed(): ReadonlyMap<AssumptionName, string> {
    return this.workspace.observed;
  }

  /** Plays so many sequences of requests to the target and to a mock, and reports in what they differ. */
  async compare(mock: Run, count: number): Promise<void> {
    const { plan, workspace } = this.#parts;
    const { spaces, seed } = workspace.options;
    let places = 0;
    const fresh = (): Spaces => spacesOf(spaces, firstCompared + (places += 1));
    this.#fidelity = await compare({
      target: workspace,
      mock: mock.workspace,
      subjects: plan.subjects,
      observed: this.observed,
      seed,
      count,
      fresh,
      messages: mostMessages,
    });
  }

  /** Puts back what was found, and reports. */
  async finish(): Promise<Report> {
    clearTimeout(this.#deadline);
    const { target, assumptions, options, plan } = this.#parts;
    const { results, broken, stopped } = this.#runner;
    await this.workspace.client.resume();
    const restored = await this.#restore();
    this.#keepIfLost(restored);
    await this.workspace.options.receiver?.close();
    await target.close();
    const checks = this.checks.flatMap(({ id }) => results.get(id) ?? []);
    const coverage = coverageOf(checks, plan.checks);
    return {
      version: 3,
      target: target.url,
      startedAt: this.#startedAt.toISOString(),
      durationMs: Date.now() - this.#startedAt.getTime(),
      seed: this.workspace.options.seed,
      checks,
      causes: causesOf(checks),
      assumptions: assumptionsIn(assumptions, this.#observed(), checks),
      restored: restored.map(({ outcome, ...rest }) => ({ outcome, ...this.#fitForReport(rest) })),
      repeated: this.#parts.repeated(),
      ...(this.#fidelity && { fidelity: this.#fitForReport(this.#fidelity) }),
      coverage: { ...coverage, table: coverageTable(checks, plan) },
      notShown: notShownOf(checks),
      unmet: [
        ...unmetOf(options, { coverage, results: checks }),
        ...staleIn(options.knownDifferences ?? [], { results: checks, planned: plan.checks.map(({ id }) => id) }),
      ],
      broken: [...broken],
      ...(stopped !== undefined && { stopped: printable(stopped) }),
      notes: expiredIn(options.knownDifferences ?? [], this.#startedAt),
    };
  }

  async #restore(): Promise<Restored[]> {
    if (this.workspace.client.puts === 0) return [];
    await isThere(this.workspace);
    const backups = await this.#parts.backups.all();
    return (await Promise.all(backups.map((backup) => putBack(this.workspace, backup)))).flat();
  }

  #keepIfLost(restored: readonly Restored[]): void {
    const { file, options } = this.#parts;
    const lost = restored.some(({ outcome }) => outcome === 'lost');
    file?.close(!lost);
    if (file && lost) options.say?.(adviceFor(file.file, this.#parts.target.url));
  }

  /** The table's own words as they are. */
  #observed(): [AssumptionName, string][] {
    return [...this.workspace.observed].map(([name, seen]) => [
      name,
      isValueOf(name, seen) ? seen : this.#fitForReport(seen),
    ]);
  }

  #fitForReport<T>(texts: T): T {
    return fitForReport(texts, this.#parts.scrubber);
  }
}
