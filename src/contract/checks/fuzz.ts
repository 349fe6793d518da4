// Generated bodies, for runs that ask for them: those that fit are kept as they are, those with one fault are refused and
// change nothing. What generates them is loaded when it is wanted.
import type { Check } from '../check.ts';
import type { Kind } from '../sample.ts';
import { titleOf } from './access.ts';

/** The checks of one kind; `count` bodies each. */
export function fuzzChecks(kind: Kind, count: number): Check[] {
  const common = { tier: 'documented', effect: 'write', needs: [`${kind.name}.listed`, `${kind.name}.shown`] } as const;
  const source = `${titleOf(kind.operation)}: Body`;
  return [
    {
      ...common,
      id: `${kind.name}.fuzz-fitting`,
      statement: `${count} generated bodies that fit are each kept as they are.`,
      source,
      async run(visit) {
        const { tryFitting } = await import('../generated-bodies.ts');
        await tryFitting(visit, kind, count);
      },
    },
    {
      ...common,
      id: `${kind.name}.fuzz-faulty`,
      statement: `${count} generated bodies with one fault are each refused, and change nothing.`,
      source,
      async run(visit) {
        const { tryFaulty } = await import('../generated-bodies.ts');
        await tryFaulty(visit, kind, count);
      },
    },
  ];
}
