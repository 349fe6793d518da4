// Several mocks with one state are one mock: a contract run whose requests go to them in turn finds nothing wrong.
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { createServer as createMockServer } from '../../src/server.ts';
import { judge } from '../support/judge.ts';
import { unusedMock, usePostgres, withoutPostgres } from '../support/postgres.ts';

const { url } = usePostgres();

/** Passes each request to the next of the targets. Resolves with its own URL. */
async function inTurn(targets: readonly string[]): Promise<string> {
  let turn = 0;
  const balancer = createServer((asked, answer) => {
    const { method, headers, url: path = '' } = asked;
    turn += 1;
    const passed = request(`${targets[turn % targets.length]}${path}`, { method, headers }, (response) => {
      answer.writeHead(response.statusCode ?? 502, response.rawHeaders);
      response.pipe(answer);
    });
    passed.on('error', () => answer.destroy());
    asked.pipe(passed);
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => balancer.once('listening', resolve));
  onTestFinished(async () => {
    balancer.closeAllConnections();
    await new Promise((resolve) => balancer.close(resolve));
  });
  return `http://127.0.0.1:${(balancer.address() as AddressInfo).port}`;
}

it.skipIf(withoutPostgres !== undefined)(
  'A contract run whose requests go to three mocks in turn finds that every statement holds',
  { timeout: 120_000 },
  async () => {
    const name = unusedMock();
    const targets: string[] = [];
    for (let mock = 0; mock < 3; mock += 1) {
      const server = await createMockServer({ store: url(), name });
      onTestFinished(() => server.close());
      targets.push(await server.listen({ port: 0 }));
    }
    const { report } = await judge({ url: await inTurn(targets) });
    expect(report.checks.filter(({ outcome }) => outcome !== 'passed')).toEqual([]);
    expect(report.coverage.passed).toBeGreaterThan(500);
  },
);
