// For a person: first how it ended, then what failed and how to see it, then everything else in a few lines.
import pc from 'picocolors';
import { type CheckResult, lossesOf, type Outcome, type Report, whatOf } from '../report.ts';
import type { Look } from './reporter.ts';

type Colours = ReturnType<typeof pc.createColors>;

export function pretty(report: Report, { colour, strict }: Look): string {
  const colours = pc.createColors(colour);
  const blocks = [
    ...failures(report, colours),
    differences(report, colours, strict),
    known(report, colours),
    notChecked(report, colours),
    restored(report, colours),
    ...(report.notes.length > 0 ? [report.notes.join('\n')] : []),
    summary(report, colours),
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

const having = ({ checks }: Report, ...outcomes: Outcome[]): CheckResult[] =>
  checks.filter(({ outcome }) => outcomes.includes(outcome));

function failures(report: Report, colours: Colours): string[] {
  return having(report, 'failed').map((result) => {
    const blocked = having(report, 'blocked').filter(({ blockedBy }) => blockedBy === result.id).length;
    return [
      `${colours.red('failed')}  ${colours.bold(result.id)}`,
      `  ${result.statement}`,
      colours.dim(`  ${result.source}`),
      `  expected  ${result.expected}`,
      `  actual    ${result.actual}`,
      ...(result.reason === undefined ? [] : [`  ${result.reason}`]),
      ...(result.curl === undefined ? [] : [colours.dim(`  ${result.curl}`)]),
      ...(blocked > 0 ? [`  ${counted(blocked, 'dependent check')} could not be evaluated`] : []),
    ].join('\n');
  });
}

function differences(report: Report, colours: Colours, strict: boolean): string {
  const found = having(report, 'differs');
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

/** Checks of one reason in one line. */
function notChecked(report: Report, colours: Colours): string {
  const found = having(report, 'skipped');
  if (found.length === 0) return '';
  const reasons = new Map<string, string[]>();
  for (const { id, reason = '' } of found) reasons.set(reason, [...(reasons.get(reason) ?? []), id]);
  const lines = [...reasons].map(([reason, ids]) => `  ${reason}: ${shorten(ids)}`);
  return [colours.dim('Not checked'), ...lines].join('\n');
}

/** A number with its noun. */
function counted(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

function shorten(ids: readonly string[]): string {
  return ids.length > 3 ? `${ids.slice(0, 3).join(', ')} and ${ids.length - 3} more` : ids.join(', ');
}

function restored(report: Report, colours: Colours): string {
  const { restored: all } = report;
  const left = all
    .filter(({ outcome }) => outcome === 'left')
    .map((each) => `  ${whatOf(each)} remains: ${each.reason}`);
  const lines = [...left, ...lossesOf(report).map((loss) => colours.red(`  ${loss}`))];
  const back = all.filter(({ outcome }) => outcome === 'restored').length;
  const done = back > 0 ? [`  ${counted(back, 'setting')} restored and verified`] : [];
  return lines.length + done.length === 0 ? '' : ['Restored', ...done, ...lines].join('\n');
}

function summary(report: Report, colours: Colours): string {
  const count = (outcome: Outcome): number => having(report, outcome).length;
  const failed = count('failed');
  const { statements, checked, held } = report.coverage;
  const ending = failed > 0 ? colours.red(`${failed} failed`) : colours.green('none failed');
  const others = (['differs', 'known', 'blocked', 'skipped'] as const)
    .filter((outcome) => count(outcome) > 0)
    .map((outcome) => `${count(outcome)} ${outcome}`);
  return [
    `${colours.bold(report.target)}: ${[`${count('held')} held`, ending, ...others].join(', ')} in ${(report.durationMs / 1000).toFixed(1)} s`,
    `${checked} of ${statements} documented statements were checked, and ${held} held. Random parts: --rng-seed ${report.seed}`,
    ...(report.broken.length === 0
      ? []
      : [
          colours.red(
            `${counted(report.broken.length, 'check')} stopped with an internal error (${shorten(report.broken)}). Please report this as a bug in otp-settings-mock.`,
          ),
        ]),
    ...(report.stopped === undefined ? [] : [colours.red(`The run was not completed: ${report.stopped}.`)]),
  ].join('\n');
}
