import { describe, expect, it } from 'vitest';
import type { Fault, RequestEntry } from '../../src/document/schemas.ts';
import { createMock, type TestMock } from '../support/mock.ts';

async function set(mock: TestMock, ...faults: Fault[]): Promise<void> {
  expect((await mock.agent.put('/__mock/faults').send({ faults })).status).toBe(204);
}

async function left(mock: TestMock): Promise<Fault[]> {
  return ((await mock.agent.get('/__mock/faults')).body as { faults: Fault[] }).faults;
}

async function statuses(count: number, ask: () => Promise<{ status: number }>): Promise<number[]> {
  const found: number[] = [];
  for (let index = 0; index < count; index += 1) found.push((await ask()).status);
  return found;
}

describe('A fault', () => {
  it('A fault with times gives the next n requests a status with the usual body, and is then removed', async () => {
    const mock = await createMock();
    const a = await mock.enter('a');
    await set(mock, { status: 503, times: 2 });
    const refused = await a.get();
    expect(refused.body).toEqual({ status: 503, error: 'Service Unavailable', message: expect.any(String) as string });
    expect(await left(mock)).toEqual([{ id: 'fault-1', status: 503, times: 1 }]);
    expect(await statuses(2, () => a.get())).toEqual([503, 200]);
    expect(await left(mock)).toEqual([]);
  });

  it('A fault has the given body, JSON or the page of a proxy', async () => {
    const mock = await createMock();
    const a = await mock.enter('a');
    await set(
      mock,
      { status: 429, body: { retry: [1, null] }, times: 1 },
      { status: 502, body: '<h1>Bad Gateway</h1>' },
    );
    expect(await a.get()).toMatchObject({ status: 429, type: 'application/json', body: { retry: [1, null] } });
    expect(await a.get()).toMatchObject({ status: 502, type: 'text/html', text: '<h1>Bad Gateway</h1>' });
  });

  it('A fault with a status prevents the request from changing anything', async () => {
    const mock = await createMock();
    const a = await mock.enter('a');
    await set(mock, { status: 500, operation: 'putMailSetting' });
    expect((await a.put('mail')).status).toBe(500);
    expect((await a.put('twilio')).status).toBe(204);
    expect((await a.get()).body).toHaveLength(1);
  });

  it.each<[string, Fault, { a: number; b: number; put: number }]>([
    ['an operation', { status: 503, operation: 'getSettings' }, { a: 503, b: 503, put: 204 }],
    ['a space', { status: 503, space: 'a' }, { a: 503, b: 200, put: 503 }],
    ['a provider', { status: 503, provider: 'twilio' }, { a: 200, b: 200, put: 503 }],
    ['another provider', { status: 503, provider: 'mail' }, { a: 200, b: 200, put: 204 }],
    ['the session', { status: 503, operation: 'login' }, { a: 200, b: 200, put: 204 }],
    ['the contract', { status: 503 }, { a: 503, b: 503, put: 503 }],
  ])('A fault can be about %s', async (_, fault, expected) => {
    const mock = await createMock();
    const [a, b] = [await mock.enter('a'), await mock.enter('b')];
    await set(mock, fault);
    const found = { a: (await a.get()).status, b: (await b.get()).status, put: (await a.put('twilio')).status };
    expect(found).toEqual(expected);
  });

  it('A fault of a provider applies to test sends through it', async () => {
    const mock = await createMock();
    const [a, b] = [await mock.enter('a'), await mock.enter('b')];
    await a.put('netgsm', { isDefault: true });
    await b.put('mail', { isDefault: true });
    await set(mock, { status: 504, provider: 'netgsm', operation: 'sendTestMessage' });
    expect([(await a.sendTest()).status, (await b.sendTest()).status]).toEqual([504, 204]);
  });

  it('A fault makes a login fail when it names the login', async () => {
    const mock = await createMock();
    await set(mock, { status: 500, operation: 'login', times: 1 });
    await expect(mock.login()).rejects.toThrow('500');
    await expect(mock.login()).resolves.toContain('ins_access_token');
  });

  it('A fault delays responses by a time or a range', async () => {
    const mock = await createMock();
    const a = await mock.enter('a');
    const took = async (): Promise<number> => {
      const started = performance.now();
      expect((await a.get()).status).toBe(200);
      return performance.now() - started;
    };
    await took();
    await set(mock, { delay: 200 });
    expect(await took()).toBeGreaterThan(195);
    await set(mock, { delay: { from: 100, to: 150 } });
    expect(await took()).toBeGreaterThan(95);
  });

  it('A fault works together with others, each of which counts only when it adds something', async () => {
    const mock = await createMock();
    const a = await mock.enter('a');
    await set(
      mock,
      { id: 'x', status: 500, times: 1 },
      { id: 'y', status: 502, times: 1 },
      { id: 'z', delay: 1, times: 1 },
    );
    expect((await a.get()).status).toBe(500);
    expect((await left(mock)).map(({ id }) => id)).toEqual(['y']);
  });

  it('A fault occurs as often as its probability says, and is repeatable with a seed', async () => {
    const run = async (rngSeed: number): Promise<number[]> => {
      const mock = await createMock({ rngSeed });
      const a = await mock.enter('a');
      await set(mock, { status: 500, probability: 0.3 });
      return statuses(100, () => a.get());
    };
    const first = await run(7);
    const failed = first.filter((status) => status === 500).length;
    expect(failed).toBeGreaterThan(15);
    expect(failed).toBeLessThan(45);
    expect(await run(7)).toEqual(first);
    expect(await run(8)).not.toEqual(first);
  });

  it('A fault with a number of times hits exactly so many of many requests at once', async () => {
    const mock = await createMock();
    const a = await mock.enter('a');
    await set(mock, { status: 500, times: 5, probability: 0.999_999 });
    const answers = await Promise.all(Array.from({ length: 40 }, () => a.get()));
    expect(answers.filter(({ status }) => status === 500)).toHaveLength(5);
  });

  it('A fault shows in the journal', async () => {
    const mock = await createMock();
    const a = await mock.enter('a');
    await set(mock, { status: 503, delay: 1 });
    await a.get();
    const { body } = await mock.agent.get('/__mock/requests');
    expect((body as { requests: RequestEntry[] }).requests[0]).toMatchObject({
      status: 503,
      fault: 'delay=1, status=503',
    });
  });

  it('A fault is added, replaced by its id, removed, and gone after a reset', async () => {
    const mock = await createMock();
    const add = async (fault: Fault) => (await mock.agent.post('/__mock/faults').send(fault)).body as Fault;
    expect(await add({ status: 500 })).toEqual({ id: 'fault-1', status: 500 });
    await add({ id: 'slow', delay: 800 });
    await add({ id: 'slow', delay: 900, space: 'a' });
    expect(await left(mock)).toEqual([
      { id: 'fault-1', status: 500 },
      { id: 'slow', delay: 900, space: 'a' },
    ]);
    expect((await mock.agent.delete('/__mock/faults/fault-1')).status).toBe(204);
    expect((await mock.agent.delete('/__mock/faults/fault-1')).status).toBe(404);
    await mock.agent.post('/__mock/reset').send({ space: 'b' });
    expect(await left(mock)).toHaveLength(1);
    await mock.agent.post('/__mock/reset').send({ space: 'a' });
    expect(await left(mock)).toEqual([]);
    await add({ delay: 1 });
    expect((await mock.agent.delete('/__mock/faults')).status).toBe(204);
    expect(await left(mock)).toEqual([]);
  });

  it.each<[string, object]>([
    ['nothing', {}],
    ['only a condition', { space: 'a', times: 1 }],
    ['a status below 200', { status: 199 }],
    ['a body where there is none', { status: 204, body: {} }],
    ['a header that is none', { headers: { 'Retry After': '1' } }],
    ['a header that says how to read the response', { headers: { 'Content-Length': '1' } }],
    ['a header of two lines', { headers: { Location: 'a\r\nb' } }],
    ['no time', { status: 500, seconds: 0 }],
    ['an unknown token', { token: 'stolen' }],
    ['an unknown operation', { status: 500, operation: 'getEverything' }],
    ['an unknown field', { status: 500, tims: 1 }],
    ['no times', { status: 500, times: 0 }],
    ['a probability over 1', { status: 500, probability: 2 }],
    ['a delay without an end', { delay: { from: 5 } }],
    ['a delay that ends before it begins', { delay: { from: 5, to: 4 } }],
    ['an unknown connection', { connection: 'slow' }],
    ['an error of a provider for another operation', { error: '30', operation: 'getSettings' }],
    ['a body without a status', { delay: 5, body: {} }],
  ])('A fault is refused with %s, and what was set stays', async (_, fault) => {
    const mock = await createMock();
    await set(mock, { delay: 1 });
    for (const refused of [
      await mock.agent.post('/__mock/faults').send(fault),
      await mock.agent.put('/__mock/faults').send({ faults: [{ status: 500 }, fault] }),
    ]) {
      expect(refused.status).toBe(400);
      expect((refused.body as { errors: unknown[] }).errors.length).toBeGreaterThan(0);
    }
    expect(await left(mock)).toEqual([{ id: 'fault-1', delay: 1 }]);
  });

  it('A fault is one of at most a hundred in each space', async () => {
    const mock = await createMock();
    const add = async (space?: string) => mock.agent.post('/__mock/faults').send({ delay: 1, space });
    for (let index = 0; index < 100; index += 1) await add('a');
    const refused = await add('a');
    expect([refused.status, refused.text]).toEqual([
      400,
      expect.stringContaining('100 faults in the space \\"a\\" are already set. Remove your own') as string,
    ]);
    expect((await add('b')).status).toBe(201);
    expect((await add()).status).toBe(201);
    expect(await left(mock)).toHaveLength(102);
  });
});
