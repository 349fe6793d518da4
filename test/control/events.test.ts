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
  it('tell of requests, messages, settings and faults as they happen', async () => {
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

  it('go on after the one that was seen last', async () => {
    const { mock, url } = await listening();
    const a = await mock.enter('a');
    const first = read(url, 1);
    await new Promise((resolve) => setTimeout(resolve, 100));
    for (let index = 0; index < 4; index += 1) await a.put('mail', { smtpPort: index + 1 });
    const [{ id } = { id: '' }] = await first;
    const rest = await read(url, 3, { 'Last-Event-ID': id });
    expect(rest.map(({ event }) => event)).toEqual(['request', 'state', 'request']);
  });

  it.each(['an-id-of-another-run', '12', 'x'])('say that something was missed after %s', async (id) => {
    const { url } = await listening();
    expect(await read(url, 1, { 'Last-Event-ID': id })).toMatchObject([{ event: 'missed' }]);
  });

  it('end with the mock', async () => {
    const { mock, url } = await listening();
    const events = read(url, 1).catch(() => []);
    await new Promise((resolve) => setTimeout(resolve, 100));
    await mock.server.close();
    expect(await events).toEqual([]);
  });

  it('hold a reader that does not read neither up nor in memory', { timeout: 60_000 }, async () => {
    const { mock, url } = await listening();
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.write('GET /__mock/events HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n');
    await new Promise((resolve) => socket.once('data', resolve));
    socket.pause();
    const a = await mock.enter('a');
    // Each request is an event of some six thousand bytes; of all of them the kernel and Node hold a part.
    const body = { accountSid: 'x'.repeat(6_000) };
    for (let index = 0; index < 3_000; index += 1)
      if ((await a.put('twilio', body)).status !== 204) throw new Error('refused');
    const ended = new Promise((resolve) => socket.once('close', resolve).once('error', () => undefined));
    socket.resume();
    await ended;
    expect(socket.bytesRead).toBeLessThan(15_000_000);
  });
});

describe('The list of events', () => {
  it('ends for a reader that it has overtaken', async () => {
    const events = new Events();
    const reading = events.read(undefined, new AbortController().signal);
    await reading.next();
    for (let index = 0; index < 2_500; index += 1) events.publish('state', () => ({ space: String(index) }));
    expect((await reading.next()).done).toBe(true);
  });

  it('frees everything when a reader leaves', async () => {
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
