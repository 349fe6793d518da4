// How to repeat a failure, in lines for a report.
import type { CheckResult } from '../result.ts';

/** How often it failed again, and a line for each step; none for a result without either. */
export function replayLines({ replay }: CheckResult): string[] {
  const { steps, played, shown } = replay ?? { steps: [] };
  const again = played === undefined || shown === undefined ? [] : [againOf(played, shown)];
  return [...again, ...(steps.length > 0 ? ['to repeat:'] : []), ...steps.map(({ line }) => line)];
}

/** The same with the response to each step. */
export function exchangeLines({ replay }: CheckResult): string[] {
  const steps = replay?.steps ?? [];
  return steps.flatMap(({ line, response }) => [line, ...(response === undefined ? [] : [`  → ${response}`])]);
}

function againOf(played: number, shown: number): string {
  const count = `failed again ${shown} of ${played} times`;
  if (shown === played) return count;
  return shown > 0 ? `${count}: flaky` : `${count}: flaky, or a consequence of earlier requests`;
}
