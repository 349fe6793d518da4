// Every format of a report: valid against its published schema, complete, and safe with any text of a target.
import { createRequire } from 'node:module';
import { validate as validateCtrf } from 'ctrf';
import Ajv from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import type { Log } from 'sarif';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CheckResult } from '../../src/contract/report/result.ts';
import type { Report } from '../../src/contract/report/report.ts';
import { ctrf } from '../../src/contract/reporters/ctrf.ts';
import { html } from '../../src/contract/reporters/html.ts';
import { markdown } from '../../src/contract/reporters/markdown.ts';
import { reporters } from '../../src/contract/reporters/reporters.ts';
import { sarif } from '../../src/contract/reporters/sarif.ts';
import { judge } from '../support/judge.ts';
import { startBackend } from '../targets/backend.ts';
import { mutants } from '../targets/mutants.ts';

const look = { colour: false, strict: false };

async function reportOf(name: string, only: readonly string[] = []): Promise<Report> {
  const backend = await startBackend(mutants.find((mutant) => mutant.name === name)?.quirks);
  try {
    return (await judge({ url: backend.url, rngSeed: 1, only })).report;
  } finally {
    await backend.close();
  }
}

/** With failures of several causes, and blocked, skipped and differing checks. */
let faulty: Report;
let correct: Report;
/** With HTML in what was received. */
let hostile: Report;

beforeAll(async () => {
  faulty = await reportOf('put-netgsm-handled-as-dataport');
  correct = await reportOf('none');
  hostile = await reportOf('missing-token-answers-login-page', ['list.']);
});

/** What is wrong with each report, as the validator says it. */
const all = (): [string, Report][] => [
  ['faulty', faulty],
  ['correct', correct],
  ['hostile', hostile],
  ['stopped', { ...faulty, stopped: 'it exceeded 1 s', broken: ['list.safe'], unmet: ['too little was checked'] }],
];

describe('The CTRF report', () => {
  it('is valid against the schema of CTRF, for any ending', () => {
    for (const [name, report] of all())
      expect(validateCtrf(JSON.parse(ctrf(report, look))), name).toMatchObject({ valid: true });
  });

  it('counts each check once, and differences as failures only under --strict', () => {
    const { results } = JSON.parse(ctrf(faulty, look)) as { results: { summary: Record<string, number> } };
    const count = (outcome: string): number => faulty.checks.filter((check) => check.outcome === outcome).length;
    expect(results.summary).toMatchObject({
      tests: faulty.checks.length,
      passed: count('passed'),
      failed: count('failed') + count('flaky'),
      skipped: count('blocked') + count('skipped'),
      other: count('differs'),
    });
    const different = { ...faulty, checks: faulty.checks.map((check) => ({ ...check, outcome: 'differs' as const })) };
    const strict = JSON.parse(ctrf(different, { ...look, strict: true })) as typeof JSON & { results: typeof results };
    expect(strict.results.summary).toMatchObject({ failed: faulty.checks.length, other: 0 });
  });
});

describe('The SARIF report', () => {
  it('is valid against the schema of SARIF 2.1.0, for any ending', () => {
    const schema = createRequire(import.meta.url)('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json') as object;
    const ajv = new Ajv.default({ strict: false, allErrors: true, unicodeRegExp: false });
    addFormats.default(ajv);
    const validate = ajv.compile(schema);
    for (const [name, report] of all()) {
      validate(JSON.parse(sarif(report, look)));
      expect(validate.errors ?? [], name).toEqual([]);
    }
    expect(validate({ version: '2.1.0', runs: [{}] })).toBe(false);
  });

  it('has a rule and an error for each failure', () => {
    const [run] = (JSON.parse(sarif(faulty, look)) as Log).runs;
    const failed = faulty.checks.filter(({ outcome }) => outcome === 'failed').map(({ id }) => id);
    const results = run?.results ?? [];
    expect(results.filter(({ level }) => level === 'error').map(({ ruleId }) => ruleId)).toEqual(failed);
    for (const { ruleId, ruleIndex = -1 } of results) expect(run?.tool.driver.rules?.[ruleIndex]?.id).toBe(ruleId);
  });
});

describe('The Markdown report', () => {
  it('names each cause and how to repeat it, and no text of the target is Markdown or HTML', () => {
    const text = markdown(faulty);
    for (const { checks } of faulty.causes) expect(text).toContain(`\`${checks[0]}\``);
    expect(text).toContain('\nOTP_TOKEN=$(curl ');
    expect(markdown(hostile)).not.toContain('<form');
  });

  it('has a row with the same number of cells for each place of the coverage', () => {
    const rows = markdown(correct)
      .split('\n')
      .filter((line) => /^\| (GET|PUT|POST|several)/.test(line));
    expect(rows).toHaveLength(correct.coverage.table.length);
    for (const row of rows) expect(row.split(/ ?\| ?/)).toHaveLength(10);
  });
});

describe('The coverage table', () => {
  const places = (report: Report) => report.coverage.table;

  it('counts every documented statement once', () => {
    const sum = (report: Report, name: 'statements' | 'failed' | 'notChecked'): number =>
      places(report).reduce((total, row) => total + row[name], 0);
    for (const [, report] of all()) {
      const { statements, checked, passed } = report.coverage;
      expect(sum(report, 'statements')).toBe(statements);
      expect(statements - sum(report, 'notChecked')).toBe(checked);
      expect(checked - sum(report, 'failed')).toBe(passed);
    }
  });

  it('has each field that can be set by accepted and by refused values, and shows where one of them did not hold', () => {
    const settable = places(correct).filter(
      ({ field = '' }) => field !== '' && !/^(creation|lastMod|createdBy|id$)/.test(field),
    );
    expect(settable.length).toBeGreaterThan(20);
    for (const { operation, field, accepted, refused } of settable)
      expect({ operation, field, refused: refused > 0, accepted: accepted > 0 }).toMatchObject({
        refused: true,
        accepted: true,
      });
    expect(places(faulty).find(({ operation }) => operation.includes('netgsm'))).toMatchObject({ failed: 1 });
  });
});

describe('The HTML report', () => {
  it('loads nothing, and shows no text of the target as HTML', () => {
    for (const [, report] of all()) {
      const text = html(report);
      expect(text).not.toMatch(/<\w[^<>]*\s(src|action)=|@import|url\(|href="(?!#|data:,")/);
      expect(text.match(/<form/g)).toHaveLength(1);
      expect(text.match(/<script>/g)).toHaveLength(1);
    }
  });

  it('has the differences in a section, those first that cost most, and no green headline over them', () => {
    const differing = (id: string) => ({ ...correct.checks[0], id, outcome: 'differs' }) as CheckResult;
    const ids = ['silent.head', 'assumption.date-offset', 'assumption.secrets-in-get', 'assumption.default-scope'];
    const report = { ...correct, checks: ids.map(differing) };
    const text = html(report);
    expect(html(correct)).toContain('<p class="passed"><strong>0 failed');
    expect(text).toContain('<p class="differs"><strong>0 failed');
    expect(
      /<h2>Differences from the assumptions<\/h2>[\s\S]*?<\/section>/.exec(text)?.[0].match(/(?<=href="#)[^"]+/g),
    ).toEqual(ids.toReversed());
    expect(
      markdown(report)
        .match(/(?<=^\| `)[^`]+/gm)
        ?.slice(0, 4),
    ).toEqual(ids.toReversed());
  });
});

it('Every reporter ends its text with one line break, and is named in the help of the command', () => {
  for (const reporter of Object.values(reporters)) expect(reporter(faulty, look)).toMatch(/[^\n]\n$/);
});
