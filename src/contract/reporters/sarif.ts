// SARIF 2.1.0 (OASIS), as code scanning reads it: a rule for each check, and a result for each that did not hold.
import type { Log, ReportingDescriptor, Result } from 'sarif';
import { othersOf } from '../report/causes.ts';
import { errorsOf, type Report } from '../report/report.ts';
import { reproductionLines } from '../report/words.ts';
import { levelOf } from '../report/level.ts';
import type { CheckResult } from '../report/result.ts';
import type { Look } from './reporter.ts';

export function sarif(report: Report, look: Look): string {
  const shown = report.checks.filter(({ outcome }) => !['passed', 'blocked', 'skipped'].includes(outcome));
  const log: Log = {
    version: '2.1.0',
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    runs: [
      {
        tool: { driver: { name: 'otp-settings-mock', informationUri, rules: shown.map(ruleOf) } },
        invocations: [
          {
            executionSuccessful: report.stopped === undefined && report.broken.length === 0,
            startTimeUtc: report.startedAt,
            endTimeUtc: new Date(Date.parse(report.startedAt) + report.durationMs).toISOString(),
            toolExecutionNotifications: errorsOf(report).map(({ name, text }) => ({
              level: 'error',
              message: { text: `${name}: ${text}` },
            })),
          },
        ],
        results: shown.map((result, ruleIndex) => resultOf(result, { ruleIndex, report, look })),
        properties: { target: report.target, seed: report.seed, notShown: report.notShown },
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

const informationUri = 'https://www.npmjs.com/package/otp-settings-mock';

/** The document that a statement is in. Code scanning requires a file for each result. */
const artifact = 'openapi/otp-settings.yaml';

function sarifLevelOf(result: CheckResult, { strict }: Look): Result.level {
  const level = levelOf(result, strict);
  return level === 'passed' || level === 'skipped' ? 'none' : level;
}

function ruleOf({ id, statement, source, tier }: CheckResult): ReportingDescriptor {
  return {
    id,
    shortDescription: { text: statement },
    fullDescription: { text: `${statement} Source: ${source}.` },
    properties: { tags: [tier] },
  };
}

interface Place {
  readonly ruleIndex: number;
  readonly report: Report;
  readonly look: Look;
}

function resultOf(result: CheckResult, { ruleIndex, report, look }: Place): Result {
  const { id, statement, source, outcome, reason, expected = '', actual = '' } = result;
  const others = othersOf(report.causes, result) ?? [];
  const lines = [
    statement,
    `expected ${expected}; actual ${actual}`,
    ...(reason === undefined ? [] : [reason]),
    ...reproductionLines(result),
    ...(others.length === 0 ? [] : [`the same: ${others.join(', ')}`]),
  ];
  const level = sarifLevelOf(result, look);
  return {
    ruleId: id,
    ruleIndex,
    ...(level && { level }),
    message: { text: lines.join('\n') },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: artifact } },
        logicalLocations: [{ fullyQualifiedName: source, kind: 'resource' }],
      },
    ],
    partialFingerprints: { check: id },
    ...(outcome === 'known' && { suppressions: [{ kind: 'external', justification: reason ?? '' }] }),
  };
}
