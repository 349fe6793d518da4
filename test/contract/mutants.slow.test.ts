// Backends with one fault each: every one is found, by the check that is about it. `npm run mutants` runs all checks against
// each and prints which fired.
import { describe, expect, it } from 'vitest';
import { firedIn, firesOrIsBlocked, kills, killersIn, reportOf } from '../support/kills.ts';
import { mutants } from '../targets/mutants.ts';

const matrix = process.env['MATRIX'] !== undefined;

describe('A fault is found', { concurrent: true, timeout: matrix ? 600_000 : 60_000 }, () => {
  const visible = mutants.filter(({ invisible }) => invisible === undefined);

  it.each(visible)('A fault is found: $name: $fault', async (mutant) => {
    const killers = kills[mutant.name] ?? [];
    const report = await reportOf(mutant, matrix ? [] : killers);
    const fired = firedIn(report);
    if (matrix) process.stdout.write(`${mutant.name} | ${fired.join(' ')}\n`);
    expect(fired).not.toEqual([]);
    const found = matrix ? firedIn(report, firesOrIsBlocked) : fired;
    expect(killersIn(found, killers), `${killers.join(' or ')}, but ${fired.join(', ')} fired`).not.toEqual([]);
  });

  it('A fault is found by a whole run, too, where its own settings could hide it', async () => {
    const found: string[] = [];
    for (const mutant of visible.filter(({ name }) => name === 'test-send-uses-default-of-other-space'))
      found.push(...firedIn(await reportOf(mutant, [])));
    expect(found).toContain('test.spaces-apart');
  });

  it('A fault that nothing outside can see is not reported', async () => {
    for (const mutant of mutants.filter(({ invisible }) => invisible !== undefined)) {
      expect(kills).not.toHaveProperty(mutant.name);
      expect(firedIn(await reportOf(mutant, ['put-', 'spaces.']))).toEqual([]);
    }
  });

  it('The recorded kills name existing mutants and checks', () => {
    expect(Object.keys(kills).filter((name) => !visible.some((mutant) => mutant.name === name))).toEqual([]);
  });
});
