// How one check ended.
import type { Body } from '../target/ask.ts';
import type { Effect, Tier } from '../target/verdict.ts';

/**
 * How a check ended: `failed` is a documented statement that does not hold, `differs` an assumed one, `known` either of them
 * when it is listed as known; `flaky` is a documented one that failed once and passed when it was evaluated again; `blocked` by
 * another check, or `skipped` because it could not be decided or was not allowed.
 */
export type Outcome = 'passed' | 'failed' | 'differs' | 'known' | 'flaky' | 'blocked' | 'skipped';

/** What shows a failure to someone else: the requests of its last evaluation, up to the one whose response is the evidence. */
export interface Reproduction {
  readonly steps: readonly Step[];
}

export interface Step {
  /** A line for a shell. */
  readonly line: string;
  /** What came back, in a few words; missing for the login. */
  readonly response?: string;
}

export interface CheckResult {
  readonly id: string;
  readonly tier: Tier;
  readonly effect: Effect;
  readonly source: string;
  readonly statement: string;
  /** The field of a body that the check is about, if it is about one. */
  readonly field?: string;
  readonly outcome: Outcome;
  readonly expected?: string;
  readonly actual?: string;
  /** How to see the failure again. */
  readonly reproduction?: Reproduction;
  /** The check at the root. */
  readonly blockedBy?: string;
  /** Why it was skipped or is known, or another remark. */
  readonly reason?: string;
}

/** What became of one setting, or of a space. */
export interface Restored {
  readonly space: string;
  /** Missing where the whole space is meant. */
  readonly setting?: string;
  /**
   * `restored`: as it was; `removed`: a space that was empty, and is again; `left`: a setting that was not there before and
   * cannot be deleted; `replaced`: another client has written there since; `lost`: not as it was, see `before` and `after`.
   */
  readonly outcome: 'restored' | 'removed' | 'left' | 'replaced' | 'lost';
  readonly before?: Body;
  readonly after?: Body;
  readonly reason?: string;
}
