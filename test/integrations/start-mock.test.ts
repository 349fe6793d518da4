import { describe, expect, it } from 'vitest';
import { connectMock, type Mock, startMock } from '../../src/index.ts';
import bodies from '../support/bodies.ts';

const settings = (mock: Mock): string => `${mock.url}/api/otp/settings`;

async function put(mock: Mock, headers: Record<string, string>, body: object = bodies.netgsm): Promise<number> {
  const init = {
    method: 'PUT',
    headers: { ...headers, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  };
  return (await fetch(`${settings(mock)}/sms/netgsm`, init)).status;
}

async function sendTest(mock: Mock, headers: Record<string, string>): Promise<number> {
  return (await fetch(`${settings(mock)}/test`, { method: 'POST', headers })).status;
}

describe('startMock', () => {
  it('startMock is ready, logs in, gives a space, and waits for the message that a test send makes', async () => {
    await using mock = await startMock();
    const space = mock.space();
    const headers = { Cookie: await mock.login(), 'X-Space': space };
    expect(await mock.outbox.latest(space)).toBeUndefined();
    const waiting = mock.outbox.wait({ space, provider: 'netgsm' });
    expect(await put(mock, headers, { ...bodies.netgsm, isDefault: true })).toBe(204);
    expect(await sendTest(mock, headers)).toBe(204);
    const message = await waiting;
    expect(message).toMatchObject({ space, status: 'sent', code: expect.stringMatching(/^\d{6}$/) as string });
    expect(await mock.outbox.latest(space)).toEqual(message);
    await expect(mock.outbox.wait({ space, after: message.id, timeout: 50 })).rejects.toThrow('within 50 ms');
    await mock.outbox.clear(space);
    expect(await mock.outbox.latest(space)).toBeUndefined();
  });

  it('startMock has a clock that tests can set, freeze and advance', async () => {
    await using mock = await startMock();
    const headers = { Cookie: await mock.login(), 'X-Space': mock.space() };
    const status = async (): Promise<number> => (await fetch(settings(mock), { headers })).status;
    await mock.clock.advance('4m');
    expect(await status()).toBe(200);
    await mock.clock.advance(60_000);
    expect(await status()).toBe(401);
    await mock.clock.reset();
    expect(await status()).toBe(200);
    await mock.clock.freeze('2031-02-03T04:05:06Z');
    await mock.clock.advance('2 days');
    expect(await mock.clock.now()).toEqual(new Date('2031-02-05T04:05:06Z'));
    await mock.clock.set(Date.UTC(2040, 0, 1));
    expect((await mock.clock.now()).getFullYear()).toBe(2040);
    for (const odd of ['soon', '-5m', -1, Number.NaN])
      await expect(mock.clock.advance(odd)).rejects.toThrow('Give milliseconds, or a text like 90s, 5m, 2h or 1d.');
    await expect(mock.clock.set('soon')).rejects.toThrow('Give a Date, or a text like 2031-02-03T04:05:06Z.');
  });

  it('startMock logs in the given user, and reports a failed login', async () => {
    await using mock = await startMock();
    expect(await mock.login({ username: 'operator', password: 'operator' })).toContain('ins_access_token=');
    await expect(mock.login({ username: 'operator', password: 'no' })).rejects.toThrow('wrong');
  });

  it('startMock breaks requests until the fault is removed, once or twice', async () => {
    await using mock = await startMock();
    const headers = { Cookie: await mock.login(), 'X-Space': 'a' };
    const status = async (): Promise<number> => (await fetch(settings(mock), { headers })).status;
    const undo = await mock.fault({ status: 503, operation: 'getSettings' });
    expect(await status()).toBe(503);
    await undo();
    await undo();
    expect(await status()).toBe(200);
    await expect(mock.fault({ status: 199 })).rejects.toThrow('/body/status');
  });

  it('startMock goes back to the seed, and to a snapshot', async () => {
    await using mock = await startMock({ seed: 'demo' });
    const headers = { Cookie: await mock.login(), 'X-Space': 'default_space' };
    const count = async (): Promise<number> => ((await (await fetch(settings(mock), { headers })).json()) as []).length;
    const before = await mock.snapshot();
    await mock.restore({ spaces: {} });
    expect(await count()).toBe(0);
    await mock.restore(before);
    expect(await mock.snapshot()).toEqual(before);
    await put(mock, { ...headers, 'X-Space': 'b' });
    await mock.reset('b');
    await mock.restore({ spaces: {} });
    await mock.reset();
    expect(await count()).toBe(4);
  });

  it('startMock closes once, even if close is called again', async () => {
    const mock = await startMock();
    await Promise.all([mock.close(), mock.close()]);
    await expect(fetch(mock.url)).rejects.toThrow('fetch failed');
  });

  it('startMock keeps 500 spaces at once apart', { timeout: 120_000 }, async () => {
    await using mock = await startMock();
    const cookie = await mock.login();
    const visit = async (index: number): Promise<void> => {
      const space = mock.space(`s${index}`);
      const headers = { Cookie: cookie, 'X-Space': space };
      const header = `H${index}`;
      expect(await put(mock, headers, { ...bodies.netgsm, isDefault: true, header })).toBe(204);
      expect(await sendTest(mock, headers)).toBe(204);
      const message = await mock.outbox.wait({ space, timeout: 60_000 });
      expect(message).toMatchObject({ space, from: header, status: 'sent' });
      const listed = await (await fetch(settings(mock), { headers })).json();
      expect(listed).toMatchObject([{ header }]);
    };
    await Promise.all(Array.from({ length: 500 }, (_, index) => visit(index)));
  });
});

it('A client takes the URL of a mock with a slash at its end', async () => {
  await using mock = await startMock();
  const client = connectMock(`${mock.url}/`);
  expect(client.url).toBe(mock.url);
  expect(await client.login()).toContain('ins_access_token=');
  await client.put('a', 'mail', { username: 'ada' });
  expect(await client.settings('a')).toMatchObject({ mail: { username: 'ada' } });
});
