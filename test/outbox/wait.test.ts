import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Message } from '../../src/document/schemas.ts';
import { createServer } from '../../src/server.ts';
import { createMock, type TestMock, type Visitor } from '../support/mock.ts';

const waitFor = (mock: TestMock, query: string) => mock.agent.get(`/__mock/outbox/wait?${query}`);

async function visitorIn(mock: TestMock, space = 'a'): Promise<Visitor> {
  const visitor = await mock.enter(space);
  await visitor.put('twilio', { isDefault: true });
  return visitor;
}

describe('Waiting for a message', () => {
  it('Waiting for a message ends as soon as it is there', async () => {
    const mock = await createMock();
    const a = await visitorIn(mock);
    const started = performance.now();
    const waiting = waitFor(mock, 'space=a&timeout=10000').then((answer) => ({
      answer,
      ms: performance.now() - started,
    }));
    await pause(150);
    await a.sendTest();
    const { answer, ms } = await waiting;
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ space: 'a', provider: 'twilio' });
    expect(ms).toBeGreaterThan(140);
    expect(ms).toBeLessThan(9_000);
  });

  it('Waiting for a message ends at once if there is one newer than the named one, in the order of the messages', async () => {
    const mock = await createMock();
    const a = await visitorIn(mock);
    for (let index = 0; index < 3; index += 1) await a.sendTest();
    const { messages } = (await a.outbox()).body as { messages: Message[] };
    const [third, second, first] = messages.map(({ id }) => id);
    const idOf = async (query: string): Promise<string> => ((await waitFor(mock, query)).body as Message).id;
    expect(await idOf(`space=a&after=${first}`)).toBe(second);
    expect(await idOf(`space=a&after=${second}`)).toBe(third);
    expect(await idOf('space=a')).toBe(third);
    expect(await idOf('space=a&after=gone')).toBe(third);
  });

  it('Waiting for a message gets 204 after the timeout, and ignores other spaces, providers and outcomes', async () => {
    const mock = await createMock();
    const [a, b] = [await visitorIn(mock), await visitorIn(mock, 'b')];
    const others = ['space=c', 'provider=mail', 'status=failed', `to=${encodeURIComponent('+900000000000')}`];
    const waiting = Promise.all(
      others.map((query) => waitFor(mock, `${query}&timeout=300`).then(({ status }) => status)),
    );
    await a.sendTest();
    await b.sendTest();
    expect(await waiting).toEqual([204, 204, 204, 204]);
    expect((await waitFor(mock, 'timeout=0')).status).toBe(200);
  });

  it.each(['timeout=-1', 'timeout=60001', 'timeout=soon', 'provider=fax', 'after='])(
    'Waiting for a message is refused for %s',
    async (query) => {
      const mock = await createMock();
      expect((await waitFor(mock, query)).status).toBe(400);
    },
  );

  it('Waiting for a message ends when the client leaves, and does not hold up a stop', async () => {
    const server = await createServer();
    const url = await server.listen({ port: 0 });
    const leaving = new AbortController();
    const left = fetch(`${url}/__mock/outbox/wait?timeout=60000`, { signal: leaving.signal }).catch(() => 'left');
    const staying = fetch(`${url}/__mock/outbox/wait?timeout=60000`);
    await pause(100);
    leaving.abort();
    expect(await left).toBe('left');
    const started = performance.now();
    await server.close();
    expect(performance.now() - started).toBeLessThan(20_000);
    expect((await staying).status).toBe(204);
  });

  it('Waiting for a message is free for hundreds at a time', async () => {
    const mock = await createMock();
    const a = await visitorIn(mock);
    const waiting = Array.from({ length: 300 }, () =>
      waitFor(mock, 'space=a&timeout=20000').then(({ status }) => status),
    );
    await pause(500);
    await a.sendTest();
    expect(new Set(await Promise.all(waiting))).toEqual(new Set([200]));
  });
});
