// Access tokens that are made to expire, of one user alone, and those that are renewed in passing.
import type { Response } from 'supertest';
import { describe, expect, it } from 'vitest';
import { cookiesOf, createMock, type TestMock } from '../support/mock.ts';
import { messageOf } from '../support/people.ts';

const use = async ({ agent }: TestMock, Cookie: string): Promise<Response> =>
  agent.get('/api/otp/settings').set({ Cookie, 'X-Space': 'a' });

describe('An expiry', () => {
  it('An expiry of a user ends the access tokens of that user, and no refresh token, nor those of others', async () => {
    const mock = await createMock();
    const [first, second, other] = [await mock.login(), await mock.login(), await mock.login('operator')];
    expect((await mock.agent.post('/__mock/users/admin/expire')).status).toBe(204);
    for (const cookie of [first, second]) {
      const refused = await use(mock, cookie);
      expect([refused.status, messageOf(refused)]).toEqual([
        401,
        'The access token was made to expire. Renew it at POST /refresh, or log in again at POST /login.',
      ]);
    }
    expect((await use(mock, other)).status).toBe(200);
    const renewed = await mock.agent.post('/refresh').set({ Cookie: first });
    expect((await use(mock, cookiesOf(renewed.headers).join('; '))).status).toBe(200);
    expect((await use(mock, await mock.login())).status).toBe(200);
    expect((await mock.agent.get('/__mock/clock')).body).toMatchObject({ offset: 0 });
  });

  it('An expiry of a cookie ends that token alone', async () => {
    const mock = await createMock();
    const [first, second] = [await mock.login(), await mock.login()];
    expect((await mock.agent.post('/__mock/users/admin/expire').send({ cookie: first })).status).toBe(204);
    expect([(await use(mock, first)).status, (await use(mock, second)).status]).toEqual([401, 200]);
    const renewed = await mock.agent.post('/refresh').set({ Cookie: first });
    expect((await use(mock, cookiesOf(renewed.headers).join('; '))).status).toBe(200);
  });

  it('An expiry of nobody, or of a cookie of somebody else, is refused', async () => {
    const mock = await createMock();
    expect((await mock.agent.post('/__mock/users/nobody/expire')).status).toBe(404);
    const foreign = await mock.agent.post('/__mock/users/admin/expire').send({ cookie: await mock.login('operator') });
    expect([foreign.status, messageOf(foreign)]).toEqual([
      400,
      'The cookie has no access token of "admin" that is valid.',
    ]);
    const made = await mock.agent.post('/__mock/users/admin/expire').send({ cookie: 'made-up' });
    expect(made.status).toBe(400);
    expect((await mock.agent.post('/__mock/users/admin/expire').send({ cookie: '' })).status).toBe(400);
  });
});

describe('A renewal in passing', () => {
  const assume = { 'silent-renewal': 'renew' } as const;

  it('A renewal in passing is for a cookie that the browser has dropped, too, and for expiry by the clock', async () => {
    const mock = await createMock({ assume });
    const [access = '', refresh = ''] = (await mock.login()).split('; ');
    const dropped = await use(mock, refresh);
    expect([dropped.status, cookiesOf(dropped.headers).length]).toEqual([200, 2]);
    await mock.agent.post('/__mock/clock/advance').send({ milliseconds: 301_000 });
    expect((await use(mock, access)).status).toBe(401);
    expect((await use(mock, `${access}; ${refresh}`)).status).toBe(200);
  });

  it('A renewal in passing is not for a token that was tampered with, nor after a logout', async () => {
    const mock = await createMock({ assume });
    const Cookie = await mock.login();
    expect((await use(mock, Cookie.replace('ins_access_token=', 'ins_access_token=x'))).status).toBe(401);
    const [, refresh = ''] = Cookie.split('; ');
    await mock.agent.post('/logout').set({ Cookie });
    expect((await use(mock, refresh)).status).toBe(401);
    expect((await use(mock, 'ins_refresh_token=made-up')).status).toBe(401);
    expect((await use(mock, 'a=b')).status).toBe(401);
  });
});

describe('Tokens of another generation', () => {
  it('Tokens of another generation are in the body, refreshed from there, and sent as Bearer', async () => {
    const mock = await createMock({ assume: { 'token-place': 'body', 'bearer-token': 'accept' } });
    const { headers, body } = await mock.agent
      .post('/login')
      .type('form')
      .send({ username: 'admin', password: 'admin' });
    expect(headers['set-cookie']).toBeUndefined();
    const { access_token: access, refresh_token: refresh } = body as Record<string, string>;
    const put = async (token = ''): Promise<number> =>
      (await mock.agent.get('/api/otp/settings').set({ Authorization: `Bearer ${token}`, 'X-Space': 'a' })).status;
    expect([await put(access), await put(refresh), await put('made-up')]).toEqual([200, 401, 401]);
    const renewed = await mock.agent.post('/refresh').send({ refresh_token: refresh });
    expect(await put((renewed.body as Record<string, string>)['access_token'])).toBe(200);
    expect((await mock.agent.post('/refresh').send({ refresh_token: access })).status).toBe(401);
    expect((await mock.agent.post('/refresh')).status).toBe(401);
    expect((await mock.agent.post('/refresh').send({ refresh_token: 5 })).status).toBe(400);
    expect((await mock.agent.post('/logout').set({ Authorization: `Bearer ${access}` })).status).toBe(204);
    expect(await put(access)).toBe(401);
    const { text } = await mock.agent.get('/__mock/requests');
    for (const token of [access, refresh]) expect(text).not.toContain(token);
  });
});
