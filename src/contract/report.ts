// The result of a run, in a documented format that the JSON reporter writes unchanged.
import { type AssumptionName, type Assumptions, assumptionNames } from '../assumptions/table.ts';
import { assumptionId, type Check } from './check.ts';
import type { Effect, Tier } from './verdict.ts';
import type { Restored } from './restore.ts';

/**
 * How a check ended: `failed` is a documented statement that does not hold, `differs` an assumed one, `known` either of them
 * when it is listed as known; `blocked` by another check, or `skipped` because it could not be decided or was not allowed.
 */
export type Outcome = 'held' | 'failed' | 'differs' | 'known' | 'blocked' | 'skipped';

export interface CheckResult {
  readonly id: string;
  readonly tier: Tier;
  readonly effect: Effect;
  readonly source: string;
  readonly statement: string;
  readonly outcome: Outcome;
  readonly expected?: string;
  readonly actual?: string;
  /** A command line that repeats the failing request. */
  readonly curl?: string;
  /** The check at the root. */
  readonly blockedBy?: string;
  /** Why it was skipped or is known, or another remark. */
  readonly reason?: string;
}

export interface Coverage {
  /** Documented statements: checks of the tier `documented`. */
  readonly statements: number;
  readonly checked: number;
  readonly held: number;
}

export interface Report {
  /** Of this format. */
  readonly version: 2;
  readonly target: string;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly durationMs: number;
  /** What the random parts started from: give it as --rng-seed to repeat them. */
  readonly seed: number;
  readonly checks: readonly CheckResult[];
  /** `observed` is missing where it could not be told. */
  readonly assumptions: Readonly<Record<string, { readonly assumed: string; readonly observed?: string }>>;
  readonly restored: readonly Restored[];
  readonly coverage: Coverage;
  /** Ids of checks that stopped on an unexpected response, which is a bug in this program. They count as skipped. */
  readonly broken: readonly string[];
  /** Why the run was not completed. */
  readonly stopped?: string;
  /** Notes about the list of known differences. */
  readonly notes: readonly string[];
}

export function coverageOf(results: readonly CheckResult[], planned: readonly Check[]): Coverage {
  const documented = results.filter(({ tier }) => tier === 'documented');
  const count = (...outcomes: Outcome[]): number =>
    documented.filter(({ outcome }) => outcomes.includes(outcome)).length;
  return {
    statements: planned.filter(({ tier }) => tier === 'documented').length,
    checked: count('held', 'failed', 'known'),
    held: count('held'),
  };
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

/** The exit code: 0 held, 1 a documented statement failed (with `strict`, or an assumed one), 2 not all could be judged. */
export function exitCodeOf({ checks, stopped, restored, broken }: Report, strict = false): 0 | 1 | 2 {
  const bad = checks.some(({ outcome }) => outcome === 'failed' || (strict && outcome === 'differs'));
  if (bad) return 1;
  const judged = checks.some(({ outcome }) => outcome === 'held' || outcome === 'known' || outcome === 'differs');
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
