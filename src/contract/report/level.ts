// How much each outcome matters, for all reports and the exit code.
import type { CheckResult, Outcome } from './result.ts';

/** `error` fails the run. `skipped` says nothing about the target. */
export type Level = 'passed' | 'error' | 'warning' | 'note' | 'skipped';

const levels: Readonly<Record<Outcome, Level>> = {
  passed: 'passed',
  failed: 'error',
  differs: 'warning',
  flaky: 'error',
  known: 'note',
  blocked: 'skipped',
  skipped: 'skipped',
};

/** Whether a documented statement does not hold: always, or once. */
export const isFailure = ({ outcome }: Pick<CheckResult, 'outcome'>): boolean =>
  outcome === 'failed' || outcome === 'flaky';

/** @param strict whether assumed differences fail the run, too */
export function levelOf({ outcome }: Pick<CheckResult, 'outcome'>, strict: boolean): Level {
  return outcome === 'differs' && strict ? 'error' : levels[outcome];
}
