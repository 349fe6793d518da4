// How to repeat a failure, in lines for a report.
import type { CheckResult } from './result.ts';

/** How often it failed again, and a line for each step; none for a result without either. */
export function replayLines(result: CheckResult): string[] {
  const again = failedAgain(result);
  const lines = shellLines(result);
  return [...(again === undefined ? [] : [again]), ...(lines.length > 0 ? ['to repeat:'] : []), ...lines];
}

/** The lines for a shell. */
export const shellLines = ({ replay }: CheckResult): string[] => (replay?.steps ?? []).map(({ line }) => line);

/** The same with the response to each step. */
export function exchangeLines({ replay }: CheckResult): string[] {
  const steps = replay?.steps ?? [];
  return steps.flatMap(({ line, response }) => [line, ...(response === undefined ? [] : [`  → ${response}`])]);
}

/** How often it failed again, in words; undefined where that was not tried. */
export function failedAgain({ replay }: CheckResult): string | undefined {
  const { played, shown } = replay ?? {};
  if (played === undefined || shown === undefined) return undefined;
  const count = `failed again ${shown} of ${played} times`;
  if (shown === played) return count;
  return shown > 0 ? `${count}: flaky` : `${count}: flaky, or a consequence of earlier requests`;
}
