// Backends with one fault each: every one is found, by the check that is about it, and the lines that its report shows, pasted
// into a shell, show it again. `npm run mutants` runs all checks against each and prints which fired.
import { describe, expect, it } from 'vitest';
import { firedIn, firesOrIsBlocked, kills, killersIn, reportOf } from '../support/kills.ts';
import { beyond, lastResponse } from '../support/lines.ts';
import { hasCurl } from '../support/tools.ts';
import type { Report } from '../../src/contract/report/report.ts';
import { type Mutant, mutants } from '../targets/mutants.ts';

const matrix = process.env['MATRIX'] !== undefined;

/** The last response is another one than that of the backend without the fault. */
async function expectShown({ quirks }: Mutant, { checks }: Report): Promise<void> {
  const { id = '', reproduction } = checks.find(({ outcome }) => outcome === 'failed' || outcome === 'differs') ?? {};
  const lines = reproduction?.steps.map(({ line }) => line) ?? [];
  const { ttlSeconds } = quirks;
  const both = () =>
    Promise.all([ttlSeconds === undefined ? {} : { ttlSeconds }, quirks].map((each) => lastResponse(each, lines)));
  let [right, wrong] = await both();
  // A token of another login may happen to be what the line makes of it, in either backend.
  for (let tries = 0; wrong === right && tries < 2; tries += 1) [right, wrong] = await both();
  expect(wrong, `${id}:\n${lines.join('\n')}`).not.toBe(right);
}

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
    if (hasCurl && !matrix && !(mutant.name in beyond)) await expectShown(mutant, report);
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

  it('The faults whose lines do not show them exist', () => {
    expect(Object.keys(beyond).filter((name) => !visible.some((mutant) => mutant.name === name))).toEqual([]);
  });

  it('The recorded kills name existing mutants and checks', () => {
    expect(Object.keys(kills).filter((name) => !visible.some((mutant) => mutant.name === name))).toEqual([]);
  });
});
