// Backends that conform and decide otherwise where the page is silent: no blame, and exactly the differences they have. Two
// that do not touch each other are one backend, which halves the whole runs.
import { describe, expect, it } from 'vitest';
import { judge, troubles } from '../support/judge.ts';
import { otpUserOf, startBackend } from '../targets/backend.ts';
import { type Variant, variants } from '../targets/variants.ts';

const correct: Variant = { name: 'correct', description: '', quirks: {}, differs: {} };

/** Whether a variant can be told from another one in the same backend. */
const canJoin = ({ token, unseen = [], silent = [] }: Variant): boolean =>
  token === undefined && unseen.length === 0 && silent.length === 0;

function areApart(one: Variant, other: Variant): boolean {
  const shared = (a: object, b: object): boolean => Object.keys(a).some((name) => name in b);
  return !shared(one.quirks, other.quirks) && !shared(one.differs, other.differs);
}

const join = (one: Variant, other: Variant): Variant => ({
  name: `${one.name}, ${other.name}`,
  description: `${one.description} ${other.description}`,
  quirks: { ...one.quirks, ...other.quirks },
  differs: { ...one.differs, ...other.differs },
});

/** Each variant with the next one that it can be joined with. */
function inPairs(all: readonly Variant[]): Variant[] {
  const [left, pairs] = [[...all], [] as Variant[]];
  for (let one = left.shift(); one !== undefined; one = left.shift()) {
    const first = one;
    const index = left.findIndex((other) => canJoin(first) && canJoin(other) && areApart(first, other));
    const [other] = index < 0 ? [] : left.splice(index, 1);
    pairs.push(other ? join(first, other) : first);
  }
  return pairs;
}

describe('A conforming backend is not blamed', { concurrent: true, timeout: 120_000 }, () => {
  it.each([correct, ...inPairs(variants)])(
    'A conforming backend is not blamed, and its differences are reported: $name: $description',
    async ({ quirks, differs, unseen = [], silent = [], token }) => {
      const backend = await startBackend(quirks);
      const run = { url: backend.url, ...(token === undefined ? { otpUser: otpUserOf(backend.url) } : { token }) };
      const { report } = await judge(run).finally(() => void backend.close());
      expect(troubles(report, ['failed', 'flaky', 'blocked'])).toEqual([]);
      const seen = Object.entries(report.assumptions).flatMap(([name, { assumed, observed }]) =>
        observed === undefined || observed === assumed || unseen.includes(name) ? [] : [[name, observed]],
      );
      expect(Object.fromEntries(seen)).toEqual(differs);
      const others = report.checks.filter(({ id, outcome }) => outcome === 'differs' && !id.startsWith('assumption.'));
      expect(others.map(({ id }) => id)).toEqual(silent);
    },
  );
});
