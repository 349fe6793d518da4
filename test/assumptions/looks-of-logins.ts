// For each assumption about logins by code: how to look at a mock, and what each value shows.
import type { Response } from 'supertest';
import { cookiesOf, type TestMock } from '../support/mock.ts';
import type { Case, Seen } from './look.ts';

const login = (mock: TestMock, password = 'ada'): Promise<Response> =>
  Promise.resolve(mock.agent.post('/login').type('form').send({ username: 'ada', password }));

const validate = (mock: TestMock, code: string): Promise<Response> =>
  Promise.resolve(mock.agent.post('/validate').type('form').send({ username: 'ada', otp_code: code }));

interface Sent {
  readonly code: string;
  readonly expiresAt: string;
  readonly message: string;
}

const sent = async (mock: TestMock): Promise<Sent> => (await mock.agent.get('/__mock/otp/ada?timeout=0')).body as Sent;

/** Ada, who logs in by SMS, with the time standing still. */
async function withAda({ mock }: Seen, spaces = ['default_space', 'own']): Promise<void> {
  await mock.agent.put('/__mock/clock').send({ now: '2031-02-03T04:05:06Z', frozen: true });
  await mock.agent.put('/__mock/users/ada').send({ otp: 'sms', phone: '+905551112233', spaces: ['own'] });
  for (const space of spaces) await (await mock.enter(space)).put('netgsm', { isDefault: true });
}

async function lock(mock: TestMock): Promise<void> {
  for (let times = 0; times < 5; times += 1) await login(mock, 'wrong');
}

export const looksOfLogins = {
  'token-place': [
    async ({ mock }) => {
      const { headers, body } = await mock.agent
        .post('/login')
        .type('form')
        .send({ username: 'admin', password: 'admin' });
      const { access_token: access = '', refresh_token: refresh, activeSpace } = body as Record<string, string>;
      const renewed = await mock.agent.post('/refresh').send({ refresh_token: refresh });
      const listed = await mock.agent
        .get('/api/otp/settings')
        .set({ Cookie: `ins_access_token=${access}`, 'X-Space': 'a' });
      return [cookiesOf(headers).length, activeSpace, listed.status, renewed.status];
    },
    {
      cookies: [2, undefined, 401, 401],
      body: [0, 'default_space', 200, 200],
      both: [2, 'default_space', 200, 200],
    },
  ],
  'bearer-token': [
    async ({ mock, visitor }) => {
      const token = /ins_access_token=([^;]*)/.exec(visitor.cookie)?.[1] ?? '';
      const ask = async (bearer: string): Promise<number> =>
        (await mock.agent.get('/api/otp/settings').set({ Authorization: `Bearer ${bearer}`, 'X-Space': 'a' })).status;
      return [await ask(token), await ask('made-up')];
    },
    { ignore: [401, 401], accept: [200, 401] },
  ],
  'silent-renewal': [
    async ({ mock, visitor }) => {
      await mock.agent.post('/__mock/users/admin/expire');
      const { status, headers } = await visitor.get();
      const withoutRefresh = await mock.agent
        .get('/api/otp/settings')
        .set({ Cookie: visitor.cookie.split(';')[0] ?? '', 'X-Space': 'a' });
      const again = await mock.agent
        .get('/api/otp/settings')
        .set({ Cookie: cookiesOf(headers).join('; '), 'X-Space': 'a' });
      return [status, cookiesOf(headers).length, withoutRefresh.status, again.status];
    },
    { refuse: [401, 0, 401, 401], renew: [200, 2, 401, 200] },
  ],
  'otp-space': [
    async (seen) => {
      await withAda(seen);
      await login(seen.mock);
      const { message } = await sent(seen.mock);
      return ((await seen.mock.agent.get(`/__mock/outbox/${message}`)).body as { space: string }).space;
    },
    { default_space: 'default_space', 'first-of-user': 'own' },
  ],
  'otp-digits': [
    async (seen) => {
      await withAda(seen);
      await login(seen.mock);
      return (await sent(seen.mock)).code.length;
    },
    { '4': 4, '5': 5, '6': 6, '7': 7, '8': 8 },
  ],
  'otp-life': [
    async (seen) => {
      await withAda(seen);
      await login(seen.mock);
      const { code, expiresAt } = await sent(seen.mock);
      await seen.mock.agent.put('/__mock/clock').send({ now: expiresAt, frozen: true });
      return [Date.parse(expiresAt) - Date.parse('2031-02-03T04:05:06Z'), (await validate(seen.mock, code)).status];
    },
    { '60': [60e3, 401], '120': [120e3, 401], '180': [180e3, 401], '300': [300e3, 401], '600': [600e3, 401] },
  ],
  'otp-repeat': [
    async (seen) => {
      await withAda(seen);
      await login(seen.mock);
      const first = await sent(seen.mock);
      await login(seen.mock);
      const second = await sent(seen.mock);
      return [first.message === second.message, (await validate(seen.mock, first.code)).status];
    },
    { new: [false, 401], same: [false, 200] },
  ],
  'otp-not-sent': [
    async (seen) => {
      await withAda(seen, []);
      const without = await login(seen.mock);
      await (await seen.mock.enter('default_space')).put('netgsm', { isDefault: true, username: 'fail-30' });
      const refused = await login(seen.mock);
      return [without.status, refused.status, (await seen.mock.agent.get('/__mock/otp/ada?timeout=0')).status];
    },
    Object.fromEntries(['200', '401', '404', '500', '502', '503'].map((each) => [each, [+each, +each, 204]])),
  ],
  'otp-throttle': [
    async (seen) => {
      await withAda(seen);
      await login(seen.mock);
      const { status, headers } = await login(seen.mock);
      await seen.mock.agent.post('/__mock/clock/advance').send({ milliseconds: 60_000 });
      return [status, headers['retry-after'], (await login(seen.mock)).status];
    },
    { off: [200, undefined, 200], '60': [429, '60', 200] },
  ],
  'login-lock': [
    async (seen) => {
      await withAda(seen);
      await lock(seen.mock);
      const { status } = await login(seen.mock);
      await seen.mock.agent.post('/__mock/clock/advance').send({ milliseconds: 600_000 });
      return [status, (await login(seen.mock)).status];
    },
    { lock: [403, 200], nothing: [200, 200] },
  ],
  'locked-status': [
    async (seen) => {
      await withAda(seen);
      await lock(seen.mock);
      return [(await login(seen.mock)).status, (await validate(seen.mock, '1')).status];
    },
    Object.fromEntries(['401', '403', '423', '429'].map((each) => [each, [+each, +each]])),
  ],
} satisfies Record<string, Case>;
