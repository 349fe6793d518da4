// Paths and methods that there are not.
import { afterAll, describe, expect, it } from 'vitest';
import type { ErrorBody } from '../../src/document/schemas.ts';
import { createServer } from '../../src/server.ts';
import { page } from '../page/rows.ts';
import { talkTo } from '../support/mock.ts';

const server = await createServer();
const mock = talkTo(server);
const cookie = await mock.login();
afterAll(() => server.close());

describe('Paths and methods', () => {
  it.each([
    '//',
    '/api',
    '/api/otp/settings/',
    '/API/otp/settings',
    '/api/otp/settings/sms',
    '/__mock/nothing',
    '/api/otp/settings/sms/twilio/x',
  ])('The path %s is unknown', async (path) => {
    const { status, body } = await mock.agent.get(path).set({ Cookie: cookie, 'X-Space': 'a' });
    expect(status).toBe(404);
    expect((body as ErrorBody).message).toContain(path);
  });

  it('A path that cannot be decoded is refused in words', async () => {
    const { status, body } = await mock.agent.get('/__mock/spaces/%E0%A4%A');
    expect([status, (body as ErrorBody).message]).toEqual([400, expect.stringContaining('cannot be read')]);
  });

  const all = ['get', 'put', 'post', 'delete', 'patch', 'options'] as const;
  const wrongMethods = [
    ...page.map(({ path, method }) => ({ path, allowed: [method] as readonly string[] })),
    { path: '/login', allowed: ['post'] },
    { path: '/refresh', allowed: ['post'] },
    { path: '/logout', allowed: ['post'] },
    { path: '/__mock/spaces/a', allowed: ['get', 'put', 'delete'] },
    { path: '/__mock/outbox', allowed: ['get', 'delete'] },
  ].flatMap(({ path, allowed }) =>
    all.filter((method) => !allowed.includes(method)).map((method) => ({ path, method, allowed })),
  );
  it.each(wrongMethods)(
    'The method of $method $path is refused, and Allow lists the others',
    async ({ path, method, allowed }) => {
      const { status, headers } = await mock.agent[method](path);
      expect(status).toBe(405);
      const expected = allowed.flatMap((each) => (each === 'get' ? ['GET', 'HEAD'] : [each.toUpperCase()]));
      expect(headers['allow']?.split(', ').toSorted()).toEqual(expected.toSorted());
    },
  );

  it('HEAD is GET without a body', async () => {
    const { status, headers, text } = await mock.agent.head('/__mock/health');
    expect({ status, text }).toEqual({ status: 200, text: undefined });
    expect(headers['content-type']).toContain('application/json');
    expect((await mock.agent.head('/api/otp/settings').set({ Cookie: cookie, 'X-Space': 'a' })).status).toBe(200);
    expect((await mock.agent.head('/api/otp/settings')).status).toBe(401);
  });
});
