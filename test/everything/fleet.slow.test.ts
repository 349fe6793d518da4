// What happens in one of several mocks with one state, every other one tells: messages, events, requests, faults, the clock.
import { describe, expect, it, onTestFinished } from 'vitest';
import { createServer } from '../../src/server.ts';
import { type TestMock, talkTo } from '../support/mock.ts';
import { hasOwnServer, unusedMock, usePostgres, withoutPostgres } from '../support/postgres.ts';

const { url, server } = usePostgres();

interface Listening extends TestMock {
  readonly url: string;
}

/** Two mocks of one name. */
async function openTwo(name = unusedMock()): Promise<[one: Listening, other: Listening]> {
  const open = async (): Promise<Listening> => {
    const mock = await createServer({ store: url(), name });
    onTestFinished(() => mock.close());
    return { ...talkTo(mock), url: await mock.listen({ port: 0 }) };
  };
  return [await open(), await open()];
}

interface Event {
  readonly id: string;
  readonly type: string;
  readonly data: unknown;
}

/** Reads events until `isLast` says so. */
async function readEvents(mock: Listening, isLast: (event: Event) => boolean, lastId?: string): Promise<Event[]> {
  const over = new AbortController();
  const headers = { ...(lastId !== undefined && { 'Last-Event-ID': lastId }) };
  const { body } = await fetch(`${mock.url}/__mock/events`, { headers, signal: over.signal });
  const events: Event[] = [];
  let [text, isOver] = ['', false];
  for await (const part of body ?? []) {
    text += Buffer.from(part).toString();
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const [, id, type, data] = /^id: (.*)\nevent: (.*)\ndata: (.*)$/.exec(block) ?? [];
      if (id === undefined || type === undefined || data === undefined) continue;
      const event = { id, type, data: JSON.parse(data) as unknown };
      events.push(event);
      isOver = isLast(event);
      if (isOver) break; // what came with it is not read
    }
    if (isOver) break;
  }
  over.abort();
  return events;
}

const isOf =
  (type: string) =>
  (event: Event): boolean =>
    event.type === type;

describe.skipIf(withoutPostgres !== undefined)('Mocks of one name', () => {
  it('Mocks of one name answer a wait for a message that another one records', async () => {
    const [one, other] = await openTwo();
    const { put, sendTest } = await one.enter('a');
    await put('mail', { isDefault: true });
    let after = '';
    for (let round = 0; round < 5; round += 1) {
      const waiting = other.agent.get(`/__mock/outbox/wait?space=a&timeout=5000${after}`).then((response) => response);
      if (round > 0) await new Promise((resolve) => setTimeout(resolve, 50));
      await sendTest();
      const { status, body } = await waiting;
      expect(status).toBe(200);
      const { id } = body as { id: string };
      expect(after).not.toContain(id);
      after = `&after=${id}`;
    }
  });

  it('Mocks of one name tell of each other’s events within 100 ms, and go on after the id that another one gave', async () => {
    const [one, other] = await openTwo();
    const { put } = await one.enter('a');
    const first = readEvents(other, isOf('state'));
    await new Promise((resolve) => setTimeout(resolve, 300));
    const began = performance.now();
    await put('mail', { smtpHost: 'first' });
    const seen = await first;
    expect(performance.now() - began).toBeLessThan(2_000); // 100 ms where nothing else goes on
    expect(seen.at(-1)?.data).toEqual({ space: 'a' });
    await put('netgsm');
    await put('twilio');
    const states = (events: readonly Event[]): number => events.filter(isOf('state')).length;
    const rest = await Promise.all(
      [one, other].map((mock) => {
        let count = 0;
        return readEvents(mock, (event) => isOf('state')(event) && (count += 1) === 2, seen.at(-1)?.id);
      }),
    );
    expect(rest.map(states)).toEqual([2, 2]);
    expect(rest[0]).toEqual(rest[1]);
  });

  it('Mocks of one name list each other’s requests, wait for them, and forget them together', async () => {
    const [one, other] = await openTwo();
    const { get } = await one.enter('a');
    const waiting = other.agent.get('/__mock/requests/wait?space=a&timeout=5000').then((response) => response);
    await get();
    expect((await waiting).body).toMatchObject({ space: 'a', status: 200 });
    const list = async (mock: TestMock): Promise<unknown> => (await mock.agent.get('/__mock/requests?space=a')).body;
    expect(await list(other)).toMatchObject({ total: 1 });
    expect(await list(other)).toEqual(await list(one));
    await other.agent.delete('/__mock/requests');
    expect(await list(one)).toMatchObject({ total: 0 });
  });

  it('Mocks of one name share faults, each of which happens as often as it says', async () => {
    const [one, other] = await openTwo();
    const visitors = [await one.enter('a'), await other.enter('a')];
    await one.agent.post('/__mock/faults').send({ status: 418, times: 5 });
    const statuses: number[] = [];
    for (let round = 0; round < 8; round += 1) statuses.push((await visitors[round % 2]?.get())?.status ?? 0);
    expect(statuses.filter((status) => status === 418)).toHaveLength(5);
    await one.agent.post('/__mock/faults').send({ status: 418, times: 5 });
    const atOnce = await Promise.all(Array.from({ length: 10 }, () => visitors.map(({ get }) => get())).flat());
    expect(atOnce.filter((response) => response.status === 418)).toHaveLength(5);
  });

  it('Mocks of one name have one clock, which tokens, dates and the Date header go by', async () => {
    const [one, other] = await openTwo();
    const visitors = [await one.enter('a'), await other.enter('a')];
    await one.agent.put('/__mock/clock').send({ now: '2031-02-03T04:05:06Z', frozen: true });
    const { headers, status } = (await visitors[1]?.get()) ?? {};
    expect(status).toBe(401);
    expect(headers?.['date']).toBe('Mon, 03 Feb 2031 04:05:06 GMT');
    await other.agent.delete('/__mock/clock');
    expect((await visitors[0]?.get())?.status).toBe(200);
  });

  it('Mocks of one name end a session together', async () => {
    const [one, other] = await openTwo();
    const { cookie, get } = await one.enter('a');
    expect((await other.agent.post('/logout').set('Cookie', cookie)).status).toBeLessThan(300);
    expect((await get()).status).toBe(401);
  });

  it.skipIf(!hasOwnServer)('Mocks of one name hear of each other again when the database is back', async () => {
    const [one, other] = await openTwo();
    const { put, sendTest } = await one.enter('a');
    await put('mail', { isDefault: true });
    await server().end('crash');
    await server().begin();
    const waiting = other.agent.get('/__mock/outbox/wait?space=a&timeout=10000').then((response) => response);
    let status = 0;
    for (let tries = 0; tries < 20 && status !== 204; tries += 1) status = (await sendTest()).status;
    expect(status).toBe(204);
    expect((await waiting).status).toBe(200);
  });
});
