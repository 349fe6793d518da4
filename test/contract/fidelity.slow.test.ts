// How true a calibrated mock is to each conforming backend. `npm run fidelity` plays 2,000 sequences against every one and
// prints the table; the test command plays some against some of them, and compares the table with the one that is kept.
import { describe, expect, it } from 'vitest';
import type { Deviation, Fidelity } from '../../src/contract/compare/fidelity.ts';
import { mostMessages } from '../../src/contract/target/client.ts';
import { pretty } from '../../src/contract/reporters/pretty.ts';
import { Run } from '../support/shipped.ts';
import type { ServerOptions } from '../../src/options.ts';
import { createServer } from '../../src/server.ts';
import { fidelityOf } from '../support/fidelity.ts';
import { startBackend } from '../targets/backend.ts';
import { variants } from '../targets/variants.ts';

const sequences = Number(process.env['SEQUENCES'] ?? 0);
const whole = sequences > 0;
/** What no mock imitates: a limit on spaces, of which 2,000 sequences need one each; and what a first PUT of a mask does. */
const limited = new Set(['at-most-20-spaces', 'fixes-sessions']);
const all = [{ name: 'correct', quirks: {} }, ...variants.filter(({ name }) => !limited.has(name))];
const chosen = all.filter((_each, index) => whole || index % 6 === 0);

/** By the name of the backend. */
const results = new Map<string, Fidelity>();

describe('A calibrated mock', { timeout: 3_600_000 }, () => {
  it.each(chosen.map((each, index) => ({ ...each, seed: index + 1 })))(
    'A mock with the observed assumptions responds as the backend: $name',
    async ({ name, quirks, seed, ...more }) => {
      const token = 'token' in more ? more.token : undefined;
      const fidelity = await fidelityOf({ quirks, token, seed, count: whole ? sequences : 25 });
      results.set(name, fidelity);
      const unexplained = fidelity.deviations.filter(({ explanation }) => explanation === undefined);
      expect(unexplained.slice(0, 3)).toEqual([]);
      expect(fidelity.responses).toBeGreaterThan(50);
    },
  );

  const others: readonly { otherwise: ServerOptions; aspect: string; assumption?: string }[] = [
    { otherwise: { assume: { 'unknown-fields': 'refuse' } }, aspect: 'status', assumption: 'unknown-fields' },
    { otherwise: { assume: { 'absent-fields': 'null' } }, aspect: 'authToken' },
    { otherwise: { assume: { 'id-type': 'integer' } }, aspect: 'id' },
  ];
  it.each(others)('A mock that responds otherwise is told: %j', async ({ aspect, assumption, otherwise }) => {
    const { deviations } = await fidelityOf({ quirks: {}, seed: 3, count: 250, otherwise });
    const open = deviations.filter(({ explanation }) => explanation === undefined);
    expect(open).toContainEqual(
      expect.objectContaining({ aspect, assumptions: assumption === undefined ? expect.any(Array) : [assumption] }),
    );
  });

  it('A run compares its target with a mock, and shows each difference once, with its requests', async () => {
    const backend = await startBackend();
    const mock = await createServer({ assume: { 'unknown-fields': 'refuse' } });
    const run = await Run.start({ url: backend.url, only: ['assumption.unknown-fields', 'list.answers'], rngSeed: 1 });
    const other = await Run.start({ url: await mock.listen({ port: 0 }), only: ['list.answers'] });
    await run.judgeAll();
    await run.compare(other, 150);
    const report = await run.finish();
    await other.finish();
    await Promise.all([backend.close(), mock.close()]);
    const text = pretty(report, { colour: false, strict: false });
    expect(text).toMatch(/^\d+ of \d+ responses to 150 sequences are those of a mock/m);
    expect(text).toMatch(
      /PUT \S+: status 204, from the mock 400 \(.+\), after:\n( {4}.*\n)* {4}PUT .* \(with an unknown field\)/,
    );
    expect(run.workspace.client.messages).toBeLessThanOrEqual(mostMessages);
  });

  it('The differences are those that are kept', async () => {
    const table = tableOf([...results.values()]);
    if (whole) process.stdout.write(`${table}\n`);
    else await expect(table).toMatchFileSnapshot('fidelity.txt');
  });
});

/** Responses that differ, by operation and by the assumption on which the request depends; and by explanation. */
function tableOf(fidelities: readonly Fidelity[]): string {
  const sum = (pick: (each: Fidelity) => number): number => fidelities.reduce((total, each) => total + pick(each), 0);
  const deviations = fidelities.flatMap((each) => each.deviations);
  const lines = (title: string, namesOf: (each: Deviation) => readonly string[]): string[] => {
    const counts = new Map<string, number>();
    for (const name of deviations.flatMap(namesOf)) counts.set(name, (counts.get(name) ?? 0) + 1);
    return [
      '',
      title,
      ...[...counts]
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, count]) => `${String(count).padStart(7)}  ${name}`),
    ];
  };
  return [
    `${sum(({ same }) => same)} of ${sum(({ responses }) => responses)} responses of ${fidelities.length} backends are the same`,
    ...lines('Differences by explanation', ({ explanation = 'none' }) => [explanation]),
    ...lines('By operation', ({ operation }) => [operation]),
    ...lines('By assumption on which the request depends', ({ assumptions }) =>
      assumptions.length > 0 ? assumptions : ['none'],
    ),
    '',
  ].join('\n');
}
