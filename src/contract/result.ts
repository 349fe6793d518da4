// How one check ended.
import type { Effect, Tier } from './verdict.ts';

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
