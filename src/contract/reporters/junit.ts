// For pipelines that collect test results: one test case a check.
import { errorsOf, type Report } from '../report/report.ts';
import { reproductionLines } from '../report/words.ts';
import { levelOf } from '../report/level.ts';
import type { CheckResult } from '../report/result.ts';
import { escape } from '../../common/xml.ts';
import type { Look } from './reporter.ts';

export function junit(report: Report, { strict }: Look): string {
  const bad = (result: CheckResult): boolean => levelOf(result, strict) === 'error';
  const skipped = report.checks.filter(isSkipped).length;
  const errors = errorCases(report);
  const counts = `tests="${report.checks.length + errors.length}" errors="${errors.length}" failures="${report.checks.filter(bad).length}" skipped="${skipped}"`;
  const seconds = (report.durationMs / 1000).toFixed(3);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="contract" ${counts} time="${seconds}">`,
    `  <testsuite name="${escape(report.target)}" ${counts} time="${seconds}" timestamp="${report.startedAt}">`,
    ...properties(report),
    ...report.checks.map((result) => testCase(result, bad(result))),
    ...errors,
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

/** The coverage, and what was not shown for which cause. */
function properties({ coverage, notShown }: Report): string[] {
  const values = [
    ...(['statements', 'checked', 'passed'] as const).map((name) => [name, coverage[name]] as const),
    ...notShown.map(({ cause, checks }) => [`not checked: ${cause}`, checks.length] as const),
  ];
  const lines = values.map(([name, value]) => `      <property name="${escape(name)}" value="${value}"/>`);
  return ['    <properties>', ...lines, '    </properties>'];
}

function errorCases(report: Report): string[] {
  return errorsOf(report).map(
    ({ name, text }) =>
      `    <testcase classname="run" name="${escape(name)}"><error message="${escape(text)}"/></testcase>`,
  );
}

const isSkipped = ({ outcome }: CheckResult): boolean => ['blocked', 'skipped', 'known'].includes(outcome);

function testCase(result: CheckResult, bad: boolean): string {
  const { id, statement, expected, actual, source } = result;
  const start = `    <testcase classname="${escape(id.split('.')[0] ?? id)}" name="${escape(`${id}: ${statement}`)}"`;
  const difference = `expected ${expected}; actual ${actual}`;
  if (bad) {
    const text = [source, `expected ${expected}`, `actual ${actual}`, ...reproductionLines(result)].join('\n');
    return `${start}><failure message="${escape(difference)}">${escape(text)}</failure></testcase>`;
  }
  if (isSkipped(result)) {
    const why = result.blockedBy === undefined ? result.reason : `blocked by ${result.blockedBy}`;
    return `${start}><skipped message="${escape(why ?? '')}"/></testcase>`;
  }
  return result.outcome === 'differs'
    ? `${start}><system-out>${escape(difference)}</system-out></testcase>`
    : `${start}/>`;
}
