// The differences from the assumptions, those first that cost most where nobody expects them: what is lost, shown or mixed up.
import type { AssumptionName } from '../../assumptions/table.ts';
import type { Report } from './report.ts';
import type { CheckResult } from './result.ts';

const weighty: readonly AssumptionName[] = [
  'default-scope',
  'secrets-in-get',
  'mask-in-put',
  'replaced-by-put',
  'missing-space',
  'empty-space',
  'client-id',
  'type-provider-mismatch',
  'scalar-types',
  'settings-view',
  'creation-date',
];

/** Those of one rank in the order of the plan; points that no assumption names come last. */
export function differencesIn({ checks }: Report): CheckResult[] {
  return checks.filter(({ outcome }) => outcome === 'differs').toSorted((a, b) => rankOf(a) - rankOf(b));
}

function rankOf({ id }: CheckResult): number {
  const [group, name = ''] = id.split('.');
  if (group !== 'assumption') return weighty.length + 1;
  const rank = weighty.findIndex((each) => each === name);
  return rank < 0 ? weighty.length : rank;
}
