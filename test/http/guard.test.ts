// Who may reach the control API: names of this machine, pages that are allowed, and holders of its token.
// Needs a build.
import { describe, expect, it, onTestFinished } from 'vitest';
import type { ErrorBody } from '../../src/document/schemas.ts';
import { createServer } from '../../src/server.ts';
import { run, start } from '../support/process.ts';
import bodies from '../support/bodies.ts';
import { createMock, paths, type TestMock } from '../support/mock.ts';

describe('The mock’s own API', () => {
  it.each(['localhost', 'localhost:4010', '127.0.0.1:1', '127.1.2.3', '[::1]:4010'])(
    'The control API accepts the Host name %s',
    async (host) => {
      const { agent } = await createMock();
      expect((await agent.get('/__mock/spaces').set('Host', host)).status).toBe(200);
    },
  );

  it.each([
    'evil.example',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    'evil.example:4010',
    '10.0.0.1',
    '0.0.0.0',
    'localhost@evil.example',
    '2130706433.example',
  ])('The control API refuses the Host name %s', async (host) => {
    const mock = await createMock();
    const { status, body } = await mock.agent.get('/__mock/outbox').set('Host', host);
    expect({ status, message: (body as ErrorBody).message }).toEqual({
      status: 403,
      message: expect.stringMatching(/--allow-host/) as string,
    });
    expect((await mock.agent.get('/__mock/health').set('Host', host)).status).toBe(403);
  });

  it('The control API accepts an allowed Host name', async () => {
    const { agent } = await createMock({ allowHosts: ['Mock.Example'] });
    expect((await agent.get('/__mock/spaces').set('Host', 'mock.example:4010')).status).toBe(200);
    expect((await agent.get('/__mock/spaces').set('Host', 'other.example')).status).toBe(403);
  });

  it.each([
    'https://evil.example',
    'null',
    'http://localhost.evil.example',
    'http://127.0.0.1.evil.example',
    'file://',
  ])('The control API changes nothing for a page of %s, with or without preflight', async (origin) => {
    const mock = await createMock();
    await (await mock.enter('a')).put('mail');
    const asks = [
      mock.agent.post('/__mock/reset'),
      mock.agent.delete('/__mock/outbox'),
      mock.agent.delete('/__mock/spaces/a'),
      mock.agent.put('/__mock/state').type('text').send('{"spaces":{}}'),
    ];
    for (const ask of asks) expect((await ask.set('Origin', origin)).status).toBe(403);
    expect((await mock.agent.get('/__mock/spaces')).body).toMatchObject({ spaces: [{ name: 'a', settings: 1 }] });
  });

  it('The control API accepts pages of this machine, or listed ones', async () => {
    const { agent } = await createMock();
    expect((await agent.post('/__mock/reset').set('Origin', 'http://localhost:5173')).status).toBe(204);
    const listed = await createMock({ cors: ['https://app.example'] });
    expect((await listed.agent.post('/__mock/reset').set('Origin', 'https://app.example')).status).toBe(204);
    expect((await listed.agent.post('/__mock/reset').set('Origin', 'http://localhost:5173')).status).toBe(204);
  });

  it('The control API requires its token, accepts the given one, and leaves its health open', async () => {
    const { agent } = await createMock({ controlToken: 'right' });
    expect((await agent.get('/__mock/health')).status).toBe(200);
    for (const value of ['', 'Bearer wrong', 'Basic right', 'right', 'Bearer'])
      expect((await agent.get('/__mock/spaces').set('Authorization', value)).status).toBe(401);
    const refused = await agent.get('/__mock/spaces');
    expect(refused.headers['www-authenticate']).toBe('Bearer');
    expect((await agent.get('/__mock/spaces').set('Authorization', 'Bearer right')).status).toBe(200);
  });
});

describe('The contract and the session', () => {
  const user = { username: 'admin', password: 'admin' };

  it.each([
    'evil.example',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    'evil.example:4010',
    'localhost@evil.example',
  ])(
    'The contract and the session refuse the Host name %s on a loopback address, against DNS rebinding',
    async (host) => {
      const mock = await createMock();
      const { cookie, put } = await mock.enter('a');
      await put('mail');
      const headers = { Host: host, Origin: `http://${host}`, Cookie: cookie, 'X-Space': 'a' };
      const refused = [
        await mock.agent.post('/login').set(headers).type('form').send(user),
        await mock.agent.get('/api/otp/settings').set(headers),
        await mock.agent.put(paths.mail).set(headers).send(bodies.mail),
        await mock.agent.post('/api/otp/settings/test').set(headers),
        await mock.agent.get('/nowhere').set(headers),
      ];
      for (const { status, body, headers } of refused) {
        expect(status).toBe(403);
        expect((body as ErrorBody).message).toMatch(/allow it with --allow-host/);
        expect(headers['set-cookie']).toBeUndefined();
      }
    },
  );

  it('The contract and the session accept names of this machine, addresses and allowed names', async () => {
    const mock = await createMock({ allowHosts: ['app.test'] });
    for (const host of ['localhost:5173', '127.0.0.1', '[::1]:80', '192.168.1.5:5173', '[fe80::1]:80', 'App.Test:3000'])
      expect((await mock.agent.post('/login').set('Host', host).type('form').send(user)).status).toBe(200);
  });

  it.each(['https://evil.example', 'null', 'http://localhost.evil.example', 'file://'])(
    'The contract and the session refuse login, refresh, logout and test sends from a page of %s',
    async (origin) => {
      const mock = await createMock({ assume: { 'missing-space': 'default' } });
      const { cookie } = await mock.enter('default_space');
      for (const path of ['/login', '/refresh', '/logout', '/api/otp/settings/test']) {
        const request = mock.agent.post(path).set({ Origin: origin, Cookie: cookie });
        const { status, headers } = await request.type('form').send(path === '/login' ? user : {});
        expect({ status, cookies: headers['set-cookie'] }).toEqual({ status: 403, cookies: undefined });
      }
    },
  );

  it('The contract and the session accept a login from pages of this machine, listed ones, and pages of the same origin', async () => {
    const login = async (mock: TestMock, headers: Record<string, string>): Promise<number> =>
      (await mock.agent.post('/login').set(headers).type('form').send(user)).status;
    const mock = await createMock({ allowHosts: ['app.test'] });
    expect(await login(mock, { Origin: 'http://localhost:5173' })).toBe(200);
    expect(await login(mock, { Origin: 'https://app.test:8443', Host: 'app.test:8443' })).toBe(200);
    expect(await login(mock, { Origin: 'https://app.test', Host: 'app.test:8443' })).toBe(403);
    const listed = await createMock({ cors: ['https://app.example'] });
    expect(await login(listed, { Origin: 'https://app.example' })).toBe(200);
  });
});

describe('Listening on more than this machine', () => {
  it('Listening on more than this machine requires a token in a program', async () => {
    const server = await createServer();
    onTestFinished(() => server.close());
    await expect(server.listen({ port: 0, host: '0.0.0.0' })).rejects.toThrow(/0\.0\.0\.0 requires a controlToken/);
  });

  it('Listening on more than this machine generates a token on the command line, and prints it', async () => {
    const mock = await start(['--port', '0', '--host', '0.0.0.0', '--ephemeral', '--log', 'silent']);
    const url = mock.url.replace('0.0.0.0', '127.0.0.1');
    await expect.poll(() => mock.output().stderr).toContain('  page ');
    const token = /Authorization: Bearer (\S{24})\n/.exec(mock.output().stderr)?.[1] ?? '';
    expect((await fetch(`${url}/__mock/spaces`)).status).toBe(401);
    expect((await fetch(`${url}/__mock/spaces`, { headers: { Authorization: `Bearer ${token}` } })).status).toBe(200);
  });

  it('Listening on more than this machine uses a given token, and does not print it', async () => {
    const env = { OTP_MOCK_CONTROL_TOKEN: 'given-token' };
    const mock = await start(['--port', '0', '--host', '0.0.0.0', '--ephemeral'], { env });
    expect(mock.output().stderr).not.toContain('given-token');
    expect((await run(['--help'], { env })).stdout).not.toContain('given-token');
  });
});
