// One way to say what is wrong with a request.
import type { Fault } from '../document/schemas.ts';
import type { RefusalKind } from './kinds.ts';
import { Refusal } from './refusal.ts';

/** A refusal that names every fault, in its sentence and one by one. */
export function refuseFaults(kind: RefusalKind, faults: readonly Fault[]): Refusal {
  const listed = faults.map(({ path, message }) => `${path} ${message}`).join('; ');
  const count = faults.length === 1 ? '1 fault' : `${faults.length} faults`;
  return new Refusal(kind, `The request has ${count}: ${listed}.`, { faults });
}
