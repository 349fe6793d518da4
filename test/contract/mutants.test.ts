// Backends with one fault each: every one is found, by the check that is about it. `npm run mutants` runs all checks against
// each and prints which fired.
import { describe, expect, it } from 'vitest';
import { judge } from '../support/judge.ts';
import { firedIn, kills, killersIn } from '../support/kills.ts';
import { startBackend } from '../targets/backend.ts';
import { type Mutant, mutants } from '../targets/mutants.ts';

const matrix = process.env['MATRIX'] !== undefined;

/** The ids of the checks that a mutant does not pass. */
async function fired({ quirks }: Mutant, only: readonly string[]): Promise<string[]> {
  const backend = await startBackend(quirks);
  try {
    const { report } = await judge({ url: backend.url, only, timeout: 4_000, rngSeed: 1 });
    return firedIn(report);
  } finally {
    await backend.close();
  }
}

describe('A fault is found', { concurrent: true, timeout: 60_000 }, () => {
  const visible = mutants.filter(({ invisible }) => invisible === undefined);

  it.each(visible)('A fault is found: $name: $fault', async (mutant) => {
    const killers = kills[mutant.name] ?? [];
    const found = await fired(mutant, matrix ? [] : killers);
    if (matrix) process.stdout.write(`${mutant.name} | ${found.join(' ')}\n`);
    expect(
      killersIn(found, killers),
      `${killers.join(' or ')}, but ${found.join(', ') || 'nothing'} fired`,
    ).not.toEqual([]);
  });

  it('A fault is found by a whole run, too, where its own settings could hide it', async () => {
    const found: string[] = [];
    for (const mutant of visible.filter(({ name }) => name === 'test-send-uses-default-of-other-space'))
      found.push(...(await fired(mutant, [])));
    expect(found).toContain('test.spaces-apart');
  });

  it('A fault that nothing outside can see is not reported', async () => {
    for (const mutant of mutants.filter(({ invisible }) => invisible !== undefined)) {
      expect(kills).not.toHaveProperty(mutant.name);
      expect(await fired(mutant, ['put-', 'spaces.'])).toEqual([]);
    }
  });

  it('The recorded kills name existing mutants and checks', () => {
    expect(Object.keys(kills).filter((name) => !visible.some((mutant) => mutant.name === name))).toEqual([]);
  });
});
