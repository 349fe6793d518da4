// How to repeat a failure, in lines for a report.
import type { CheckResult } from './result.ts';

/** A line for each step; none for a result without any. */
export function reproductionLines(result: CheckResult): string[] {
  const lines = shellLines(result);
  return lines.length > 0 ? ['to repeat:', ...lines, `# the last response should be: ${result.expected}`] : [];
}

/** The lines for a shell. */
export const shellLines = ({ reproduction }: CheckResult): string[] =>
  (reproduction?.steps ?? []).map(({ line }) => line);

/** The first of several names, and how many there are. */
export function shorten(ids: readonly string[]): string {
  return ids.length > 3 ? `${ids.slice(0, 3).join(', ')} and ${ids.length - 3} more` : ids.join(', ');
}

/** The same with the response to each step. */
export function exchangeLines({ reproduction }: CheckResult): string[] {
  const steps = reproduction?.steps ?? [];
  return steps.flatMap(({ line, response }) => [line, ...(response === undefined ? [] : [`  → ${response}`])]);
}
