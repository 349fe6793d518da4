// Runs against our own mock that take longer: short tokens, generated bodies, random assumptions and seeds.
import { createServer as createHttpServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { assumptionNames, table } from '../../src/assumptions/table.ts';
import type { ServerOptions } from '../../src/options.ts';
import { createServer } from '../../src/server.ts';
import { judge, troubles } from '../support/judge.ts';
import { seededRandom } from '../support/seeded-random.ts';
import { startBackend } from '../targets/backend.ts';

async function mockAt(options: ServerOptions = {}): Promise<string> {
  const server = await createServer(options);
  onTestFinished(() => server.close());
  return server.listen({ port: 0 });
}

/** Has an answer leave two seconds after it was made. */
function answerLate(res: ServerResponse): void {
  const end = res.end.bind(res) as (...parts: unknown[]) => ServerResponse; // of its three signatures, whichever is used
  res.end = (...parts: unknown[]) => {
    void wait(2000).then(() => end(...parts));
    return res;
  };
}

describe('The contract, run against the mock', { timeout: 120_000 }, () => {
  it('The contract run waits for a token that expires soon, and logs in again in the middle', async () => {
    const { report } = await judge({ url: await mockAt({ tokenTtl: 2 }) });
    expect(troubles(report, ['failed', 'differs', 'blocked', 'skipped'])).toEqual([]);
  });

  it('The contract run measures the age of a token from the login request on a slow target', async () => {
    const mock = await createServer({ tokenTtl: 2 });
    let logins = 0;
    const slow = createHttpServer((req, res) => {
      if (req.url === '/login' && (logins += 1) < 4) answerLate(res);
      mock.app(req, res);
    });
    onTestFinished(() => mock.close().then(() => void slow.close()));
    await new Promise<void>((resolve) => slow.listen(0, '127.0.0.1', resolve));
    const { port } = slow.address() as AddressInfo; // it listens at a port
    const { report } = await judge({ url: `http://127.0.0.1:${port}`, only: ['put-mail.shown'] });
    expect(troubles(report, ['failed', 'differs', 'blocked', 'skipped'])).toEqual([]);
    expect(logins).toBeGreaterThan(3);
  });

  it('The contract holds against the mock for hundreds of generated bodies', async () => {
    const { report } = await judge({ url: await mockAt(), only: ['put-mail.fuzz', 'put-netgsm.fuzz'], fuzz: 150 });
    expect(report.checks.filter(({ id }) => id.includes('fuzz'))).toHaveLength(4);
    expect(troubles(report, ['failed', 'blocked', 'skipped'])).toEqual([]);
  });
});

const combinations = Number(process.env['COMBINATIONS'] ?? 6);

describe('What a run has observed', { timeout: combinations * 10_000 }, () => {
  it(`The observed assumptions make another mock behave like the first (${combinations} combinations)`, async () => {
    const random = seededRandom();
    for (let index = 0; index < combinations; index += 1) {
      const assume = randomAssumptions(random);
      const observed = await observe(assume);
      for (const [name, value] of Object.entries(observed)) expect({ [name]: value }).toEqual({ [name]: assume[name] });
      expect(await observe(observed), JSON.stringify(assume)).toMatchObject(observed);
    }
  });
});

function randomAssumptions(random: () => number): Record<string, string> {
  const pick = (values: readonly string[]): string => values[Math.floor(random() * values.length)] ?? '';
  return Object.fromEntries(assumptionNames.map((name) => [name, pick(table[name].values)]));
}

/** The values that a run observes at a mock; what cannot be told is left out. */
async function observe(assume: Record<string, string>): Promise<Record<string, string>> {
  const server = await createServer({ assume });
  const { report } = await judge({ url: await server.listen({ port: 0 }), only: ['assumption.'] });
  await server.close();
  expect(troubles(report, ['failed', 'blocked']), JSON.stringify(assume)).toEqual([]);
  const seen = Object.entries(report.assumptions).flatMap(([name, { observed }]) =>
    observed === undefined ? [] : [[name, observed] as const],
  );
  return Object.fromEntries(seen);
}

describe('The random parts', { timeout: 600_000 }, () => {
  const seeds = Number(process.env['SEEDS'] ?? 8);
  it(`The random parts of a run report nothing wrong for any seed (${seeds} seeds)`, async () => {
    const backend = await startBackend();
    onTestFinished(() => backend.close());
    for (let seed = 0; seed < seeds; seed += 1) {
      const { report } = await judge({ url: backend.url, only: ['sequences.'], rngSeed: seed });
      expect(report.checks.at(-1)).toMatchObject({ id: 'sequences.model', outcome: 'passed' });
      expect(troubles(report, ['failed', 'blocked', 'skipped'])).toEqual([]);
    }
  });
});
