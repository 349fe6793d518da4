// A whole contract run in one call, for tests.
import type { Report } from '../../src/contract/report/report.ts';
import type { CheckResult } from '../../src/contract/report/result.ts';
import type { RunOptions } from '../../src/contract/run/run.ts';
import { Run } from './shipped.ts';

export interface Judged {
  readonly report: Report;
  readonly run: Run;
}

/** It receives no mail unless it is told to: most targets of tests send none, and to wait for it takes a second. */
export async function judge(options: RunOptions): Promise<Judged> {
  const run = await Run.start({ receiveMail: false, ...options });
  try {
    await run.judgeAll();
  } catch (error) {
    await run.finish();
    throw error;
  }
  return { run, report: await run.finish() };
}

/** The results that are not as they should be, in a form that a failed test shows well. */
export function troubles({ checks }: Report, outcomes: readonly CheckResult['outcome'][]): string[] {
  return checks
    .filter(({ outcome }) => outcomes.includes(outcome))
    .map(({ id, expected, actual, reason }) => `${id}: ${reason ?? `expected ${expected}; actual ${actual}`}`);
}
