import { describe, expect, it } from 'vitest';
import { createMock } from '../support/mock.ts';

describe('The files of the web pages', () => {
  it.each(['/__mock/', '/__mock/docs'])(
    'The files of the web pages %s is a page that takes nothing from elsewhere and goes into no frame',
    async (path) => {
      const { agent } = await createMock();
      const { status, type, headers, text } = await agent.get(path);
      expect({ status, type }).toEqual({ status: 200, type: 'text/html' });
      const policy = headers['content-security-policy'] ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("script-src 'self';");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });
      expect(text).not.toMatch(/https?:/);
      expect((await agent.head(path)).status).toBe(200);
      expect((await agent.post(path)).status).toBe(405);
    },
  );

  it('The files of the web pages are found without the slash', async () => {
    const { agent } = await createMock();
    expect(await agent.get('/__mock')).toMatchObject({ status: 308, headers: { location: '__mock/' } });
  });

  it('The files of the web pages are compressed for clients that accept gzip, and plain for others', async () => {
    const { agent } = await createMock();
    const small = await agent.get('/__mock/assets/page.css').set('Accept-Encoding', 'gzip');
    const plain = await agent.get('/__mock/assets/page.css').set('Accept-Encoding', 'identity');
    expect(small.headers['content-encoding']).toBe('gzip');
    expect(plain.headers).not.toHaveProperty('content-encoding');
    expect(plain.text).toBe(small.text);
    expect(plain.type).toBe('text/css');
  });

  it.each(['nothing.js', '..%2Fcli.cjs', '%2e%2e%2f%2e%2e%2fpackage.json', 'page.js.gz'])(
    'The files of the web pages do not have %s',
    async (name) => {
      const { agent } = await createMock();
      expect((await agent.get(`/__mock/assets/${name}`)).status).toBe(404);
    },
  );

  it('The files of the web pages are open when the control API requires a token, and contain no secret', async () => {
    const { agent } = await createMock({ controlToken: 'tell-nobody' });
    for (const path of ['/__mock', '/__mock/', '/__mock/docs', '/__mock/assets/page.js', '/__mock/health'])
      expect((await agent.get(path)).status).toBeLessThan(400);
    for (const path of ['/__mock/spaces', '/__mock/users', '/__mock/documents/contract', '/__mock/events'])
      expect((await agent.get(path)).status).toBe(401);
  });
});

describe('The root', () => {
  it('The root sends a browser to the page', async () => {
    const { agent } = await createMock({ controlToken: 'tell-nobody' });
    const answer = await agent.get('/').set('Accept', 'text/html,application/xhtml+xml,*/*;q=0.8');
    expect(answer).toMatchObject({ status: 302, headers: { location: '__mock/', vary: 'Origin, Accept' } });
  });

  it.each([undefined, '*/*', 'application/json'])('The root lists the links for other clients (%s)', async (accept) => {
    const { agent } = await createMock();
    const answer = await agent.get('/').set(accept === undefined ? {} : { Accept: accept });
    expect(answer.status).toBe(200);
    const { page, docs, documents, health } = answer.body as Record<string, string> & { documents: object };
    for (const path of [page, docs, ...(Object.values(documents) as string[]), health])
      expect((await agent.get(path ?? '')).status).toBe(200);
  });
});

describe('The documents and the users', () => {
  it.each(['contract', 'session', 'control'])('The documents and the users of the %s can be had', async (name) => {
    const { agent } = await createMock();
    const { body } = await agent.get(`/__mock/documents/${name}`);
    expect(Object.keys((body as { paths: object }).paths).length).toBeGreaterThan(2);
  });

  it('The documents and the users come without passwords', async () => {
    const { agent } = await createMock();
    const { body, text } = await agent.get('/__mock/users');
    expect(body).toMatchObject({ users: [{ username: 'admin', phone: '+905321234567' }, { username: 'operator' }] });
    expect(text).not.toContain('password');
  });
});

describe('X-Mock-User', () => {
  const settings = '/api/otp/settings';

  it('X-Mock-User replaces a login of that user', async () => {
    const { agent } = await createMock({ seed: 'demo' });
    const headers = { 'X-Space': 'default_space', 'X-Mock-User': 'operator' };
    expect((await agent.post(`${settings}/test`).set(headers)).status).toBe(204);
    expect((await agent.get('/__mock/outbox/latest')).body).toMatchObject({ requestedBy: 'operator' });
  });

  it('X-Mock-User is refused for an unknown user', async () => {
    const { agent } = await createMock();
    const refused = await agent.get(settings).set({ 'X-Space': 'a', 'X-Mock-User': 'nobody' });
    expect(refused.status).toBe(401);
    expect(refused.text).toContain('no user');
  });

  it('X-Mock-User is for clients of the control API only', async () => {
    const { agent } = await createMock({ controlToken: 'tell-nobody' });
    const headers = { 'X-Space': 'a', 'X-Mock-User': 'admin' };
    expect((await agent.get(settings).set(headers)).status).toBe(401);
    expect((await agent.get(settings).set({ ...headers, Authorization: 'Bearer tell-nobody' })).status).toBe(200);
    const open = await createMock();
    expect((await open.agent.get(settings).set({ ...headers, Host: 'rebound.example' })).status).toBe(403);
    const foreign = { ...headers, Origin: 'https://evil.example', 'Content-Type': 'application/json' };
    expect((await open.agent.put(`${settings}/mail/default`).set(foreign).send({})).status).toBe(403);
  });

  it.each([
    ['http://localhost:3000', 'x-mock-user'],
    ['https://evil.example', undefined],
  ])('X-Mock-User from a web page of %s can be sent as %s', async (Origin, allowed) => {
    const { agent } = await createMock();
    const asked = await agent.options(settings).set({
      Origin,
      'Access-Control-Request-Method': 'GET',
      'Access-Control-Request-Headers': 'x-mock-user',
    });
    expect(asked.headers['access-control-allow-headers']).toBe(allowed);
  });
});
