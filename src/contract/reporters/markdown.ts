// Markdown, for the summary of a job or a comment on a pull request.
import { othersOf } from '../report/causes.ts';
import { endingOf, lossesOf, repeatedIn, type Report } from '../report/report.ts';
import { differencesIn } from '../report/by-consequence.ts';
import { remainsOf } from '../report/remains.ts';
import { isFailure } from '../report/level.ts';
import { shellLines } from '../report/words.ts';

export function markdown(report: Report): string {
  const known = report.checks.filter(({ outcome }) => outcome === 'known');
  const rows = [...report.checks.filter(isFailure), ...differencesIn(report), ...known]
    .filter((result) => othersOf(report.causes, result) !== undefined)
    .map((result) => ({ ...result, others: othersOf(report.causes, result) ?? [] }))
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
    endingOf(report),
    ...repeatedIn(report).map((line) => `\n${line}`),
    ...table,
    ...rows.map((row) => `| ${row} |`),
    ...reproductions(report),
    ...(report.notShown.length === 0 ? [] : ['', 'Documented statements that could not be checked:', '']),
    ...report.notShown.map(({ cause, checks }) => `- ${checks.length}: ${cell(cause)}`),
    ...report.unmet.map((sentence) => `\n**Not met:** ${cell(sentence)}`),
    ...lossesOf(report).map((loss) => `\n**Not restored:** ${cell(loss)}`),
    ...remainsOf(report).map((line) => `\n${cell(line)}`),
    ...(report.stopped === undefined ? [] : [`\n**The run was not completed:** ${cell(report.stopped)}`]),
    ...coverageTable(report),
    '',
  ].join('\n');
}

/** How to repeat the failures, folded. */
function reproductions({ checks }: Report): string[] {
  return checks.filter(isFailure).flatMap((result) => {
    const lines = shellLines(result);
    if (lines.length === 0) return [];
    const fence = '`'.repeat(Math.max(3, ...(lines.join('\n').match(/`+/g) ?? []).map(({ length }) => length + 1)));
    return [
      '',
      `<details><summary>How to repeat ${cell(result.id)}</summary>`,
      '',
      `${fence}sh`,
      ...lines,
      fence,
      '',
      '</details>',
    ];
  });
}

function coverageTable({ coverage }: Report): string[] {
  const columns = ['statements', 'accepted', 'refused', 'either', 'failed', 'notChecked'] as const;
  const rows = coverage.table.map(({ operation, field, ...counts }) =>
    [cell(operation), field === undefined ? '' : cell(field), ...columns.map((name) => counts[name])].join(' | '),
  );
  return [
    '',
    '<details><summary>Statements by operation and field</summary>',
    '',
    'Held by values that were accepted, by values that were refused, or where both are right.',
    '',
    '| operation | field | statements | accepted | refused | either | failed | not checked |',
    '|---|---|---|---|---|---|---|---|',
    ...rows.map((row) => `| ${row} |`),
    '',
    '</details>',
  ];
}

/** A text as one cell of a table, in which no character is Markdown or HTML. */
const cell = (text: string): string =>
  text
    .replaceAll(/\s+/g, ' ')
    .slice(0, 300)
    .replaceAll(/[\\`*_[\]()#!|<>&~@]/g, (character) => `&#${character.charCodeAt(0)};`);
