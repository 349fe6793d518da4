// For GitHub Actions: an annotation for each failure and difference, and a table for the summary of the step.
import { headline } from '../coverage.ts';
import { lossesOf, type Report } from '../report.ts';
import { replayLines } from '../replay/words.ts';
import type { CheckResult } from '../result.ts';
import type { Look } from './reporter.ts';

/** Checks that failed for the same cause; undefined where another one stands for them. */
function othersOf({ causes }: Report, { id }: CheckResult): readonly string[] | undefined {
  const [first = id, ...others] = causes.find(({ checks }) => checks.includes(id))?.checks ?? [];
  return first === id ? others : undefined;
}

/** Workflow commands, as the job's log takes them. */
export function github(report: Report, { strict }: Look): string {
  const lines = report.checks.flatMap((result) => {
    const level = levelOf(result, strict);
    const others = othersOf(report, result);
    if (level === undefined || others === undefined) return [];
    const texts = [result.statement, `expected ${result.expected}`, `actual ${result.actual}`, ...replayLines(result)];
    const text = [...texts, ...(others.length === 0 ? [] : [`also ${others.join(', ')}`])].join('\n');
    return [`::${level} title=${property(result.id)}::${data(text)}`];
  });
  for (const loss of lossesOf(report)) lines.push(`::error title=not restored::${data(loss)}`);
  if (report.stopped !== undefined) lines.push(`::error title=contract::${data(report.stopped)}`);
  for (const id of report.broken)
    lines.push(`::error title=${property(id)}::The check stopped with an internal error.`);
  for (const sentence of report.unmet) lines.push(`::error title=not met::${data(sentence)}`);
  for (const { cause, checks } of report.notShown)
    lines.push(`::notice title=${checks.length} not checked::${data(`${cause}: ${checks.join(', ')}`)}`);
  return `${[...lines, `${report.target}: ${ending(report)}`].join('\n')}\n`;
}

function levelOf({ outcome }: CheckResult, strict: boolean): 'error' | 'warning' | undefined {
  if (outcome === 'failed') return 'error';
  if (outcome === 'differs') return strict ? 'error' : 'warning';
  return undefined;
}

function ending({ checks, coverage }: Report): string {
  const failed = checks.filter(({ outcome }) => outcome === 'failed').length;
  return `${failed} failed; ${headline(coverage)}`;
}

const data = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

/** Markdown for the file that GITHUB_STEP_SUMMARY names. */
export function stepSummary(report: Report): string {
  const rows = report.checks
    .filter(({ outcome }) => outcome === 'failed' || outcome === 'differs' || outcome === 'known')
    .filter((result) => othersOf(report, result) !== undefined)
    .map((result) => ({ ...result, others: othersOf(report, result) ?? [] }))
    .map(({ id, others, outcome, statement, expected = '', actual = '' }) =>
      [
        [id, ...others].map((each) => `\`${each}\``).join('<br>'),
        outcome,
        ...[statement, expected, actual].map(cell),
      ].join(' | '),
    );
  const table =
    rows.length === 0 ? [] : ['', '| check | outcome | statement | expected | actual |', '|---|---|---|---|---|'];
  return [
    `### Contract of ${report.target}`,
    '',
    ending(report),
    ...table,
    ...rows.map((row) => `| ${row} |`),
    ...(report.notShown.length === 0 ? [] : ['', 'Documented statements that could not be checked:', '']),
    ...report.notShown.map(({ cause, checks }) => `- ${checks.length}: ${cell(cause)}`),
    ...report.unmet.map((sentence) => `\n**Not met:** ${cell(sentence)}`),
    ...lossesOf(report).map((loss) => `\n**Not restored:** ${cell(loss)}`),
    ...(report.stopped === undefined ? [] : [`\n**The run was not completed:** ${cell(report.stopped)}`]),
    '',
  ].join('\n');
}

/** A text as one cell of a table, in which no character is Markdown or HTML. */
const cell = (text: string): string =>
  text
    .replaceAll(/\s+/g, ' ')
    .slice(0, 300)
    .replaceAll(/[\\`*_[\]()#!|<>&~@]/g, (character) => `&#${character.charCodeAt(0)};`);
