// With an upstream, its logins are those of the mock, and each operation of the contract is answered by one of the two.
import { describe, expect, it } from 'vitest';
import type { ServerOptions } from '../../src/options.ts';
import type { RequestEntry } from '../../src/document/schemas.ts';
import { connectMock } from '../../src/integrations/mock-client.ts';
import { createServer } from '../../src/server.ts';
import { cookiesOf, createMock, type TestMock } from '../support/mock.ts';

interface Both {
  /** The backend. */
  readonly real: TestMock;
  readonly mock: TestMock;
}

/** A mock with another one as its backend. */
async function startBoth(options: ServerOptions = {}, ofReal: ServerOptions = {}): Promise<Both> {
  const real = await createMock(ofReal);
  const upstream = await real.server.listen({ port: 0 });
  return { real, mock: await createMock({ ...options, upstream }) };
}

const upstreamOf = async ({ agent }: TestMock) => (await agent.get('/__mock/upstream')).body as object;

const total = async ({ agent }: TestMock, space: string): Promise<number> =>
  ((await agent.get(`/__mock/outbox?space=${space}`)).body as { total: number }).total;

const six = [
  'putTwilioSetting',
  'putNetgsmSetting',
  'putDataportSetting',
  'putMailSetting',
  'sendTestMessage',
  'getSettings',
];

describe('With an upstream', () => {
  it('With an upstream, who logs in there is logged in here, until the logout', async () => {
    const { real, mock } = await startBoth();
    await real.agent.put('/__mock/users/ada').send({ spaces: ['acme', 'other'] });
    const login = await mock.agent.post('/login').type('form').send({ username: 'ada', password: 'ada' });
    expect(login.body).toMatchObject({ spaces: ['acme', 'other'] });
    const Cookie = cookiesOf(login.headers).join('; ');
    const get = () => mock.agent.get('/api/otp/settings').set({ Cookie, 'X-Space': 'acme' });
    expect((await get()).body).toEqual([]);
    expect(((await mock.agent.get('/__mock/users')).body as { users: object[] }).users).toContainEqual(
      expect.objectContaining({ username: 'ada', spaces: ['acme', 'other'], mail: 'admin@acme.example' }),
    );
    const refreshed = await mock.agent.post('/refresh').set({ Cookie });
    expect(refreshed.status).toBe(200);
    const next = cookiesOf(refreshed.headers).join('; ');
    expect((await mock.agent.get('/api/otp/settings').set({ Cookie: next, 'X-Space': 'acme' })).status).toBe(200);
    expect((await mock.agent.post('/logout').set({ Cookie })).status).toBe(204);
    expect((await get()).status).toBe(401);
  });

  it('With an upstream, a multipart login counts, a refused one does not, and no other token is accepted', async () => {
    const { real, mock } = await startBoth();
    const login = await mock.agent.post('/login').field('username', 'operator').field('password', 'operator');
    const Cookie = cookiesOf(login.headers).join('; ');
    const answer = await mock.agent.get('/api/otp/settings').set({ Cookie, 'X-Space': 'a' });
    expect(answer.status).toBe(200);
    const refused = await mock.agent.post('/login').type('form').send({ username: 'admin', password: 'wrong' });
    expect(refused.status).toBe(401);
    const unseen = await real.login('admin');
    const other = await mock.agent.get('/api/otp/settings').set({ Cookie: unseen, 'X-Space': 'a' });
    expect(other.status).toBe(401);
  });

  it('With an upstream, the settings of the mock are its own, and its page still acts as its users', async () => {
    const { real, mock } = await startBoth();
    const [there, here] = [await real.enter('a'), await mock.enter('a')];
    await here.put('mail', { isDefault: true });
    await here.sendTest();
    expect((await there.get()).body).toEqual([]);
    expect([await total(real, 'a'), await total(mock, 'a')]).toEqual([0, 1]);
    const asUser = mock.agent.get('/api/otp/settings').set({ 'X-Space': 'a', 'X-Mock-User': 'operator' });
    expect((await asUser).body).toHaveLength(1);
  });

  it('With an upstream, operations are forwarded by name, and while the mock runs', async () => {
    const { real, mock } = await startBoth({ forward: ['getSettings'] });
    expect(await upstreamOf(mock)).toMatchObject({ forward: ['getSettings'], mock: six.slice(0, 5) });
    const [there, here] = [await real.enter('a'), await mock.enter('a')];
    await there.put('twilio');
    expect((await here.get()).body).toMatchObject([{ provider: 'Twilio' }]);
    const changed = await mock.agent.put('/__mock/upstream').send({ forward: [] });
    expect(changed.body).toMatchObject({ forward: [], mock: six });
    expect((await here.get()).body).toEqual([]);
    await mock.agent.put('/__mock/assumptions').send({ assumptions: { 'settings-shape': 'content' } });
    const client = connectMock(await mock.server.listen({ port: 0 }));
    await client.forward(six.slice(0, 4));
    expect(await upstreamOf(mock)).toMatchObject({ forward: six.slice(0, 4) });
    await expect(client.forward(['x'])).rejects.toThrow('There is no operation');
    await mock.agent.put('/__mock/upstream').send({ forward: ['getSettings'] });
    expect((await here.get()).body).toMatchObject([{ provider: 'Twilio' }]);
  });

  it('With an upstream, everything but the test messages can be real, and none of those reaches it', async () => {
    const { real, mock } = await startBoth({ mock: ['sendTestMessage'] });
    expect(await upstreamOf(mock)).toMatchObject({ mock: ['sendTestMessage'] });
    const here = await mock.enter('a');
    expect((await here.put('mail', { isDefault: true })).status).toBe(204);
    expect((await here.get()).body).toHaveLength(1);
    expect((await (await real.enter('a')).get()).body as object[]).toHaveLength(1);
    expect((await here.sendTest()).status).toBe(204);
    expect([await total(real, 'a'), await total(mock, 'a')]).toEqual([0, 1]);
  });

  it.each(['plain', 'masked', 'omitted'] as const)(
    'With an upstream, test messages go by the settings that it shows, with its secrets %s, also after a reset',
    async (secrets) => {
      const assume = { 'secrets-in-get': secrets };
      const { real, mock } = await startBoth({ mock: ['sendTestMessage'] }, { assume });
      const there = await real.enter('acme');
      await there.put('netgsm', { isDefault: true, header: 'FIRST', bayiCode: undefined });
      const { get, sendTest, outbox } = await mock.enter('acme');
      const sent = async (): Promise<object> => {
        expect((await get()).status).toBe(200);
        expect((await sendTest()).status).toBe(204);
        return ((await outbox()).body as { messages: object[] }).messages[0] ?? {};
      };
      expect(await sent()).toMatchObject({ provider: 'netgsm', from: 'FIRST' });
      await there.put('mail', { isDefault: true, username: 'otp@second.example' });
      expect(await sent()).toMatchObject({ provider: 'mail', from: 'otp@second.example' });
      await mock.agent.post('/__mock/reset').send({});
      expect(await sent()).toMatchObject({ provider: 'mail', from: 'otp@second.example' });
      const { settings } = (await mock.agent.get('/__mock/spaces/acme')).body as { settings: { netgsm: object } };
      expect(settings.netgsm).not.toHaveProperty('bayiCode');
      expect(await total(real, 'acme')).toBe(0);
    },
  );

  it('With an upstream, what was put here is not replaced by what is shown there, nor stored again by every GET', async () => {
    const { real, mock } = await startBoth({ forward: ['getSettings'] });
    await (await real.enter('acme')).put('mail', { username: 'otp@there.example' });
    const here = await mock.enter('acme');
    await here.put('mail', { isDefault: true, username: 'otp@here.example' });
    await here.get();
    await here.sendTest();
    expect((await here.outbox()).body).toMatchObject({ messages: [{ from: 'otp@here.example' }] });
    await mock.agent.put('/__mock/upstream').send({ forward: ['getSettings', 'putMailSetting'] });
    const dateOf = async (): Promise<unknown> => {
      await here.get();
      const { settings } = (await mock.agent.get('/__mock/spaces/acme')).body as { settings: { mail: object } };
      return 'lastModifiedDate' in settings.mail && settings.mail.lastModifiedDate;
    };
    expect(await dateOf()).toBe(await dateOf());
  });

  it('With an upstream, a request with a bad body to what is mocked is refused, not forwarded', async () => {
    const { real, mock } = await startBoth();
    const here = await mock.enter('a');
    expect((await here.put('mail', { smtpPort: 'x' })).status).toBe(400);
    const { requests } = (await real.agent.get('/__mock/requests')).body as { requests: RequestEntry[] };
    expect(requests.filter(({ method }) => method === 'PUT')).toEqual([]);
  });

  it('With an upstream, forwarded requests are recorded as such, and their secrets are masked', async () => {
    const { mock } = await startBoth({ forward: ['putTwilioSetting'] });
    const here = await mock.enter('a');
    await here.put('twilio', { authToken: 'top-secret' });
    await mock.agent.get('/api/elsewhere?password=top-secret').set('Cookie', here.cookie);
    const { requests } = (await mock.agent.get('/__mock/requests')).body as { requests: RequestEntry[] };
    expect(
      requests.map(({ method, url, forwarded, user, space }) => ({ method, url, forwarded, user, space })),
    ).toEqual([
      { method: 'GET', url: '/api/elsewhere?password=********', forwarded: true, user: 'admin', space: undefined },
      { method: 'PUT', url: '/api/otp/settings/sms/twilio', forwarded: true, user: 'admin', space: 'a' },
      { method: 'POST', url: '/login', forwarded: true, user: undefined, space: undefined },
    ]);
    expect(JSON.stringify(requests)).not.toContain('top-secret');
    expect(requests[1]).toMatchObject({ body: { authToken: '********' } });
  });

  it.each([
    [{ upstream: 'staging' }, 'The upstream "staging" is not an http(s) URL'],
    [{ upstream: 'ftp://staging' }, 'is not an http(s) URL'],
    [{ upstream: 'http://user:secret@staging' }, 'without a user'],
    [
      { upstream: 'http://staging', forward: ['getSetting'] },
      'There is no operation "getSetting" in the contract. There are: ',
    ],
    [{ upstream: 'http://staging', forward: ['getSettings'], mock: ['getSettings'] }, 'both forwarded and mocked'],
    [{ upstream: 'https://staging', ca: '/no/such/file' }, 'The certificates /no/such/file cannot be read'],
  ])('With an upstream that cannot be used (%j), the mock does not start', async (options, words) => {
    await expect(createServer(options)).rejects.toThrow(words);
  });

  it('Without an upstream, all is mocked, and there is nothing to change; with one, unknown operations are refused', async () => {
    const { agent } = await createMock();
    expect((await agent.get('/__mock/upstream')).body).toEqual({ forward: [], mock: six });
    for (const response of [
      await agent.put('/__mock/upstream').send({ forward: [] }),
      await agent.get('/__mock/observed'),
    ])
      expect([response.status, response.text]).toEqual([404, expect.stringContaining('Start it with --upstream URL')]);
    const { mock } = await startBoth();
    const refused = await mock.agent.put('/__mock/upstream').send({ forward: ['x'] });
    expect([refused.status, refused.text]).toEqual([400, expect.stringContaining('There is no operation \\"x\\"')]);
  });
});
