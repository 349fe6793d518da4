// For a person: first how it ended, then what failed and how to see it, then everything else in a few lines.
import pc from 'picocolors';
import { headline } from '../report/coverage.ts';
import { counted } from '../../common/counted.ts';
import { fidelityInWords } from '../compare/in-words.ts';
import { lossesOf, repeatedIn, type Report, whatOf } from '../report/report.ts';
import { remainsOf } from '../report/remains.ts';
import { exchangeLines, reproductionLines, shorten } from '../report/words.ts';
import { differencesIn } from '../report/by-consequence.ts';
import type { CheckResult, Outcome, Restored } from '../report/result.ts';
import type { Look } from './reporter.ts';

/** How many remarks are listed. */
const mostRemarks = 10;

type Colours = ReturnType<typeof pc.createColors>;

export function pretty(report: Report, { colour, strict, replay }: Look): string {
  const colours = pc.createColors(colour);
  const blocks = [
    ...report.checks.filter(({ id }) => id === replay).map((result) => replayed(result, colours)),
    ...failures(report, colours),
    differences(report, colours, strict),
    known(report, colours),
    remarks(report, colours),
    comparison(report, colours),
    undecided(report, colours),
    restored(report, colours),
    ...(report.notes.length > 0 ? [report.notes.join('\n')] : []),
    summary(report, colours),
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

const having = ({ checks }: Report, ...outcomes: Outcome[]): CheckResult[] =>
  checks.filter(({ outcome }) => outcomes.includes(outcome));

/** A block for each cause: its first check in full, and the ids of the others. */
function failures(report: Report, colours: Colours): string[] {
  return report.causes.flatMap(({ checks: [first, ...others] }) => {
    const result = having(report, 'failed', 'flaky').find(({ id }) => id === first);
    if (!result) return [];
    const ids = new Set<string | undefined>([first, ...others]);
    const blocked = having(report, 'blocked').filter(({ blockedBy }) => ids.has(blockedBy)).length;
    const more = others.length === 0 ? '' : `, and ${counted(others.length, 'other check')} with the same result`;
    return [
      `${colours.red(result.outcome)}  ${colours.bold(result.id)}${more}`,
      `  ${result.statement}`,
      colours.dim(`  ${result.source}`),
      `  expected  ${result.expected}`,
      `  actual    ${result.actual}`,
      ...(result.reason === undefined ? [] : [`  ${result.reason}`]),
      ...reproductionLines(result).map((line) => colours.dim(`  ${line}`)),
      ...(others.length === 0 ? [] : [`  the others ${others.join(', ')}`]),
      ...(blocked > 0 ? [`  ${counted(blocked, 'dependent check')} could not be evaluated`] : []),
    ].join('\n');
  });
}

/** What one check sent, and what came back. */
function replayed(result: CheckResult, colours: Colours): string {
  const { id, outcome, statement, reproduction } = result;
  const lines = exchangeLines(result);
  const none = reproduction?.steps.length
    ? []
    : ['  There are no requests to show: it was not evaluated, or sends messages.'];
  return [`${outcome}  ${colours.bold(id)}`, `  ${statement}`, ...lines.map((line) => `  ${line}`), ...none].join('\n');
}

/** How the target and a mock differ, where that was asked for. */
function comparison({ fidelity }: Report, colours: Colours): string {
  if (!fidelity) return '';
  const [headline, ...lines] = fidelityInWords(fidelity);
  return [colours.bold(headline), ...lines.map((line) => `  ${line}`)].join('\n');
}

function differences(report: Report, colours: Colours, strict: boolean): string {
  const found = differencesIn(report);
  if (found.length === 0) return '';
  const counts = strict ? 'they fail the run because of --strict' : 'they do not fail the run';
  const title = colours.yellow(`Differences from the assumptions (${counts})`);
  const lines = found.map(({ id, expected, actual }) => `  ${id}: expected ${expected}; actual ${actual}`);
  return [title, ...lines].join('\n');
}

function known(report: Report, colours: Colours): string {
  const found = having(report, 'known');
  if (found.length === 0) return '';
  return [colours.yellow('Known'), ...found.map(({ id, reason }) => `  ${id}: ${reason}`)].join('\n');
}

/** What passed, but not at once. */
function remarks(report: Report, colours: Colours): string {
  const found = having(report, 'passed').filter(({ reason }) => reason !== undefined);
  if (found.length === 0) return '';
  const lines = found.slice(0, mostRemarks).map(({ id, reason }) => `  ${id}: ${reason}`);
  const more = found.length > mostRemarks ? [`  ${found.length - mostRemarks} more; the JSON report has all`] : [];
  return [colours.yellow('Passed when they were evaluated again'), ...lines, ...more].join('\n');
}

/** Silent points on which nothing is known of the target: those of one reason in one line. */
function undecided(report: Report, colours: Colours): string {
  const found = having(report, 'skipped').filter(({ tier }) => tier === 'assumed');
  if (found.length === 0) return '';
  const reasons = new Map<string, string[]>();
  for (const { id, reason = '' } of found) reasons.set(reason, [...(reasons.get(reason) ?? []), id]);
  const lines = [...reasons].map(([reason, ids]) => `  ${reason}: ${shorten(ids)}`);
  return [colours.dim('Assumptions that were not checked'), ...lines].join('\n');
}

/** What became of the settings that were found, and what remains. */
function restored(report: Report, colours: Colours): string {
  const having = (wanted: Restored['outcome']): Restored[] =>
    report.restored.filter(({ outcome }) => outcome === wanted);
  const back = having('restored').length;
  const lines = [
    ...(back > 0 ? [`  ${counted(back, 'setting')} restored and verified`] : []),
    ...remainsOf(report).map((line) => `  ${line}`),
    ...having('replaced').map((each) => `  ${whatOf(each)} is not as it was: ${each.reason}`),
    ...lossesOf(report).map((loss) => colours.red(`  ${loss}`)),
  ];
  return lines.length === 0 ? '' : ['Restored', ...lines].join('\n');
}

/** How the run ended, in a few lines; the last of them say what it did not show. */
export function summary(report: Report, colours: Colours): string {
  const count = (outcome: Outcome): number => having(report, outcome).length;
  const failed = count('failed');
  const causes = report.causes.length < failed + count('flaky') ? ` for ${counted(report.causes.length, 'cause')}` : '';
  const flaky = count('flaky') > 0 ? `, ${count('flaky')} flaky` : '';
  const isGood = report.causes.length === 0;
  const ending = isGood ? colours.green('none failed') : colours.red(`${failed} failed${flaky}${causes}`);
  const others = (['differs', 'known', 'blocked', 'skipped'] as const)
    .filter((outcome) => count(outcome) > 0)
    .map((outcome) => `${count(outcome)} ${outcome}`);
  const seconds = (report.durationMs / 1000).toFixed(1);
  return [
    `${colours.bold(report.target)}: ${[`${count('passed')} passed`, ending, ...others].join(', ')} in ${seconds} s`,
    `${headline(report.coverage)} Random parts: --rng-seed ${report.seed}`,
    ...repeatedIn(report).map((line) => colours.yellow(line)),
    ...notShown(report, colours),
    ...troubles(report).map((line) => colours.red(line)),
  ].join('\n');
}

function notShown({ notShown: causes }: Report, colours: Colours): string[] {
  const all = causes.reduce((sum, { checks }) => sum + checks.length, 0);
  if (all === 0) return [];
  const lines = causes.map(
    ({ cause, checks }) => `  ${String(checks.length).padStart(3)}  ${cause}: ${shorten(checks)}`,
  );
  return [colours.yellow(`${counted(all, 'documented statement')} could not be checked:`), ...lines];
}

/** What else fails the run, or makes its result incomplete. */
function troubles({ broken, stopped, unmet }: Report): string[] {
  return [
    ...(broken.length === 0
      ? []
      : [
          `${counted(broken.length, 'check')} stopped with an internal error (${shorten(broken)}). Please report this as a bug in otp-settings-mock.`,
        ]),
    ...(stopped === undefined ? [] : [`The run was not completed: ${stopped}.`]),
    ...unmet.map((sentence) => `Not met: ${sentence}.`),
  ];
}
