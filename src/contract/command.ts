// The contract command: a run, its progress, its reports, and the files it writes.
import { writeFile } from 'node:fs/promises';
import pc from 'picocolors';
import { chooseAssumptions } from '../assumptions/choose.ts';
import { type AssumptionName, type Assumptions, isValueOf, observableNames } from '../assumptions/table.ts';
import { loadContract } from '../document/load.ts';
import { StartError } from '../document/start-error.ts';
import { printable } from '../common/printable.ts';
import { createPlan, type PlanOptions } from './run/plan.ts';
import { exitCodeOf, type Report, whatOf } from './report/report.ts';
import { markdown } from './reporters/markdown.ts';
import { summary } from './reporters/pretty.ts';
import type { Look } from './reporters/reporter.ts';
import { type ReporterName, reporters } from './reporters/reporters.ts';
import { Run, type RunOptions } from './run/run.ts';
import { knownFrom } from './run/known.ts';
import { restoreFrom } from './run/cut-off.ts';

export interface ReportTo {
  readonly name: ReporterName;
  /** Standard output without one. */
  readonly file?: string;
}

interface MockOptions {
  readonly assume: Partial<Assumptions>;
  /** In seconds. */
  readonly tokenTtl?: number;
}

interface StartedMock {
  readonly url: string;
  close(): Promise<void>;
}

export interface CommandOptions extends RunOptions, Look {
  readonly reporters: readonly ReportTo[];
  readonly writeAssumptions?: string;
  /** The file for the list of what fails the run. */
  readonly writeKnownDifferences?: string;
  /** How many sequences are played to the target and to a mock that behaves as was observed; none by default. */
  readonly compare?: number;
  /** Starts that mock. */
  readonly startMock: (options: MockOptions) => Promise<StartedMock>;
  /** Of this package. */
  readonly version: string;
  readonly print: (text: string) => void;
  /** For what is not part of a report. */
  readonly say: (line: string) => void;
  /** Told before each check, and at the end. */
  readonly progress: (done: number, of: number, id: string) => void;
  /** Told once how the run can be stopped. */
  readonly onStop: (stop: (reason: string) => void) => void;
}

/** Runs the contract against a target. Resolves with the exit code. @throws {StartError} when it cannot be run at all. */
export async function runContract(options: CommandOptions): Promise<0 | 1 | 2> {
  const run = await Run.start(options);
  options.say(printable(run.announce()));
  options.onStop((reason) => run.stop(reason));
  const report = await runAll(run, options);
  await deliver(report, options);
  return exitCodeOf(report, options.strict);
}

/** Restores what an earlier run has left. Resolves with the exit code. @throws {StartError} when it cannot be done at all. */
export async function runRestore(file: string, options: RunOptions & Pick<CommandOptions, 'print'>): Promise<0 | 2> {
  const restored = await restoreFrom(file, options);
  for (const each of restored)
    options.print(
      `${printable(`${whatOf(each)}: ${each.outcome}${each.reason === undefined ? '' : `, ${each.reason}`}`)}\n`,
    );
  return restored.some(({ outcome }) => outcome === 'lost') ? 2 : 0;
}

/** Restores the target in any case. */
async function runAll(run: Run, options: CommandOptions): Promise<Report> {
  try {
    await run.judgeAll((done, id) => options.progress(done, run.checks.length, id));
    if (options.compare !== undefined) await compareWithMock(run, options.compare, options);
  } catch (error) {
    await run.finish();
    throw error;
  }
  return run.finish();
}

async function compareWithMock(run: Run, count: number, { startMock }: CommandOptions): Promise<void> {
  const { expiresIn: tokenTtl } = run.workspace.client.session;
  const assume = Object.fromEntries([...run.observed].filter(isValue));
  const mock = await startMock({ assume, ...(tokenTtl !== undefined && { tokenTtl }) });
  try {
    const other = await Run.start({ url: mock.url, only: ['list.answers'] });
    await run.compare(other, count);
    await other.finish();
  } finally {
    await mock.close();
  }
}

/** Whether the mock can be told to behave as was observed. */
function isValue([name, value]: readonly [AssumptionName, string | undefined]): boolean {
  return isValueOf(name, value);
}

async function deliver(report: Report, options: CommandOptions): Promise<void> {
  for (const { name, file } of options.reporters) {
    const text = reporters[name](report, { ...options, colour: options.colour && file === undefined });
    if (file === undefined) options.print(text);
    else await write(file, text);
    const summary = process.env['GITHUB_STEP_SUMMARY'];
    if (name === 'github' && summary) await write(summary, markdown(report), 'a');
  }
  if (options.reporters.every(({ file }) => file !== undefined)) options.say(summary(report, pc.createColors(false)));
  if (options.writeKnownDifferences !== undefined)
    await write(options.writeKnownDifferences, `${JSON.stringify(knownFrom(report, options), null, 2)}\n`);
  if (options.writeAssumptions !== undefined)
    await write(options.writeAssumptions, observedAsFile(report, options.version));
}

async function write(file: string, text: string, flag: 'w' | 'a' = 'w'): Promise<void> {
  await writeFile(file, text, { flag }).catch((error: NodeJS.ErrnoException) => {
    throw new StartError(`The file ${file} cannot be written (${error.code}).`);
  });
}

/** The file for `serve --assumptions`. Observations that are not values of the table are reported, and the default stays. */
function observedAsFile({ assumptions, target, startedAt }: Report, version: string): string {
  const observed = observableNames.map((name) => [name, assumptions[name]?.observed] as const);
  const others = observed.filter((entry) => entry[1] !== undefined && !isValue(entry));
  const value = {
    target,
    date: startedAt,
    version,
    assumptions: Object.fromEntries(observed.filter(isValue)),
    ...(others.length > 0 && { otherAnswers: Object.fromEntries(others) }),
    undecided: observed.filter(([, seen]) => seen === undefined).map(([name]) => name),
  };
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** All checks, a line each: tier, effect, id and statement. */
export async function listChecks(
  document: string | undefined,
  wanted: Omit<PlanOptions, 'assumptions'>,
): Promise<string> {
  const { checks } = createPlan(await loadContract(document), { assumptions: chooseAssumptions(), ...wanted });
  const width = Math.max(...checks.map(({ id }) => id.length));
  const lines = checks.map(
    ({ tier, effect, id, statement }) => `${tier.padEnd(10)}  ${effect.padEnd(5)}  ${id.padEnd(width)}  ${statement}`,
  );
  return `${lines.join('\n')}\n`;
}
