import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { Events } from '../../src/control/events.ts';
import { createMock, type TestMock } from '../support/mock.ts';

interface Sent {
  readonly id: string;
  readonly event: string;
  readonly data: Record<string, unknown>;
}

/** Reads events until so many are there, or for as long as the stream lasts. */
async function read(url: string, count: number, headers: Record<string, string> = {}): Promise<Sent[]> {
  const leave = new AbortController();
  const { body, status } = await fetch(`${url}/__mock/events`, { headers, signal: leave.signal });
  expect(status).toBe(200);
  const found: Sent[] = [];
  let text = '';
  for await (const chunk of body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += chunk;
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const [, id = '', event = '', data = ''] = /^id: (.*)\nevent: (.*)\ndata: (.*)$/.exec(block) ?? [];
      if (event !== '') found.push({ id, event, data: JSON.parse(data) as Record<string, unknown> });
    }
    if (found.length >= count) break;
  }
  leave.abort();
  return found.slice(0, count);
}

async function listening(): Promise<{ mock: TestMock; url: string }> {
  const mock = await createMock();
  return { mock, url: await mock.server.listen({ port: 0 }) };
}

describe('The events', () => {
  it('The events report requests, messages, settings and faults as they happen', async () => {
    const { mock, url } = await listening();
    const a = await mock.enter('a');
    const events = read(url, 6);
    await new Promise((resolve) => setTimeout(resolve, 100));
    await a.put('mail', { isDefault: true });
    await a.sendTest();
    await mock.agent.post('/__mock/faults').send({ delay: 1 });
    await mock.agent.delete('/__mock/outbox?space=a');
    expect(await events).toMatchObject([
      { event: 'state', data: { space: 'a' } },
      { event: 'request', data: { method: 'PUT', status: 204, body: { password: '********' } } },
      { event: 'outbox', data: { space: 'a', provider: 'mail', status: 'sent' } },
      { event: 'request', data: { method: 'POST', status: 204 } },
      { event: 'faults', data: {} },
      { event: 'state', data: { space: 'a' } },
    ]);
  });

  it('The events resume after the last one that the client received', async () => {
    const { mock, url } = await listening();
    const a = await mock.enter('a');
    const first = read(url, 1);
    await new Promise((resolve) => setTimeout(resolve, 100));
    for (let index = 0; index < 4; index += 1) await a.put('mail', { smtpPort: index + 1 });
    const [{ id } = { id: '' }] = await first;
    const rest = await read(url, 3, { 'Last-Event-ID': id });
    expect(rest.map(({ event }) => event)).toEqual(['request', 'state', 'request']);
  });

  it.each(['an-id-of-another-run', '12', 'x'])('The events contain missed after %s', async (id) => {
    const { url } = await listening();
    expect(await read(url, 1, { 'Last-Event-ID': id })).toMatchObject([{ event: 'missed' }]);
  });

  it('The events end with the mock', async () => {
    const { mock, url } = await listening();
    const events = read(url, 1).catch(() => []);
    await new Promise((resolve) => setTimeout(resolve, 100));
    await mock.server.close();
    expect(await events).toEqual([]);
  });

  it('The events neither wait for a client that does not read nor keep its data in memory', async () => {
    const { mock, url } = await listening();
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.write('GET /__mock/events HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n');
    await new Promise((resolve) => socket.once('data', resolve));
    socket.pause();
    const a = await mock.enter('a');
    // Each request is an event of some six thousand bytes; of all of them the kernel and Node hold a part.
    const body = { accountSid: 'x'.repeat(6_000) };
    for (let index = 0; index < 150; index += 1)
      for (const { status } of await Promise.all(Array.from({ length: 20 }, () => a.put('twilio', body))))
        if (status !== 204) throw new Error('refused');
    let end = ''; // the word may be divided between two pieces
    const missed = new Promise((resolve) => {
      socket.on('data', (data) => {
        end = end.slice(-20) + data.toString('latin1');
        if (end.includes('event: missed')) resolve(true);
      });
    });
    socket.resume();
    await missed;
    expect(socket.bytesRead).toBeLessThan(15_000_000);
    socket.destroy();
  });
});

describe('The list of events', () => {
  it('The list of events sends missed to a reader that it has overtaken, and continues', async () => {
    const events = new Events();
    const reading = events.read(undefined, new AbortController().signal);
    await reading.next();
    for (let index = 0; index < 2_500; index += 1) events.publish('state', () => ({ space: String(index) }));
    expect((await reading.next()).value).toMatch(/^id: .*-2499\nevent: missed\n/);
    events.publish('state', () => ({ space: 'later' }));
    expect((await reading.next()).value).toMatch(/-2500\nevent: state\ndata: .*later/);
  });

  it('The list of events gives all readers everything in order, a few of them at a time', async () => {
    const events = new Events();
    const leave = new AbortController();
    const readers = Array.from({ length: 100 }, () => events.read(undefined, leave.signal));
    for (const reading of readers) await reading.next();
    const first = readers.map((reading) => reading.next());
    for (let index = 0; index < 500; index += 1) events.publish('state', () => ({ space: 'x'.repeat(1_000) }));
    let told = 0;
    for (const chunk of first) void chunk.then(() => (told += 1));
    await first[0];
    await new Promise((resolve) => setImmediate(resolve));
    expect(told).toBeLessThan(100);
    for (const [index, reading] of readers.entries()) {
      let text = String((await first[index])?.value);
      while (!text.includes('-499\n')) text += String((await reading.next()).value);
      const numbers = [...text.matchAll(/^id: .*-(\d+)$/gm)].map(([, number]) => Number(number));
      expect(numbers).toEqual(Array.from({ length: 500 }, (_, number) => number));
    }
    events.close();
  });

  it('The list of events frees everything when a reader leaves', async () => {
    const events = new Events();
    const leave = new AbortController();
    const reading = events.read(undefined, leave.signal);
    await reading.next();
    const next = reading.next();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(events.readers).toBe(1);
    leave.abort();
    expect((await next).done).toBe(true);
    expect(events.readers).toBe(0);
  });
});
