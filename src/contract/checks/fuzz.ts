// Generated bodies, for runs with --fuzz: valid ones are kept unchanged, those with one violation are refused and
// change nothing. The generator is loaded on demand.
import { type Check, define, scopeOf } from './check.ts';
import type { Kind } from '../model/kinds.ts';

/** The checks of one kind; `count` bodies each. */
export const fuzzChecks = (kind: Kind, count: number): Check[] =>
  define(scopeOf(kind, 'Body', ['listed', 'shown']), kind, [
    {
      id: 'fuzz-fitting',
      statement: `${count} generated valid bodies are each kept unchanged.`,
      async run(workspace) {
        const { tryFitting } = await import('./random-bodies.ts');
        await tryFitting(workspace, kind, count);
      },
    },
    {
      id: 'fuzz-faulty',
      shows: 'refused',
      statement: `${count} generated bodies with one violation are each refused and change nothing.`,
      async run(workspace) {
        const { tryFaulty } = await import('./random-bodies.ts');
        await tryFaulty(workspace, kind, count);
      },
    },
  ]);
