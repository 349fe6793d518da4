// The assumptions: each value is implemented by the mock, and observed by a contract run where a run can tell.
import type { Entry } from '../../src/assumptions/entry.ts';
import { assumptionNames, table } from '../../src/assumptions/table.ts';
import type { Check } from '../../src/contract/checks/check.ts';
import { variants } from '../targets/variants.ts';
import type { Proof, Row } from './row.ts';

const everyValue: Proof = {
  file: 'test/assumptions/values.test.ts',
  title: 'Every value of every assumption is implemented: $name=$value',
};

/** A variant would have to wait for minutes. */
const byTheClock = 'otp-life';

/** Backends that differ in this point alone. */
const differingIn = (name: string): string[] =>
  variants
    .filter(({ differs }) => Object.keys(differs).length === 1 && Object.hasOwn(differs, name))
    .map((variant) => variant.name);

export function assumptionRows(checks: readonly Check[]): Row[] {
  return assumptionNames.map((name) => {
    const { values, untold }: Entry = table[name];
    const faults = differingIn(name);
    const slow = 'It would take minutes; the contract run against the mock observes it by the clock of the mock.';
    const reason = untold === undefined ? slow : `No run can tell: ${untold}.`;
    return {
      what: `${name}: ${values.join(', ')}`,
      mock: [everyValue],
      checks: checks.filter(({ id }) => id === `assumption.${name}`).map(({ id }) => id),
      faults,
      clients: [],
      reasons: {
        clients: 'A client meets what a backend does; it does not ask for it.',
        ...(untold !== undefined && { checks: reason }),
        ...((untold !== undefined || name === byTheClock) && { faults: reason }),
      },
    };
  });
}
