// The Common Test Report Format (ctrf.io): one test a check.
import type { CTRFReport, Test } from 'ctrf';
import { endingOf, errorsOf, type Report } from '../report/report.ts';
import { reproductionLines } from '../report/words.ts';
import { type Level, levelOf } from '../report/level.ts';
import type { CheckResult } from '../report/result.ts';
import type { Look } from './reporter.ts';

export function ctrf(report: Report, look: Look): string {
  const tests = [...report.checks.map((result) => testOf(result, look)), ...errorsOf(report).map(errorTest)];
  const count = (status: Test['status']): number => tests.filter((test) => test.status === status).length;
  const start = Date.parse(report.startedAt);
  const summary = {
    tests: tests.length,
    passed: count('passed'),
    failed: count('failed'),
    skipped: count('skipped'),
    pending: count('pending'),
    other: count('other'),
    start,
    stop: start + report.durationMs,
    duration: report.durationMs,
    extra: { ending: endingOf(report), seed: report.seed },
  };
  const { table, ...coverage } = report.coverage;
  const value: CTRFReport = {
    reportFormat: 'CTRF',
    specVersion: '0.0.0',
    timestamp: report.startedAt,
    generatedBy: 'otp-settings-mock',
    results: {
      tool: { name: 'otp-settings-mock' },
      summary,
      tests,
      environment: { testEnvironment: report.target },
      extra: { coverage, coverageTable: table, notShown: report.notShown },
    },
  };
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** What is wrong and does not fail the run is `other`. */
const statuses: Readonly<Record<Level, Test['status']>> = {
  passed: 'passed',
  error: 'failed',
  warning: 'other',
  note: 'other',
  skipped: 'skipped',
};

function testOf(result: CheckResult, { strict }: Look): Test {
  const { id, statement, outcome, tier, effect, source, expected, actual, reason, blockedBy } = result;
  const why = blockedBy === undefined ? reason : `blocked by ${blockedBy}`;
  const message = expected === undefined ? why : `expected ${expected}; actual ${actual}`;
  const lines = reproductionLines(result);
  return {
    name: `${id}: ${statement}`,
    status: statuses[levelOf(result, strict)],
    duration: 0,
    rawStatus: outcome,
    suite: [id.split('.')[0] ?? id],
    tags: [tier, effect],
    ...(message !== undefined && { message }),
    ...(lines.length > 0 && { trace: lines.join('\n') }),
    extra: { source },
  };
}

/** What else went wrong in the run. */
function errorTest({ name, text }: { readonly name: string; readonly text: string }): Test {
  return { name, status: 'failed', duration: 0, suite: ['run'], message: text };
}
