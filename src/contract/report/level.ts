// How much each outcome matters, for all reports and the exit code.
import type { CheckResult, Outcome } from './result.ts';

/** `error` fails the run. `skipped` says nothing about the target. */
export type Level = 'passed' | 'error' | 'warning' | 'note' | 'skipped';

const levels: Readonly<Record<Outcome, Level>> = {
  passed: 'passed',
  failed: 'error',
  differs: 'warning',
  flaky: 'warning',
  known: 'note',
  blocked: 'skipped',
  skipped: 'skipped',
};

/** @param strict whether assumed differences fail the run, too */
export function levelOf({ outcome }: Pick<CheckResult, 'outcome'>, strict: boolean): Level {
  return outcome === 'differs' && strict ? 'error' : levels[outcome];
}
