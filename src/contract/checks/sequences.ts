// The model check: after any sequence of requests, each space shows its last accepted PUT.
import { type Check, define } from './check.ts';
import type { Kind } from '../model/kinds.ts';

/** One check: its failures are shrunk to the shortest sequence that fails. */
export function sequenceChecks(kinds: readonly Kind[]): Check[] {
  const source = 'PUT of each provider, GET /api/otp/settings';
  const needs = [...kinds.map(({ name }) => `${name}.shown`), 'spaces.apart', 'together.independent'];
  return define({ name: 'sequences', source, effect: 'write', needs, place: 'sequences' }, kinds, [
    {
      id: 'model',
      statement:
        'After any sequence of accepted and refused PUT requests and reads in two spaces, each space shows its last accepted PUT.',
      async run(workspace) {
        const { playSequences } = await import('./random-sequences.ts');
        await playSequences(workspace, kinds);
      },
    },
  ]);
}
