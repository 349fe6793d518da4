// Backends that conform and answer otherwise where the page is silent: no blame, and exactly the differences they have.
import { describe, expect, it } from 'vitest';
import { judge, troubles } from '../support/judge.ts';
import { startBackend } from '../targets/backend.ts';
import { variants } from '../targets/variants.ts';

describe(
  'A conforming backend is not blamed, and its differences are told',
  { concurrent: true, timeout: 120_000 },
  () => {
    const correct = { name: 'correct', description: 'As the mock.', quirks: {}, differs: {}, unseen: [], silent: [] };
    it.each([correct, ...variants])(
      'A conforming backend fails no check, and its differences are reported: $name: $description',
      async ({ quirks, differs, unseen = [], silent = [], ...variant }) => {
        const backend = await startBackend(quirks);
        const token = 'token' in variant ? variant.token : undefined;
        const run = { url: backend.url, ...(token !== undefined && { token }) };
        const { report } = await judge(run).finally(() => void backend.close());
        expect(troubles(report, ['failed', 'blocked'])).toEqual([]);
        const seen = Object.entries(report.assumptions).flatMap(([name, { assumed, observed }]) =>
          observed === undefined || observed === assumed || unseen.includes(name) ? [] : [[name, observed]],
        );
        expect(Object.fromEntries(seen)).toEqual(differs);
        const others = report.checks.filter(
          ({ id, outcome }) => outcome === 'differs' && !id.startsWith('assumption.'),
        );
        expect(others.map(({ id }) => id)).toEqual(silent);
      },
    );
  },
);
