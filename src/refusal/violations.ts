// The one refusal for invalid requests.
import type { Violation } from '../document/schemas.ts';
import type { RefusalKind } from './kinds.ts';
import { Refusal } from './refusal.ts';

/** A refusal that names every violation, in its sentence and one by one. */
export function refuseViolations(kind: RefusalKind, violations: readonly Violation[]): Refusal {
  const listed = violations.map(({ path, message }) => `${path} ${message}`).join('; ');
  const count = violations.length === 1 ? '1 validation error' : `${violations.length} validation errors`;
  return new Refusal(kind, `The request has ${count}: ${listed}.`, { violations });
}
