// The list of checks is recorded, so that a change of it is seen: ids, statements, places, and what each check stands on.
import { expect, it } from 'vitest';
import { chooseAssumptions } from '../../src/assumptions/choose.ts';
import { createPlan } from '../../src/contract/run/plan.ts';
import { loadDocuments } from '../../src/document/load.ts';

it('The plan has the checks of the recorded list, in its order', async () => {
  const { checks } = createPlan(await loadDocuments(), {
    assumptions: chooseAssumptions(),
    fuzz: 2,
    hasOtpUser: true,
    receivesMail: true,
  });
  const lines = checks.map(({ id, tier, effect, source, statement, needs }) =>
    [id, tier, effect, source, statement, needs.join(' ')].join(' | '),
  );
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('checks.txt');
});
