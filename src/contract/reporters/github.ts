// For GitHub Actions: an annotation for each failure and difference.
import { othersOf } from '../report/causes.ts';
import { endingOf, lossesOf, type Report } from '../report/report.ts';
import { reproductionLines } from '../report/words.ts';
import { levelOf } from '../report/level.ts';
import type { Look } from './reporter.ts';

/** Workflow commands, as the job's log takes them. */
export function github(report: Report, { strict }: Look): string {
  const lines = report.checks.flatMap((result) => {
    const level = levelOf(result, strict);
    if (level !== 'error' && level !== 'warning') return [];
    const others = othersOf(report.causes, result);
    if (others === undefined) return [];
    const texts = [
      result.statement,
      `expected ${result.expected}`,
      `actual ${result.actual}`,
      ...reproductionLines(result),
    ];
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
  return `${[...lines, `${report.target}: ${endingOf(report)}`].join('\n')}\n`;
}

const data = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
