// The correct backend is held against the page here, written down once more.
import { describe, expect, test } from 'vitest';
import { type Kind, kinds } from './page.ts';
import { call, get, logInAs, play, put, type Request, type Scenario, test as send } from './scenario.ts';

interface Told {
  readonly status: number;
  readonly type?: string;
  readonly allow?: string;
  readonly cookies: readonly string[];
  readonly body: string;
}

const answers = async (...scenario: Scenario): Promise<Told[]> => (await play({}, scenario)) as Told[];

/** The settings in the last answer. */
async function listed(...scenario: Scenario): Promise<Record<string, unknown>[]> {
  return JSON.parse((await answers(...scenario)).at(-1)?.body ?? '') as Record<string, unknown>[];
}

const text = (headers: Record<string, string>): Partial<Request> => ({ headers });

const refused: readonly (readonly [string, number, Request])[] = [
  ['an unknown path', 404, call('/nowhere')],
  ['a path with a slash at the end', 404, call('/api/otp/settings/')],
  ['an unknown path without a token', 404, call('/nowhere', undefined, { token: null })],
  ['a wrong method', 405, { ...get(), method: 'DELETE' }],
  ['no cookies', 401, get({ token: null })],
  ['an empty token', 401, get({ token: () => '' })],
  ['a made-up token', 401, get({ token: () => 'made-up' })],
  ['a tampered token', 401, get({ token: (token) => `${token.slice(0, -1)}x` })],
  ['a refresh token as access token', 401, get({ token: null, ...text({ cookie: 'ins_access_token={refresh}' }) })],
  ['a token in another place', 401, get({ token: null, ...text({ authorization: 'Bearer {access}' }) })],
  ['a body without a token', 401, call('mail', '{', { token: null })],
  ['plain text', 415, put('mail', {}, text({ 'content-type': 'text/plain' }))],
  ['JSON in another charset', 415, put('mail', {}, text({ 'content-type': 'application/json; charset=latin1' }))],
  ['a body of more than a mebibyte', 413, put('twilio', { authToken: 'x'.repeat(1_048_576) })],
  ['a body that is no JSON', 400, call('mail', '{"isDefault":')],
  ['no body', 400, call('mail', '')],
  ['the body null', 400, call('mail', null)],
  ['a body in an array', 400, call('mail', [{ isDefault: true, type: 'Email', provider: 'Default' }])],
  ['no space', 400, get({ space: null })],
  ['an empty space', 400, get({ space: '' })],
  ['a test send without a default', 404, send()],
];

const wrongFields: readonly (readonly [Kind, string, unknown])[] = [
  ...kinds.flatMap((kind) =>
    ['isDefault', 'type', 'provider'].flatMap((name) => [
      [kind, name, undefined] as const,
      [kind, name, null] as const,
      [kind, name, 7] as const,
    ]),
  ),
  ...kinds.flatMap((kind) => ['type', 'provider'].map((name) => [kind, name, 'x'.repeat(51)] as const)),
  ...(['authToken', 'accountSid', 'twilioNumber', 'id'] as const).map((name) => ['twilio', name, 1] as const),
  ...(['username', 'bayiCode', 'password', 'header'] as const).map((name) => ['netgsm', name, {}] as const),
  ...['originator', 'shortNumber', 'operator', 'username', 'accountNumber', 'password'].map(
    (name) => ['dataport', name, null] as const,
  ),
  ['mail', 'username', 'x'.repeat(51)],
  ['mail', 'password', 'x'.repeat(61)],
  ['mail', 'smtpHost', 'x'.repeat(51)],
  ['mail', 'transportStrategy', 'smtp'],
  ['mail', 'smtpPort', '587'],
  ['mail', 'smtpPort', 1.5],
  ['mail', 'smtpPort', 2_147_483_648],
  ['mail', 'isDefault', 'true'],
];

const rightFields: readonly (readonly [Kind, string, unknown])[] = [
  ...kinds.flatMap((kind) => ['type', 'provider'].map((name) => [kind, name, '🔑'.repeat(50)] as const)),
  ['mail', 'username', 'ş'.repeat(50)],
  ['mail', 'password', 'x'.repeat(60)],
  ['mail', 'smtpHost', ''],
  ['mail', 'smtpPort', -2_147_483_648],
  ['mail', 'smtpPort', 0],
  ...['SMTP', 'SMTPS', 'SMTP_TLS'].map((value) => ['mail', 'transportStrategy', value] as const),
  ['twilio', 'authToken', 'x'.repeat(100_000)],
  ['netgsm', 'password', ' <a> & "b" \\ \r\n é e\u0301 + %41 '],
  ['dataport', 'accountNumber', '00042'],
  ['twilio', 'id', 'given-by-the-client'],
];

describe('the correct backend', () => {
  test.for(refused)('The correct backend refuses %s with %i', async ([, status, request]) => {
    const [answer] = await answers(request);
    expect(answer?.status).toBe(status);
    const { errors: _listed, ...body } = JSON.parse(answer?.body ?? '') as Record<string, unknown>;
    expect(body).toEqual({
      status,
      error: expect.any(String) as unknown,
      message: expect.any(String) as unknown,
    });
  });

  test('The correct backend says which methods a path has', async () => {
    expect((await answers({ ...get(), method: 'DELETE' }))[0]?.allow).toBe('GET');
  });

  test.for(wrongFields)(
    'The correct backend refuses a body of %s with %s %j, and stores nothing',
    async ([kind, name, value]) => {
      const [answer, list] = await answers(put(kind, { [name]: value }), get());
      expect([answer?.status, list?.body]).toEqual([400, '[]']);
    },
  );

  test.for(rightFields)('The correct backend stores and shows a body of %s with %s %j', async ([kind, name, value]) => {
    expect(await listed(put(kind, { [name]: value }), get())).toMatchObject([{ [name]: value }]);
  });

  test('The correct backend replaces the whole setting, and keeps its id, its creation and its place', async () => {
    const [first] = await listed(put('mail'), get());
    const [second, ...more] = await listed(
      put('mail'),
      put('mail', { smtpPort: undefined }, { session: 'operator' }),
      get(),
    );
    expect(more).toEqual([]);
    expect(second).not.toHaveProperty('smtpPort');
    expect(second).toMatchObject({
      creationDate: first?.['creationDate'],
      createdBy: 'admin',
      lastModifiedBy: 'operator',
    });
    expect(first?.['creationDate']).toBe('2026-04-24T11:05:55.086+03:00');
    expect(second?.['lastModifiedDate']).toBe('2026-04-24T11:05:55.096+03:00');
  });

  test('The correct backend ignores read-only and unknown fields, whatever is in them', async () => {
    const [setting] = await listed(put('mail', { createdBy: 7, creationDate: 'x', colour: 'red' }), get());
    expect(setting).toMatchObject({ createdBy: 'admin' });
    expect(setting).not.toHaveProperty('colour');
  });

  test('The correct backend keeps spaces apart, by every letter of their names', async () => {
    const pairs = [
      ['north', 'North'],
      ['İzmir', 'Şzmir'],
      ['north', 'north-2'],
    ] as const;
    for (const [one, other] of pairs) {
      expect(await listed(put('mail', {}, { space: one }), get({ space: other }))).toEqual([]);
      expect(await listed(put('mail', {}, { space: one }), get({ space: one }))).toHaveLength(1);
    }
  });

  test('The correct backend has one default in a space, and sends through it', async () => {
    const scenario = [put('mail', { isDefault: true }), put('twilio', { isDefault: true }), get()];
    expect((await listed(...scenario)).map(({ isDefault }) => isDefault)).toEqual([false, true]);
    const sent = await answers(
      put('mail', { isDefault: true }),
      send(),
      put('mail', { isDefault: true, password: '' }),
      send(),
    );
    expect(sent.map(({ status }) => status)).toEqual([204, 204, 204, 500]);
  });

  test('The correct backend keeps both of two settings that are stored at the same time', async () => {
    expect(await listed([put('mail'), put('twilio')], get())).toHaveLength(2);
  });

  test('The correct backend logs in by either form, with both cookies and the spaces of the user', async () => {
    const multipart = {
      ...call(
        'login',
        '--b\r\nContent-Disposition: form-data; name="username"\r\n\r\nadmin\r\n' +
          '--b\r\nContent-Disposition: form-data; name="password"\r\n\r\nadmin\r\n--b--\r\n',
      ),
      headers: { 'content-type': 'multipart/form-data; boundary=b' },
    };
    for (const answer of await answers(multipart, logInAs('admin'))) {
      expect(answer).toMatchObject({ status: 200, cookies: ['ins_access_token', 'ins_refresh_token'] });
      expect(JSON.parse(answer.body)).toEqual({ 'expire-seconds': 300, spaces: ['default_space', 'production'] });
    }
    const wrong = { ...logInAs('admin'), body: 'username=admin&password=wrong' };
    expect((await answers(wrong))[0]?.status).toBe(401);
  });

  test('The correct backend refreshes a session whose access token has run out, and ends it by a logout', async () => {
    let kept = '';
    const keeping = get({ token: (token) => (kept = token) });
    const ended = [call('logout'), get({ token: () => kept })];
    const told = await answers(get(), { passes: 301 }, get(), call('refresh'), keeping, ...ended);
    expect(told.map(({ status }) => status)).toEqual([200, 401, 200, 200, 204, 401]);
  });

  test('The correct backend gives a token as long a life as it is told to', async () => {
    const told = (await play({ ttlSeconds: 2 }, [get(), { passes: 1 }, get(), { passes: 1 }, get()])) as Told[];
    expect(told.map(({ status }) => status)).toEqual([200, 200, 401]);
  });
});
