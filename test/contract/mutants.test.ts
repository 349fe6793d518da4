// A fault of each family is found by the check that is about it. The other faults: mutants.slow.test.ts.
import { describe, expect, it } from 'vitest';
import { firedIn, kills, killersIn, reportOf } from '../support/kills.ts';
import { families } from '../targets/mutants.ts';

describe('A fault of each family is found', { concurrent: true }, () => {
  it.each(Object.entries(families))('A fault of each family is found: %s', async (_family, mutants) => {
    const mutant = mutants.find(({ name }) => kills[name] !== undefined);
    if (!mutant) throw new Error('Expected a fault of this family in test/contract/kills.json.');
    const killers = kills[mutant.name] ?? [];
    const fired = firedIn(await reportOf(mutant, killers));
    expect(killersIn(fired, killers), `${mutant.fault}: ${fired.join(', ')} fired`).not.toEqual([]);
  });
});
