// The one refusal for invalid requests.
import type { Violation } from '../document/schemas.ts';
import type { RefusalKind } from './kinds.ts';
import { Refusal } from './refusal.ts';

/**
 * A refusal that names every violation, in its sentence and one by one.
 * @param count how many there are, if not all of them are given
 */
export function refuseViolations(
  kind: RefusalKind,
  violations: readonly Violation[],
  count = violations.length,
): Refusal {
  const listed = violations.map(({ path, message }) => `${path} ${message}`).join('; ');
  const more = count > violations.length ? `; and ${count - violations.length} more` : '';
  const counted = count === 1 ? '1 validation error' : `${count} validation errors`;
  return new Refusal(kind, `The request has ${counted}: ${listed}${more}.`, { violations });
}
