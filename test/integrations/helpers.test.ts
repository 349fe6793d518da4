// Arranging what a test needs, and verifying what the application under test has asked for.
import { describe, expect, expectTypeOf, it } from 'vitest';
import { type Mock, type NetgsmSetting, startMock } from '../../src/index.ts';
import { providerNames } from '../../src/settings/providers.ts';

const settings = (mock: Mock, space: string, init: RequestInit = {}): Promise<Response> =>
  fetch(`${mock.url}/api/otp/settings${init.method === 'POST' ? '/test' : ''}`, {
    ...init,
    headers: { 'X-Space': space, 'X-Mock-User': 'operator' },
  });

describe('mock.put', () => {
  it.each(providerNames)(
    'mock.put stores a setting of %s that works for a test send without any fields',
    async (provider) => {
      await using mock = await startMock();
      const space = mock.space();
      const stored = await mock.put(space, provider);
      expect(stored).toMatchObject({ isDefault: true, createdBy: 'admin', id: expect.any(String) as string });
      expect((await settings(mock, space, { method: 'POST' })).status).toBe(204);
      expect(await mock.outbox.latest(space)).toMatchObject({ provider, status: 'sent' });
      expect(await mock.settings(space)).toEqual({ [provider]: stored });
    },
  );

  it('mock.put stores the given fields, and omits those that are null', async () => {
    await using mock = await startMock();
    const first = await mock.put('a', 'netgsm', { header: 'ACME', password: 's3cr3t', bayiCode: null });
    expectTypeOf(first).toEqualTypeOf<NetgsmSetting>();
    expect(first).toMatchObject({ header: 'ACME', password: 's3cr3t', username: '8501234567' });
    expect(first).not.toHaveProperty('bayiCode');
    const again = await mock.put('a', 'netgsm', { isDefault: false });
    expect(again).toMatchObject({ id: first.id, creationDate: first.creationDate, isDefault: false });
  });

  it('mock.put follows the rules of the contract: there is one default', async () => {
    await using mock = await startMock();
    await mock.put('a', 'twilio');
    await mock.put('a', 'mail');
    expect(await mock.settings('a')).toMatchObject({ twilio: { isDefault: false }, mail: { isDefault: true } });
  });

  it('mock.put reports invalid fields, and stores nothing', async () => {
    await using mock = await startMock();
    const mistyped = { isDefualt: true } as object;
    await expect(mock.put('a', 'mail', mistyped)).rejects.toThrow(/field "isDefualt" cannot be set.*isDefault/);
    await expect(mock.put('a', 'mail', { smtpPort: '25' } as object)).rejects.toThrow(/smtpPort must be integer/);
    await expect(mock.put('a', 'mail', { type: null })).rejects.toThrow(/required property 'type'/);
    await expect(mock.put(' a', 'mail')).rejects.toThrow(/X-Space/);
    await expect(mock.put('a', 'fax' as 'mail')).rejects.toThrow(/provider/);
    expect(await mock.settings('a')).toEqual({});
  });
});

describe('mock.requests', () => {
  it('mock.requests has the requests of the application, newest first, and none of the test', async () => {
    await using mock = await startMock();
    const [space, other] = [mock.space(), mock.space()];
    await mock.put(space, 'mail');
    await settings(mock, space);
    await settings(mock, other);
    await settings(mock, space, { method: 'POST' });
    await mock.requests.wait({ space, operation: 'sendTestMessage' });
    const requests = await mock.requests({ space });
    expect(requests.map(({ operation, status, user }) => [operation, status, user])).toEqual([
      ['sendTestMessage', 204, 'operator'],
      ['getSettings', 200, 'operator'],
    ]);
    expect(await mock.requests({ space, operation: 'getSettings' })).toEqual([requests[1]]);
    expect(await mock.requests({ status: 404 })).toEqual([]);
    await mock.requests.clear();
    expect(await mock.requests()).toEqual([]);
  });

  it('mock.requests waits for one that is still to come', async () => {
    await using mock = await startMock();
    const waiting = mock.requests.wait({ space: 'a', operation: 'getSettings' });
    await settings(mock, 'b');
    await settings(mock, 'a');
    const first = await waiting;
    expect(first).toMatchObject({ space: 'a', status: 200 });
    await expect(mock.requests.wait({ space: 'a', after: first.id, timeout: 50 })).rejects.toThrow(
      /No request arrived within 50 ms \(expected .*"space":"a"/,
    );
  });

  it('mock.requests shows the body that was put, with its secrets masked', async () => {
    await using mock = await startMock({ auth: 'off' });
    await fetch(`${mock.url}/api/otp/settings/sms/netgsm`, {
      method: 'PUT',
      headers: { 'X-Space': 'a', 'Content-Type': 'application/json' },
      body: JSON.stringify({ isDefault: true, type: 'SMS', provider: 'Netgsm', password: 's3cr3t' }),
    });
    const { body } = await mock.requests.wait({ operation: 'putNetgsmSetting' });
    expect(body).toEqual({ isDefault: true, type: 'SMS', provider: 'Netgsm', password: '********' });
  });
});

describe('assume', () => {
  it('assume is typed by the table of assumptions', async () => {
    await using mock = await startMock({ assume: { 'id-type': 'integer' } });
    expect(mock.url).toMatch(/^http/);
    // @ts-expect-error there is no such value
    await expect(startMock({ assume: { 'id-type': 'uuid' } })).rejects.toThrow(/string, integer/);
    // @ts-expect-error there is no such assumption
    await expect(startMock({ assume: { 'id-typ': 'integer' } })).rejects.toThrow(/no assumption/);
  });
});

describe('The users of a mock', () => {
  it('The users of a mock log in by a code in one call, or step by step', async () => {
    await using mock = await startMock();
    await mock.put('default_space', 'netgsm');
    const space = mock.space();
    const user = await mock.user({ otp: 'sms', spaces: [space] });
    const headers = { Cookie: await mock.login(user), 'X-Space': space };
    expect((await fetch(`${mock.url}/api/otp/settings`, { headers })).status).toBe(200);
    const waiting = mock.otp(user);
    const body = new URLSearchParams({ username: user.username, password: user.password });
    expect(await (await fetch(`${mock.url}/login`, { method: 'POST', body })).json()).toMatchObject({
      otp_type: 'SMS',
    });
    const validate = async (code: string): Promise<number> => {
      const form = new URLSearchParams({ username: user.username, otp_code: code });
      return (await fetch(`${mock.url}/validate`, { method: 'POST', body: form })).status;
    };
    expect(await validate(await mock.wrongOtp(user))).toBe(401);
    expect(await validate(await waiting)).toBe(200);
    await expect(mock.otp(user.username, { timeout: 20 })).rejects.toThrow(
      `No code for ${user.username} arrived within 20 ms.`,
    );
    await user.remove();
    await expect(mock.login(user)).rejects.toThrow('POST /login: The user name or the password is wrong.');
    await expect(mock.otp(user)).rejects.toThrow('There is no user');
  });

  it('The users of a mock have numbers and addresses of their own', async () => {
    await using mock = await startMock();
    const [one, other] = [await mock.user(), await mock.user({ username: 'bob', phone: '+905321111111' })];
    expect(one).toMatchObject({ password: one.username, spaces: ['default_space'] });
    expect(one.phone).toMatch(/^\+905\d{9}$/);
    expect(other).toMatchObject({ username: 'bob', phone: '+905321111111', mail: 'bob@acme.example' });
    await expect(mock.user({ spaces: [''] })).rejects.toThrow('PUT /__mock/users/');
  });

  it('The users of a mock have tokens that expire one by one', async () => {
    await using mock = await startMock();
    const [user, other] = [await mock.user(), await mock.user()];
    const [first, second, third] = [await mock.login(user), await mock.login(user), await mock.login(other)];
    const status = async (Cookie: string): Promise<number> =>
      (await fetch(`${mock.url}/api/otp/settings`, { headers: { Cookie, 'X-Space': 'a' } })).status;
    await mock.expire(first);
    expect([await status(first), await status(second), await status(third)]).toEqual([401, 200, 200]);
    await mock.expire(user);
    expect([await status(second), await status(third)]).toEqual([401, 200]);
    await mock.expire(other.username);
    expect(await status(third)).toBe(401);
    await expect(mock.expire('nobody')).rejects.toThrow('There is no user "nobody"');
    await expect(mock.expire('a=b')).rejects.toThrow('The cookie has no ins_access_token of the mock.');
  });
});
