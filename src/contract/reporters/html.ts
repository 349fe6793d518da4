// One HTML file for people: it loads nothing, and can be read without JavaScript, which only filters the list of checks.
import { counted } from '../../common/counted.ts';
import { endingOf, errorsOf, repeatedIn, type Report } from '../report/report.ts';
import { differencesIn } from '../report/by-consequence.ts';
import { remainsOf } from '../report/remains.ts';
import { shellLines } from '../report/words.ts';
import type { CheckResult, Outcome } from '../report/result.ts';
import { escape } from '../../common/xml.ts';
import { filters, style } from './html-parts.ts';

const outcomes: readonly Outcome[] = ['failed', 'flaky', 'differs', 'known', 'blocked', 'skipped', 'passed'];

export function html(report: Report): string {
  const { target, startedAt, durationMs, seed } = report;
  const title = `Contract of ${target}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:">
<link rel="icon" href="data:,">
<title>${escape(title)}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${escape(title)}</h1>
<p class="${classOf(report)}"><strong>${escape(endingOf(report))}</strong></p>
${repeated(report)}<p>${escape(new Date(startedAt).toUTCString())}, ${(durationMs / 1000).toFixed(1)} s. Random parts: <code>--rng-seed ${seed}</code></p>
${errors(report)}${failures(report)}${differences(report)}${notShown(report)}${remains(report)}${coverage(report)}${allChecks(report)}
</main>
<script>${filters}</script>
</body>
</html>
`;
}

/** Green only where nothing failed, differs, or went wrong. */
function classOf(report: Report): string {
  if (report.causes.length > 0 || errorsOf(report).length > 0) return 'failed';
  return differencesIn(report).length > 0 ? 'differs' : 'passed';
}

const section = (title: string, content: string): string => `<section>\n<h2>${title}</h2>\n${content}</section>\n`;

const list = (items: readonly string[]): string => `<ul>\n${items.map((item) => `<li>${item}</li>\n`).join('')}</ul>\n`;

function errors(report: Report): string {
  const items = errorsOf(report).map(({ name, text }) => `<strong>${escape(name)}:</strong> ${escape(text)}`);
  return items.length === 0 ? '' : section('Errors of the run', list(items));
}

/** An article for each cause. */
function failures({ causes, checks }: Report): string {
  const articles = causes.flatMap(({ checks: [first, ...others] }) => {
    const result = checks.find(({ id }) => id === first);
    if (!result) return [];
    const same =
      others.length === 0
        ? ''
        : `<p>${counted(others.length, 'other check')} with the same result: ${others.map(link).join(', ')}</p>\n`;
    return [
      `<article>\n<h3>${escape(result.id)}</h3>\n<p>${escape(result.statement)}</p>\n${detailsOf(result)}${same}</article>\n`,
    ];
  });
  return articles.length === 0 ? '' : section('Failures', articles.join(''));
}

function differences(report: Report): string {
  const items = differencesIn(report).map(
    ({ id, statement, expected = '', actual = '' }) =>
      `${link(id)}: ${escape(statement)} Expected: ${escape(expected)}. Actual: <strong>${escape(actual)}</strong>`,
  );
  return items.length === 0 ? '' : section('Differences from the assumptions', list(items));
}

function remains(report: Report): string {
  const items = remainsOf(report).map((line) => escape(line));
  return items.length === 0 ? '' : section('What remains in the target', list(items));
}

const repeated = (report: Report): string =>
  repeatedIn(report)
    .map((line) => `<p>${escape(line)}</p>\n`)
    .join('');

const link = (id: string): string => `<a href="#${escape(id)}">${escape(id)}</a>`;

/** What was expected and seen, and how to see it again. */
function detailsOf(result: CheckResult): string {
  const { source, expected, actual, reason, blockedBy } = result;
  const rows = Object.entries({
    source,
    expected,
    actual,
    reason,
    'blocked by': blockedBy,
  }).flatMap(([name, text]) => (text === undefined ? [] : [`<dt>${name}</dt><dd>${escape(text)}</dd>\n`]));
  const lines = shellLines(result);
  const replay = lines.length === 0 ? '' : `<pre tabindex="0">${escape(lines.join('\n'))}</pre>\n`;
  return `<dl>\n${rows.join('')}</dl>\n${replay}`;
}

function notShown({ notShown: causes }: Report): string {
  const items = causes.map(
    ({ cause, checks }) =>
      `<details><summary>${checks.length}: ${escape(cause)}</summary><p>${checks.map(link).join(', ')}</p></details>`,
  );
  return items.length === 0 ? '' : section('Documented statements that could not be checked', list(items));
}

function coverage({ coverage: { table } }: Report): string {
  const columns = ['statements', 'accepted', 'refused', 'either', 'failed', 'notChecked'] as const;
  const rows = table.map(({ operation, field, ...counts }) => {
    const head =
      field === undefined
        ? `<th scope="row">${escape(operation)}</th>`
        : `<th scope="row" class="field">${escape(field)}</th>`;
    const cells = columns.map(
      (name) => `<td${counts[name] > 0 && name === 'failed' ? ' class="failed"' : ''}>${counts[name]}</td>`,
    );
    return `<tr>${head}${cells.join('')}</tr>\n`;
  });
  const heads = [
    'operation, field',
    'statements',
    'passed by accepted values',
    'passed by refused values',
    'either',
    'failed',
    'not checked',
  ];
  return section(
    'Coverage',
    `<div class="wide" tabindex="0"><table>\n<thead><tr>${heads.map((head) => `<th scope="col">${head}</th>`).join('')}</tr></thead>\n<tbody>\n${rows.join('')}</tbody>\n</table></div>\n`,
  );
}

function allChecks({ checks }: Report): string {
  const rank = ({ outcome }: CheckResult): number => outcomes.indexOf(outcome);
  const items = checks
    .toSorted((a, b) => rank(a) - rank(b))
    .map(
      (result) =>
        `<details class="check" id="${escape(result.id)}" data-outcome="${result.outcome}" data-tier="${result.tier}"><summary><span class="${result.outcome}">${result.outcome}</span> <code>${escape(result.id)}</code> ${escape(result.statement)}</summary>\n${detailsOf(result)}</details>\n`,
    );
  const options = outcomes
    .map((outcome) => [outcome, checks.filter((check) => check.outcome === outcome).length] as const)
    .filter(([, count]) => count > 0)
    .map(([outcome, count]) => `<option value="${outcome}">${outcome} (${count})</option>`);
  const form = `<form hidden>
<label>Outcome <select name="outcome"><option value="">all (${checks.length})</option>${options.join('')}</select></label>
<label>Text <input type="search" name="text"></label>
<output></output>
</form>
`;
  return section('All checks', `${form}${items.join('')}`);
}
