// All mutants: each is The correct backend with one fault, and says what the fault is and how it shows. Written from what
// backends get wrong, without a look at what checks them.
import type { Mutant } from './mutant.ts';
import { auditMutants } from './mutants/audit.ts';
import { authMutants } from './mutants/auth.ts';
import { codeMutants } from './mutants/codes.ts';
import { concurrencyMutants } from './mutants/concurrency.ts';
import { doorMutants } from './mutants/doors.ts';
import { errorMutants } from './mutants/errors.ts';
import { halfDoneMutants } from './mutants/half-done.ts';
import { leftOpenMutants } from './mutants/left-open.ts';
import { limitMutants } from './mutants/limits.ts';
import { listMutants } from './mutants/lists.ts';
import { oneProviderMutants } from './mutants/one-provider.ts';
import { requiredMutants } from './mutants/required.ts';
import { rowMutants } from './mutants/rows.ts';
import { sendingMutants } from './mutants/sending.ts';
import { shownMutants } from './mutants/shown.ts';
import { spaceMutants } from './mutants/spaces.ts';
import { staleMutants } from './mutants/stale.ts';
import { statusMutants } from './mutants/status.ts';
import { storingMutants } from './mutants/storing.ts';
import { tenantMutants } from './mutants/tenants.ts';
import { textMutants } from './mutants/texts.ts';
import { updateMutants } from './mutants/updates.ts';
import { typeMutants } from './mutants/value-types.ts';

export type { Mutant } from './mutant.ts';

/** By what they are about. */
export const families: Readonly<Record<string, readonly Mutant[]>> = {
  status: statusMutants,
  auth: authMutants,
  codes: codeMutants,
  doors: doorMutants,
  spaces: spaceMutants,
  tenants: tenantMutants,
  required: requiredMutants,
  rows: rowMutants,
  'value types': typeMutants,
  limits: limitMutants,
  texts: textMutants,
  shown: shownMutants,
  storing: storingMutants,
  updates: updateMutants,
  stale: staleMutants,
  'one provider': oneProviderMutants,
  lists: listMutants,
  audit: auditMutants,
  errors: errorMutants,
  'half done': halfDoneMutants,
  'left open': leftOpenMutants,
  concurrency: concurrencyMutants,
  sending: sendingMutants,
};

export const mutants: readonly Mutant[] = Object.values(families).flat();
