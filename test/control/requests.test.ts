import { describe, expect, it } from 'vitest';
import type { RequestEntry } from '../../src/document/schemas.ts';
import { createMock, sendBytes, type TestMock } from '../support/mock.ts';

interface Requests {
  readonly total: number;
  readonly requests: RequestEntry[];
}

const journal = async (mock: TestMock, query = ''): Promise<Requests> =>
  (await mock.agent.get(`/__mock/requests${query}`)).body as Requests;

describe('The journal of requests', () => {
  it('The journal of requests has the outcome of each, newest first, without the control API', async () => {
    const mock = await createMock();
    const a = await mock.enter('a');
    await a.put('netgsm');
    await mock.agent.get('/__mock/health');
    await mock.agent.get('/nowhere?x=1');
    const { total, requests } = await journal(mock);
    expect(total).toBe(3);
    expect(requests).toMatchObject([
      {
        method: 'GET',
        url: '/nowhere?x=1',
        status: 404,
        reason: expect.stringContaining('The path /nowhere does not exist') as string,
      },
      {
        method: 'PUT',
        url: '/api/otp/settings/sms/netgsm',
        operation: 'putNetgsmSetting',
        space: 'a',
        user: 'admin',
        status: 204,
        body: { username: '8501234567', password: '********' },
      },
      {
        method: 'POST',
        url: '/login',
        operation: 'login',
        status: 200,
        body: { username: 'admin', password: '********' },
      },
    ]);
    for (const { id, at, ms } of requests) {
      expect(id).toMatch(/^[0-9a-f-]{36}$/);
      expect(Date.parse(at)).toBeGreaterThan(Date.now() - 60_000);
      expect(ms).toBeGreaterThan(0);
    }
  });

  it('The journal of requests names every validation error of a refused request with its path', async () => {
    const mock = await createMock();
    const a = await mock.enter('a');
    await a.put('mail', { isDefault: 'yes', smtpPort: 'x' });
    const [entry] = (await journal(mock)).requests;
    expect(entry).toMatchObject({ status: 400, reason: expect.stringContaining('2 validation errors') as string });
    expect(entry?.errors?.map(({ path }) => path).toSorted()).toEqual(['/body/isDefault', '/body/smtpPort']);
  });

  it('The journal of requests has no secret, in whatever field or shape it came', async () => {
    const mock = await createMock();
    const a = await mock.enter('a');
    const marker = 'marker-4711';
    await a.put('mail', { password: marker, Password: marker, apiToken: [marker], nested: { secretKey: marker } });
    await a.put('mail', { password: { text: marker } });
    await mock.agent.post('/login').field('username', 'admin').field('password', marker);
    await sendBytes(
      mock.agent
        .put('/api/otp/settings/sms/twilio')
        .set({ Cookie: a.cookie, 'X-Space': 'a', 'Content-Type': 'application/json' }),
      `{"authToken":"${marker}"`,
    );
    expect(JSON.stringify(await journal(mock))).not.toContain(marker);
  });

  it('The journal of requests keeps the last 500 of all and of each space, and can be forgotten', async () => {
    const mock = await createMock();
    const [a, b] = [await mock.enter('a'), await mock.enter('b')];
    for (let index = 0; index < 520; index += 1) await (index % 2 === 0 ? a : b).get();
    expect(await journal(mock, '?limit=500')).toMatchObject({ total: 500, requests: { length: 500 } });
    const { total, requests } = await journal(mock, '?space=a&limit=3');
    expect(total).toBe(260);
    expect(requests.map(({ space }) => space)).toEqual(['a', 'a', 'a']);
    expect((await mock.agent.delete('/__mock/requests')).status).toBe(204);
    expect(await journal(mock)).toEqual({ total: 0, requests: [] });
  });

  it('The journal of requests of a space is out of reach of what others ask', async () => {
    const mock = await createMock({ journalLimit: 3 });
    const [a, b] = [await mock.enter('a'), await mock.enter('b')];
    for (let index = 0; index < 4; index += 1) await a.get();
    for (let index = 0; index < 20; index += 1) await b.get();
    expect(await journal(mock, '?space=a')).toMatchObject({ total: 3, requests: { length: 3 } });
    const { total, requests } = await journal(mock);
    expect([total, requests.map(({ space }) => space)]).toEqual([3, ['b', 'b', 'b']]);
  });

  it('The journal of requests does not keep bodies that are large', async () => {
    const mock = await createMock();
    await (await mock.enter('a')).put('twilio', { accountSid: 'x'.repeat(9_000) });
    expect((await journal(mock)).requests[0]).not.toHaveProperty('body');
  });
});
