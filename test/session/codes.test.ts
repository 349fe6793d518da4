// Logging in by a one-time password: the way of a code from the login to its use.
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createServer } from '../../src/server.ts';
import { cookiesOf, createMock, talkTo } from '../support/mock.ts';
import { ada, person, withAda } from '../support/people.ts';

describe('A login by a code', () => {
  it('A login by a code sets no cookies before the code is sent to /validate, and then both', async () => {
    const { mock, ada } = await withAda();
    const asked = await ada.login();
    expect(asked.status).toBe(200);
    expect(asked.body).toEqual({ otp_required: true, otp_type: 'SMS', username: 'ada' });
    expect(asked.headers['set-cookie']).toBeUndefined();
    const { messages } = (await mock.agent.get('/__mock/outbox?space=default_space')).body as {
      messages: { id: string; code: string }[];
    };
    expect(messages).toMatchObject([{ to: '5551112233', provider: 'netgsm', requestedBy: 'ada', status: 'sent' }]);
    const sent = (await mock.agent.get('/__mock/otp/ada')).body as Record<string, string>;
    expect(sent).toMatchObject({ code: messages[0]?.code, message: messages[0]?.id });
    const validated = await ada.validate(sent['code'] ?? '');
    expect({ status: validated.status, body: validated.body }).toEqual({
      status: 200,
      body: { 'expire-seconds': 300, spaces: ['acme'] },
    });
    const Cookie = cookiesOf(validated.headers).join('; ');
    expect(Cookie).toMatch(/^ins_access_token=.*; ins_refresh_token=/);
    expect((await mock.agent.get('/api/otp/settings').set({ Cookie, 'X-Space': 'acme' })).status).toBe(200);
    expect((await mock.agent.post('/refresh').set({ Cookie })).status).toBe(200);
  });

  it('A login by a code takes it as a multipart form, too, and sends it by mail', async () => {
    const { mock, ada: login } = await withAda({}, { ...ada, otp: 'mail' });
    expect((await login.login()).body).toMatchObject({ otp_type: 'MAIL' });
    expect((await mock.agent.get('/__mock/outbox/latest')).body).toMatchObject({ channel: 'mail', to: ada.mail });
    const form = mock.agent.post('/validate').field('username', 'ada');
    expect((await form.field('otp_code', (await login.code()) ?? '')).status).toBe(200);
  });

  it('A login by a code is for users of the users file, too, and for those of a seed', async () => {
    const seed = { spaces: {}, users: { ada: { ...ada, otp: 'mail' as const } } };
    const mock = await createMock({ seed });
    await (await mock.enter()).put('mail');
    expect((await person(mock, 'ada').login()).body).toMatchObject({ otp_required: true, otp_type: 'MAIL' });
    expect((await mock.agent.get('/__mock/users')).body).toMatchObject({
      users: [{}, {}, { username: 'ada', otp: 'mail' }],
    });
  });

  it('A login by a code goes through the default of its channel, or else through what was stored last', async () => {
    const { mock, ada } = await withAda();
    const { put } = await mock.enter();
    const provider = async (): Promise<unknown> => {
      await ada.login();
      return ((await mock.agent.get('/__mock/outbox/latest')).body as { provider: string }).provider;
    };
    await put('twilio', { isDefault: false });
    expect(await provider()).toBe('netgsm');
    await put('mail', { isDefault: true });
    expect(await provider()).toBe('twilio');
  });

  it('A login by a code masks it among the requests', async () => {
    const { mock, ada } = await withAda();
    await ada.login();
    const code = (await ada.code()) ?? '';
    await ada.validate(code);
    const { text } = await mock.agent.get('/__mock/requests');
    expect(text).toContain('"operation":"validate"');
    expect(text).not.toContain(code);
  });

  it('A login by a code goes on in a mock that starts again', async () => {
    const data = join(await mkdtemp(join(tmpdir(), 'codes-')), 'data');
    const first = await createServer({ data });
    const before = talkTo(first);
    await before.agent.put('/__mock/users/ada').send(ada);
    await (await before.enter()).put('netgsm', { isDefault: true });
    await person(before, 'ada').login();
    const code = (await person(before, 'ada').code()) ?? '';
    await first.close();
    expect((await person(await createMock({ data }), 'ada').validate(code)).status).toBe(200);
  });

  it('A login by a code ends with the user, and with a reset of everything', async () => {
    const { mock, ada } = await withAda();
    await ada.login();
    const code = (await ada.code()) ?? '';
    await mock.agent.delete('/__mock/users/ada');
    expect((await ada.validate(code)).status).toBe(401);
    await mock.agent.put('/__mock/users/ada').send({ otp: 'sms' });
    expect((await ada.validate(code)).status).toBe(401);
  });
});

describe('Waiting for a code', () => {
  it('Waiting for a code ends as soon as the login sends one', async () => {
    const { mock, ada } = await withAda();
    const waiting = Promise.resolve(mock.agent.get('/__mock/otp/ada?timeout=5000'));
    await ada.login();
    const { code } = (await waiting).body as { code: string };
    expect((await ada.validate(code)).status).toBe(200);
  });

  it('Waiting for a code ends with 204 when none comes, and with 404 for nobody', async () => {
    const { mock } = await withAda();
    expect((await mock.agent.get('/__mock/otp/ada?timeout=20')).status).toBe(204);
    expect((await mock.agent.get('/__mock/otp/nobody?timeout=20')).status).toBe(404);
  });
});
