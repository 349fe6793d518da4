// Faults that answer with headers and any status, that are about one user, and that end.
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Fault } from '../../src/document/schemas.ts';
import { createMock, type TestMock } from '../support/mock.ts';

const add = async ({ agent }: TestMock, fault: object): Promise<Fault> => {
  const { status, body } = await agent.post('/__mock/faults').send(fault);
  expect(status).toBe(201);
  return body as Fault;
};

const left = async (mock: TestMock): Promise<number> =>
  ((await mock.agent.get('/__mock/faults')).body as { faults: unknown[] }).faults.length;

describe('A fault', () => {
  it('A fault answers with a success and its body, and without a body with none', async () => {
    const mock = await createMock();
    const { get, put } = await mock.enter('a');
    await add(mock, { operation: 'getSettings', status: 200, body: [{ provider: 'Of another generation' }], times: 1 });
    const answer = await get();
    expect([answer.status, answer.body]).toEqual([200, [{ provider: 'Of another generation' }]]);
    await add(mock, { operation: 'putMailSetting', status: 202, times: 1 });
    const put202 = await put('mail');
    expect([put202.status, put202.text]).toEqual([202, '']);
    expect((await get()).body).toEqual([]);
    const header = await mock.agent
      .get('/api/otp/settings')
      .set({ 'X-Mock-Fault': 'status=204', 'X-Mock-User': 'admin', 'X-Space': 'a' });
    expect([header.status, header.text]).toEqual([204, '']);
  });

  it('A fault has headers, for its own answer or for the usual one', async () => {
    const mock = await createMock();
    const { get } = await mock.enter('a');
    await add(mock, {
      status: 429,
      headers: { 'Retry-After': '7', 'Content-Type': 'text/plain' },
      body: 'slowly',
      times: 1,
    });
    const slow = await get();
    expect([slow.status, slow.headers['retry-after'], slow.headers['content-type'], slow.text]).toEqual([
      429,
      '7',
      'text/plain',
      'slowly',
    ]);
    await add(mock, { headers: { 'Set-Cookie': ['a=1', 'b=2'], 'X-Region': 'eu' }, times: 1 });
    const usual = await get();
    expect([usual.status, usual.headers['set-cookie'], usual.headers['x-region'], usual.body]).toEqual([
      200,
      ['a=1', 'b=2'],
      'eu',
      [],
    ]);
    expect((await mock.agent.get('/__mock/requests?space=a&limit=1')).body).toMatchObject({
      requests: [{ fault: 'headers Set-Cookie X-Region' }],
    });
    expect((await get()).headers['x-region']).toBeUndefined();
  });

  it('A fault is about one user, who is logged in or logs in', async () => {
    const mock = await createMock();
    const [admin, operator] = [await mock.enter('a'), await mock.enter('a', 'operator')];
    await add(mock, { user: 'operator', status: 503 });
    expect([(await admin.get()).status, (await operator.get()).status]).toEqual([200, 503]);
    await add(mock, { user: 'operator', operation: 'login', status: 500 });
    await expect(mock.login('operator')).rejects.toThrow('500');
    expect(await mock.login('admin')).toContain('ins_access_token');
  });

  it('A fault has the access token of one user or space expire, and nobody else’s', async () => {
    const mock = await createMock();
    const [admin, operator] = [await mock.enter('a'), await mock.enter('a', 'operator')];
    await add(mock, { user: 'operator', token: 'expired', times: 1 });
    expect([(await admin.get()).status, (await operator.get()).status, (await operator.get()).status]).toEqual([
      200, 401, 200,
    ]);
    await add(mock, { space: 'a', token: 'expired' });
    const refused = await admin.get();
    expect([refused.status, refused.text]).toEqual([401, expect.stringContaining('was made to expire') as string]);
    expect((await (await mock.enter('b')).get()).status).toBe(200);
  });

  it('A fault that has a token expire has it renewed where an assumption says so', async () => {
    const mock = await createMock({ assume: { 'silent-renewal': 'renew' } });
    const { get } = await mock.enter('a');
    await add(mock, { token: 'expired', times: 1 });
    const renewed = await get();
    expect([renewed.status, renewed.headers['set-cookie']?.length]).toEqual([200, 2]);
  });

  it('A fault goes with its space, and ends by itself', async () => {
    const mock = await createMock();
    const { get, put } = await mock.enter('a');
    await put('mail');
    await add(mock, { space: 'a', status: 500 });
    await add(mock, { space: 'b', status: 500 });
    expect((await mock.agent.delete('/__mock/spaces/a')).status).toBe(204);
    expect([(await get()).status, await left(mock)]).toEqual([200, 1]);
    const { endsAt = '' } = await add(mock, { space: 'a', status: 502, seconds: 0.2 });
    expect(Date.parse(endsAt)).toBeGreaterThan(Date.now());
    expect((await get()).status).toBe(502);
    await wait(250);
    expect([(await get()).status, await left(mock)]).toEqual([200, 1]);
  });
});
