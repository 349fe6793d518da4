// The model check: whatever is put, refused and read, each space shows what was put last.
import type { Check } from '../check.ts';
import type { Kind } from '../sample.ts';

/** One check: its failures are shrunk to the shortest sequence that fails. */
export function sequenceChecks(kinds: readonly Kind[]): Check[] {
  return [
    {
      id: 'sequences.model',
      statement:
        'Whatever is put, refused and read in whatever order, in two spaces, each space shows what was put last.',
      source: 'PUT of each provider, GET /api/otp/settings',
      tier: 'documented',
      effect: 'write',
      needs: [...kinds.map(({ name }) => `${name}.shown`), 'spaces.apart', 'together.independent'],
      async run(visit) {
        const { playSequences } = await import('../random-sequences.ts');
        await playSequences(visit, kinds);
      },
    },
  ];
}
