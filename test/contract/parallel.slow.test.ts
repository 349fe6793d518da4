// What a run finds does not depend on how many requests are open at once. `npm run mutants` compares all backends, which
// takes half an hour; the test command compares some of them, and those of which the spaces affect each other.
import { describe, expect, it } from 'vitest';
import { judge } from '../support/judge.ts';
import { startBackend } from '../targets/backend.ts';
import { mutants } from '../targets/mutants.ts';
import type { Quirks } from '../targets/quirks.ts';
import { variants } from '../targets/variants.ts';

const widths = [1, 4, 16];
const backends = [...variants, ...mutants].filter(({ name }) => name !== 'slow');
const matrix = process.env['MATRIX'] !== undefined;

const affecting = new Set(['default-cleared-in-other-spaces', 'list-by-beginning-of-space', 'second-space-refused']);
const chosen = backends.filter(({ name }, index) => matrix || affecting.has(name) || index % 60 === 7);

/** Faults that show in other places each time. */
const unsteady: Readonly<Record<string, string>> = {
  'every-fifth-write-lost': 'which write is the fifth depends on the order',
  'list-cached-for-300-ms': 'which list is as old as that depends on the time',
  'list-moves-last-modified-date': 'two lists of one millisecond are the same',
  'parallel-puts-mix-fields': 'whether two writes meet between its steps depends on the time',
  'refusals-use-up-connections': 'which request finds none left depends on the order',
  'list-gives-new-ids': 'what is observed has random ids in it',
  'default-flag-shared-by-all-spaces': 'what one space shows depends on what is put in others meanwhile',
};

/** The outcomes other than passed, by check, and what was observed. */
async function outcomes(quirks: Partial<Quirks>, parallel: number, token?: string): Promise<Record<string, string>> {
  const backend = await startBackend(quirks);
  const options = { url: backend.url, timeout: 4_000, rngSeed: 1, parallel, ...(token !== undefined && { token }) };
  try {
    const { report } = await judge(options);
    const observed = Object.entries(report.assumptions).map(([name, seen]) => [name, seen.observed ?? 'not seen']);
    const others = report.checks.filter(({ outcome }) => outcome !== 'passed').map(({ id, outcome }) => [id, outcome]);
    return Object.fromEntries([...observed, ...others]);
  } finally {
    await backend.close();
  }
}

describe('Side by side', { concurrent: true, timeout: matrix ? 600_000 : 120_000 }, () => {
  it.each(chosen)('A run finds the same side by side: $name', async ({ name, quirks, ...more }) => {
    const token = 'token' in more ? more.token : undefined;
    const seen = [];
    for (const width of widths) seen.push(await outcomes(quirks, width, token));
    const [alone, ...beside] = seen;
    for (const each of beside)
      if (name in unsteady) expect(Object.values(each)).toContain('failed');
      else expect(each).toEqual(alone);
  });

  it('What is unsteady is the name of a backend', () => {
    expect(Object.keys(unsteady).filter((name) => !backends.some((each) => each.name === name))).toEqual([]);
  });
});
