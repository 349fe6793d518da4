// The result of a run, in a documented format that the JSON reporter writes unchanged.
import { type AssumptionName, type Assumptions, assumptionNames } from '../../assumptions/table.ts';
import { assumptionId } from '../checks/check.ts';
import type { Cause } from './causes.ts';
import type { CoverageRow } from './coverage-table.ts';
import { type Coverage, headline, type NotShown } from './coverage.ts';
import { counted } from '../../common/counted.ts';
import type { Fidelity } from '../compare/fidelity.ts';
import { levelOf } from './level.ts';
import type { CheckResult, Outcome, Restored } from './result.ts';

export interface Report {
  /** Of this format. */
  readonly version: 3;
  readonly target: string;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly durationMs: number;
  /** What the random parts started from: give it as --rng-seed to repeat them. */
  readonly seed: number;
  readonly checks: readonly CheckResult[];
  /** The failed checks by cause: those that saw the same in several places are together. */
  readonly causes: readonly Cause[];
  /** `observed` is missing where it could not be told. */
  readonly assumptions: Readonly<Record<string, { readonly assumed: string; readonly observed?: string }>>;
  readonly restored: readonly Restored[];
  /** How many requests were sent again, by what came at first: a status, or `no response`. */
  readonly repeated: Readonly<Record<string, number>>;
  /** How the target and a mock with the observed assumptions differ; see --compare. */
  readonly fidelity?: Fidelity;
  readonly coverage: Coverage & { readonly table: readonly CoverageRow[] };
  /** The documented statements of this run that were not checked, by cause. */
  readonly notShown: readonly NotShown[];
  /** A sentence for each requirement that was not met; see --require-coverage. */
  readonly unmet: readonly string[];
  /** Ids of checks that stopped on an unexpected response, which is a bug in this program. They count as skipped. */
  readonly broken: readonly string[];
  /** Why the run was not completed. */
  readonly stopped?: string;
  /** Notes about the list of known differences. */
  readonly notes: readonly string[];
}

export function assumptionsIn(
  assumed: Assumptions,
  observed: readonly (readonly [AssumptionName, string])[],
  results: readonly CheckResult[],
): Report['assumptions'] {
  const ids = new Set(results.map(({ id }) => id));
  const entries = assumptionNames
    .filter((name) => ids.has(assumptionId(name)))
    .map((name) => {
      const seen = observed.find(([each]) => each === name)?.[1];
      return [name, { assumed: assumed[name], ...(seen !== undefined && { observed: seen }) }];
    });
  return Object.fromEntries(entries) as Report['assumptions'];
}

/** The exit code: 0 passed, 1 a documented statement failed (with `strict`, or an assumed one) or a requirement was not met, 2 not all could be judged. */
export function exitCodeOf({ checks, stopped, restored, broken, unmet }: Report, strict = false): 0 | 1 | 2 {
  const bad = checks.some((check) => levelOf(check, strict) === 'error');
  if (bad || (unmet.length > 0 && stopped === undefined)) return 1;
  const judged = checks.some(({ outcome }) => outcome === 'passed' || outcome === 'known' || outcome === 'differs');
  const spoilt = restored.some(({ outcome }) => outcome === 'lost');
  return stopped !== undefined || broken.length > 0 || !judged || spoilt ? 2 : 0;
}

/** A setting, or a whole space, for people. The names come from the target, and are quoted. */
export function whatOf({ space, setting }: Restored): string {
  return `${setting === undefined ? 'the space' : `${JSON.stringify(setting)} in the space`} ${JSON.stringify(space)}`;
}

/** A sentence for each setting or space that was not restored. */
export function lossesOf({ restored }: Report): string[] {
  return restored
    .filter(({ outcome }) => outcome === 'lost')
    .map((each) => {
      const how = each.reason ?? `before ${JSON.stringify(each.before)}, after ${JSON.stringify(each.after)}`;
      return `${whatOf(each)} was not restored: ${how}`;
    });
}

/** How the checks ended, in a few words. */
export function endingOf({ checks, coverage }: Report): string {
  const count = (wanted: Outcome): number => checks.filter(({ outcome }) => outcome === wanted).length;
  const flaky = count('flaky') > 0 ? `, ${count('flaky')} flaky` : '';
  return `${count('failed')} failed${flaky}; ${headline(coverage)}`;
}

/** A line, if requests were sent again. */
export function repeatedIn({ repeated }: Report): string[] {
  const causes = Object.entries(repeated);
  const all = causes.reduce((sum, [, count]) => sum + count, 0);
  const words = causes.map(([cause, count]) => `${count} × ${cause}`).join(', ');
  return all === 0 ? [] : [`${counted(all, 'request')} had to be sent again: ${words}.`];
}

/** What else went wrong in the run: not a failed statement, but nothing to overlook. */
export function errorsOf(report: Report): { readonly name: string; readonly text: string }[] {
  const { stopped, broken, unmet } = report;
  return [
    ...lossesOf(report).map((text) => ({ name: 'restored', text })),
    ...(stopped === undefined ? [] : [{ name: 'completed', text: stopped }]),
    ...broken.map((id) => ({
      name: `judge ${id}`,
      text: `${id} stopped with an internal error on an unexpected response`,
    })),
    ...unmet.map((text) => ({ name: 'meet the requirements', text })),
  ];
}
