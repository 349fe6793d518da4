// How much of the contract a run has shown: the documented statements that it checked, those that it could not, and whether
// that is as much as the user requires.
import type { Check } from '../checks/check.ts';
import type { CheckResult, Outcome } from './result.ts';

export interface Coverage {
  /** Documented statements: checks of the tier `documented`. */
  readonly statements: number;
  readonly checked: number;
  readonly passed: number;
}

/** Documented statements of the run that were not checked, all for one cause. */
export interface NotShown {
  readonly cause: string;
  /** Ids of the checks. */
  readonly checks: readonly string[];
}

/** What has to be shown, or the run fails. */
export interface Requirements {
  /** The least part of all documented statements that has to be checked, in percent. */
  readonly requireCoverage?: number;
  /** Ids of checks that have to be decided, or beginnings of them. */
  readonly require?: readonly string[];
}

const isDocumented = ({ tier }: Pick<Check, 'tier'>): boolean => tier === 'documented';

/** Whether a check says nothing certain about the target. */
const isUndecided = ({ outcome }: CheckResult): boolean => ['skipped', 'blocked'].includes(outcome);

/** The coverage of a run, out of all checks of the plan. */
export function coverageOf(results: readonly CheckResult[], planned: readonly Check[]): Coverage {
  const documented = results.filter(isDocumented);
  const count = (...outcomes: Outcome[]): number =>
    documented.filter(({ outcome }) => outcomes.includes(outcome)).length;
  return {
    statements: planned.filter(isDocumented).length,
    checked: count('passed', 'failed', 'flaky', 'known'),
    passed: count('passed'),
  };
}

/** The coverage for people, in one sentence. */
export function headline({ statements, checked, passed }: Coverage): string {
  return `${checked} of ${statements} documented statements were checked, and ${passed} passed.`;
}

/** The documented statements that were not checked, by cause: the cause of the most of them first. */
export function notShownOf(results: readonly CheckResult[]): NotShown[] {
  const causes = new Map<string, string[]>();
  for (const result of results.filter(isDocumented).filter(isUndecided)) {
    const cause = causeOf(result);
    causes.set(cause, [...(causes.get(cause) ?? []), result.id]);
  }
  return [...causes]
    .map(([cause, checks]) => ({ cause, checks }))
    .toSorted((a, b) => b.checks.length - a.checks.length);
}

function causeOf({ blockedBy, reason = '' }: CheckResult): string {
  return blockedBy === undefined ? reason : `${blockedBy} did not pass`;
}

/** A sentence for each requirement that is not met. */
export function unmetOf(
  { requireCoverage = 0, require: required = [] }: Requirements,
  { coverage, results }: { readonly coverage: Coverage; readonly results: readonly CheckResult[] },
): string[] {
  const { checked, statements } = coverage;
  const percent = (checked / statements) * 100;
  const tooLow = `${checked} of ${statements} documented statements were checked, which is ${floored(percent)} %; --require-coverage is ${requireCoverage} %`;
  return [...(percent < requireCoverage ? [tooLow] : []), ...required.flatMap((start) => undecidedOf(start, results))];
}

/** Rounded down, so that 99.96 % is not shown as the 100 % that were required. */
const floored = (percent: number): string => (Math.floor(percent * 10) / 10).toFixed(1);

function undecidedOf(start: string, results: readonly CheckResult[]): string[] {
  const meant = results.filter(({ id }) => id.startsWith(start));
  if (meant.length === 0) return [`${start} is required, but was not among the checks of this run`];
  return meant.filter(isUndecided).map((result) => `${result.id} is required, but was not decided: ${causeOf(result)}`);
}
