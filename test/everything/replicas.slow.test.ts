// Several mocks with one state are one mock: a contract run whose requests go to them in turn finds nothing wrong.
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { connectMock, type MockClient } from '../../src/integrations/mock-client.ts';
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

/** Mocks with one state; resolves with their URLs. */
async function team(count: number): Promise<string[]> {
  const name = unusedMock();
  const targets: string[] = [];
  for (let mock = 0; mock < count; mock += 1) {
    const server = await createMockServer({ store: url(), name });
    onTestFinished(() => server.close());
    targets.push(await server.listen({ port: 0 }));
  }
  return targets;
}

it.skipIf(withoutPostgres !== undefined)(
  'A login by a code goes through several mocks: each knows the user, the code, the lock and the expiry',
  { timeout: 60_000 },
  async () => {
    const [one, other] = (await team(2)).map((each) => connectMock(each)) as [MockClient, MockClient];
    await one.put('default_space', 'netgsm');
    const user = await one.user({ otp: 'sms' });
    const { username, password } = user;
    const waiting = other.otp(user);
    const post = (mock: MockClient, path: string, form: Record<string, string>): Promise<Response> =>
      fetch(mock.url + path, { method: 'POST', body: new URLSearchParams({ username, ...form }) });
    expect((await post(one, '/login', { password })).status).toBe(200);
    const code = await waiting;
    const validated = await post(other, '/validate', { otp_code: code });
    expect(validated.status).toBe(200);
    expect((await post(one, '/validate', { otp_code: code })).status).toBe(401);
    const cookie = await one.login(user);
    await other.expire(user);
    const headers = { Cookie: cookie, 'X-Space': 'a' };
    expect((await fetch(`${one.url}/api/otp/settings`, { headers })).status).toBe(401);
    for (const mock of [one, other, one, other, one]) await post(mock, '/login', { password: 'wrong' });
    expect((await post(other, '/login', { password })).status).toBe(403);
    await user.remove();
    expect((await post(other, '/login', { password })).status).toBe(401);
  },
);

it.skipIf(withoutPostgres !== undefined)(
  'A contract run whose requests go to three mocks in turn finds that every statement holds',
  { timeout: 120_000 },
  async () => {
    const targets = await team(3);
    const { report } = await judge({ url: await inTurn(targets) });
    expect(report.checks.filter(({ outcome }) => outcome !== 'passed')).toEqual([]);
    expect(report.coverage.passed).toBeGreaterThan(500);
  },
);
