import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import type { ErrorBody } from '../../src/document/schemas.ts';
import { createServer } from '../../src/server.ts';
import { cookiesOf, createMock, talkTo, type TestMock } from '../support/mock.ts';

const settings = '/api/otp/settings';

async function use(mock: TestMock, cookie: string): Promise<{ status: number; message: string }> {
  const { status, body } = await mock.agent.get(settings).set({ Cookie: cookie, 'X-Space': 'a' });
  return { status, message: (body as Partial<ErrorBody>).message ?? '' };
}

describe('Logging in', () => {
  it('Logging in takes a multipart form as well as an urlencoded one', async () => {
    const { agent } = await createMock();
    const multipart = await agent.post('/login').field('username', 'admin').field('password', 'admin');
    const urlencoded = await agent.post('/login').type('form').send({ username: 'admin', password: 'admin' });
    for (const { status, body } of [multipart, urlencoded])
      expect({ status, body }).toEqual({
        status: 200,
        body: { 'expire-seconds': 300, spaces: ['default_space', 'production'] },
      });
  });

  it('Logging in sets both cookies with the attributes that the vendor documents', async () => {
    const { agent } = await createMock({ tokenTtl: 60 });
    const { headers } = await agent.post('/login').type('form').send({ username: 'admin', password: 'admin' });
    expect(headers['set-cookie']).toEqual([
      expect.stringMatching(/^ins_access_token=[\w-]+\.[\w-]+\.[\w-]+; Path=\/; Max-Age=60; HttpOnly; SameSite=Lax$/),
      expect.stringMatching(
        /^ins_refresh_token=[\w-]+\.[\w-]+\.[\w-]+; Path=\/; Max-Age=86400; HttpOnly; SameSite=Lax$/,
      ),
    ]);
  });

  it.each([
    ['a wrong password', { username: 'admin', password: 'wrong' }],
    ['an unknown user', { username: 'nobody', password: 'admin' }],
    ['another letter case', { username: 'Admin', password: 'admin' }],
  ])('Logging in refuses %s with 401, sets no cookie and repeats no password', async (_, sent) => {
    const { agent } = await createMock();
    const { status, headers, text } = await agent.post('/login').type('form').send(sent);
    expect(status).toBe(401);
    expect(headers['set-cookie']).toBeUndefined();
    expect(text).not.toContain('wrong"');
  });

  it.each([
    ['no password', 'username=admin', ['/body/password']],
    ['nothing', 'a=b', ['/body/username', '/body/password']],
    ['an empty user name', 'username=&password=admin', ['/body/username']],
  ])('Logging in refuses %s with 400 and names the fields', async (_, form, named) => {
    const { agent } = await createMock();
    const { status, body } = await agent.post('/login').type('form').send(form);
    expect(status).toBe(400);
    expect((body as ErrorBody).errors?.map(({ path }) => path)).toEqual(named);
  });

  it('Logging in refuses JSON with 415, a broken form with 400 and a huge one with 413', async () => {
    const { agent } = await createMock();
    expect((await agent.post('/login').send({ username: 'admin', password: 'admin' })).status).toBe(415);
    const broken = agent.post('/login').set('Content-Type', 'multipart/form-data; boundary=x');
    expect((await broken.send('--x\r\nContent-Disposition: form-data; name="username"\r\n\r\nadm')).status).toBe(400);
    const noBoundary = agent.post('/login').set('Content-Type', 'multipart/form-data');
    expect((await noBoundary.send('x')).status).toBe(400);
    expect(
      (
        await agent
          .post('/login')
          .type('form')
          .send(`username=${'x'.repeat(20_000)}`)
      ).status,
    ).toBe(413);
    expect((await agent.post('/login').field('username', 'x'.repeat(20_000)).field('password', 'x')).status).toBe(413);
    expect(
      (await agent.post('/login').field('username', 'a').attach('password', Buffer.from('x'), 'x.txt')).status,
    ).toBe(400);
  });
});

describe('A token', () => {
  it('A token expires, and the message says when and what to do', async () => {
    let now = Date.parse('2026-01-01T00:00:00Z');
    const mock = await createMock({ tokenTtl: 10, now: () => new Date(now) });
    const cookie = await mock.login();
    now += 9_000;
    expect((await use(mock, cookie)).status).toBe(200);
    now += 2_000;
    const { status, message } = await use(mock, cookie);
    expect(status).toBe(401);
    expect(message).toContain('expired at 2026-01-01T00:00:10.000Z');
    expect(message).toContain('POST /refresh');
  });

  it('A token that was tampered with is refused as such', async () => {
    const mock = await createMock();
    const [header, payload = '', signature] = (await mock.login()).split(';')[0]?.split('.') ?? [];
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
    const forged = Buffer.from(JSON.stringify({ ...claims, sub: 'operator' })).toString('base64url');
    const { status, message } = await use(mock, [header, forged, signature].join('.'));
    expect({ status, message }).toEqual({ status: 401, message: expect.stringContaining('tampered') as string });
  });

  it('A token of another server is refused as foreign', async () => {
    const other = await createMock();
    const cookie = await other.login();
    const { status, message } = await use(await createMock(), cookie);
    expect({ status, message }).toEqual({
      status: 401,
      message: expect.stringContaining('issued by another server') as string,
    });
  });

  it.each(['none', 'HS512'])('A token with the algorithm %s is refused', async (alg) => {
    const mock = await createMock();
    const [own = ''] = (await mock.login()).replace('ins_access_token=', '').split(';');
    const header = JSON.parse(Buffer.from(own.split('.')[0] ?? '', 'base64url').toString()) as object;
    const forged = Buffer.from(JSON.stringify({ ...header, alg })).toString('base64url');
    const signature = alg === 'none' ? '' : own.split('.')[2];
    expect((await use(mock, `ins_access_token=${forged}.${own.split('.')[1]}.${signature}`)).status).toBe(401);
  });

  it('A token signed with a guessed key is refused', async () => {
    const token = await new SignJWT({ use: 'access', sid: 'x' })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject('admin')
      .setExpirationTime('1h')
      .sign(Buffer.from('secret'));
    expect((await use(await createMock(), `ins_access_token=${token}`)).status).toBe(401);
  });

  it('A token for refreshing is not an access token, nor the other way round', async () => {
    const mock = await createMock();
    const [access = '', refresh = ''] = (await mock.login()).split('; ').map((cookie) => cookie.split('=')[1]);
    const { status, message } = await use(mock, `ins_access_token=${refresh}`);
    expect({ status, message }).toEqual({
      status: 401,
      message: expect.stringContaining('for another use, not for access') as string,
    });
    expect((await mock.agent.post('/refresh').set('Cookie', `ins_refresh_token=${access}`)).status).toBe(401);
  });

  it('A token of any kind is accepted with auth any, except an empty one', async () => {
    const mock = await createMock({ auth: 'any' });
    expect((await use(mock, 'ins_access_token=anything')).status).toBe(200);
    expect((await use(mock, 'ins_access_token=')).status).toBe(401);
    expect((await mock.agent.get(settings).set('X-Space', 'a')).status).toBe(401);
    const operator = await mock.enter('a', 'operator');
    await operator.put('mail');
    expect((await operator.get()).body).toMatchObject([{ createdBy: 'operator' }]);
  });
});

describe('Refreshing', () => {
  it('Refreshing gives new cookies for the refresh token alone', async () => {
    let now = Date.parse('2026-01-01T00:00:00Z');
    const mock = await createMock({ tokenTtl: 10, now: () => new Date(now) });
    const [access = '', refresh = ''] = (await mock.login()).split('; ');
    now += 60_000;
    const { status, headers, body } = await mock.agent.post('/refresh').set('Cookie', refresh);
    expect({ status, body }).toMatchObject({ status: 200, body: { 'expire-seconds': 10 } });
    expect((await use(mock, access)).status).toBe(401);
    expect((await use(mock, cookiesOf(headers)[0] ?? '')).status).toBe(200);
  });

  it('Refreshing without the refresh token is refused', async () => {
    const { agent } = await createMock();
    expect((await agent.post('/refresh')).status).toBe(401);
    expect((await agent.post('/refresh').set('Cookie', 'ins_refresh_token=x')).status).toBe(401);
  });
});

describe('Logging out', () => {
  it('Logging out ends the session for both tokens and clears the cookies, and leaves other sessions alone', async () => {
    const mock = await createMock();
    const [cookie, other] = [await mock.login(), await mock.login()];
    const { status, headers } = await mock.agent.post('/logout').set('Cookie', cookie);
    expect(status).toBe(204);
    expect(headers['set-cookie']).toEqual([
      'ins_access_token=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax',
      'ins_refresh_token=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax',
    ]);
    expect(await use(mock, cookie)).toEqual({
      status: 401,
      message: expect.stringContaining('ended by a logout') as string,
    });
    expect((await mock.agent.post('/refresh').set('Cookie', cookie)).status).toBe(401);
    expect((await use(mock, other)).status).toBe(200);
  });

  it('Logging out without a session does nothing', async () => {
    const { agent } = await createMock();
    expect((await agent.post('/logout')).status).toBe(204);
    expect((await agent.post('/logout').set('Cookie', 'ins_access_token=made-up')).status).toBe(204);
  });
});

describe('A restart', () => {
  it('A restart neither ends a session nor revives one', async () => {
    const data = join(await mkdtemp(join(tmpdir(), 'session-')), 'data');
    const first = await createServer({ data });
    const [cookie, ended] = [await talkTo(first).login(), await talkTo(first).login()];
    await talkTo(first).agent.post('/logout').set('Cookie', ended);
    await first.close();
    const mock = await createMock({ data });
    expect((await use(mock, cookie)).status).toBe(200);
    expect((await use(mock, ended)).status).toBe(401);
  });
});
