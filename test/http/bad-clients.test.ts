// Clients that send too slowly, read nothing, or send what nobody can encode. None of them costs the others anything.
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { ErrorBody } from '../../src/document/schemas.ts';
import type { ServerOptions } from '../../src/options.ts';
import { createServer } from '../../src/server.ts';
import { createMock, sendBytes, talkTo } from '../support/mock.ts';

/** A connection on which a text was sent, and how it goes on. */
async function send(
  url: string,
  text: string,
): Promise<{ socket: Socket; received: () => string; closed: Promise<void> }> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  onTestFinished(() => void socket.destroy());
  let received = '';
  socket.on('error', () => undefined).setEncoding('latin1');
  socket.on('data', (chunk: string) => (received += chunk));
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  socket.write(text);
  return { socket, received: () => received, closed };
}

async function listening(options: ServerOptions) {
  const server = await createServer(options);
  onTestFinished(() => server.close());
  return { server, url: await server.listen({ port: 0 }) };
}

/** A mock on a port of which it can be told how many connections it has. */
async function counted(options: ServerOptions) {
  const server = await createServer(options);
  const http = createHttpServer(server.app).listen(0, '127.0.0.1');
  await new Promise((resolve) => http.once('listening', resolve));
  onTestFinished(async () => {
    http.closeAllConnections();
    http.close();
    await server.close();
  });
  const connections = (): Promise<number> =>
    new Promise((resolve) => http.getConnections((_, count) => resolve(count)));
  return { mock: talkTo(server), url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`, connections };
}

describe('A client that sends a byte now and then', () => {
  it.each([
    [
      'its body',
      'POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 9000\r\n\r\n',
    ],
    ['its headers', 'GET /__mock/health HTTP/1.1\r\nHost: localhost\r\nX-Slow: '],
  ])(
    'A client that sends a byte now and then of %s is cut off when the time for a request is over',
    async (_, beginning) => {
      const { url } = await listening({ requestTimeout: 600 });
      const { socket, received, closed } = await send(url, beginning);
      const drip = setInterval(() => socket.write('x'), 50);
      onTestFinished(() => clearInterval(drip));
      await closed;
      expect(received()).toMatch(/^HTTP\/1\.1 408 /);
      expect(received()).toContain('"status":408');
    },
  );
});

describe('A client that reads nothing', () => {
  it('A client that reads nothing of a large response is given up', async () => {
    const { mock, url, connections } = await counted({ readTimeout: 300 });
    const { put, sendTest } = await mock.enter('a');
    await put('twilio', { isDefault: true, accountSid: `AC${'x'.repeat(500_000)}` });
    for (let round = 0; round < 20; round += 1) await sendTest();
    const { socket, closed } = await send(url, 'GET /__mock/outbox HTTP/1.1\r\nHost: localhost\r\n\r\n');
    socket.pause();
    await expect.poll(connections).toBe(0);
    socket.resume();
    await closed;
    expect((await mock.agent.get('/__mock/health')).status).toBe(200);
  });

  it('A client that reads nothing of events is given up, on every version of Node', async () => {
    const { mock, url, connections } = await counted({ readTimeout: 300 });
    const { socket } = await send(url, 'GET /__mock/events HTTP/1.1\r\nHost: localhost\r\n\r\n');
    await expect.poll(connections).toBe(1);
    socket.pause();
    const body = { username: 'x'.repeat(8_000), password: 'x' };
    for (let round = 0; round < 60 && (await connections()) > 0; round += 1)
      await Promise.all(Array.from({ length: 20 }, () => mock.agent.post('/login').type('form').send(body)));
    (globalThis as { gc?: () => void }).gc?.();
    await expect.poll(connections).toBe(0);
  });

  it('A client that reads nothing gets the events as long as it reads', async () => {
    const { server, url } = await listening({ readTimeout: 300 });
    const { received } = await send(url, 'GET /__mock/events HTTP/1.1\r\nHost: localhost\r\n\r\n');
    await expect.poll(received).toContain('retry');
    await new Promise((resolve) => setTimeout(resolve, 700));
    await talkTo(server).agent.get('/api/otp/settings');
    await expect.poll(received).toContain('event: request');
  });
});

describe('HEAD /__mock/events', () => {
  it('HEAD /__mock/events answers with its headers and ends', async () => {
    const { url } = await listening({});
    const response = await fetch(`${url}/__mock/events`, { method: 'HEAD' });
    expect(response.status).toBe(200);
    expect(response.headers.get('Content-Type')).toContain('text/event-stream');
    expect(await response.text()).toBe('');
  });
});

describe('Half a character', () => {
  it.each(['twilio', 'netgsm', 'dataport', 'mail'] as const)(
    'Half a character in every text of a %s setting is stored, and a test send goes out without it',
    async (provider) => {
      const mock = await createMock();
      const a = await mock.enter('a');
      const half = 'AC\uD800x';
      const texts = {
        accountSid: half,
        username: half,
        accountNumber: half,
        header: half,
        originator: half,
        smtpHost: half,
      };
      const known = Object.keys((await import('../support/bodies.ts')).default[provider]);
      const changes = Object.fromEntries(Object.entries(texts).filter(([name]) => known.includes(name)));
      expect((await a.put(provider, { ...changes, isDefault: true })).status).toBe(204);
      expect([204, 500]).toContain((await a.sendTest()).status);
      const { messages } = (await a.outbox()).body as { messages: object[] };
      expect(messages).toHaveLength(1);
      expect(JSON.stringify(messages)).not.toMatch(/\\ud800/i);
    },
  );
});

describe('A body that is too large', () => {
  it.each([
    ['/api/otp/settings/mail/default', 'PUT', 2 * 1024 ** 2, '1 MB'],
    ['/login', 'POST', 20 * 1024, '16 KB'],
    ['/__mock/state', 'PUT', 65 * 1024 ** 2, '64 MB'],
  ])('A body that is too large for %s is refused with the limit of that request', async (path, method, size, limit) => {
    const mock = await createMock();
    const type = path === '/login' ? 'application/x-www-form-urlencoded' : 'application/json';
    const headers = { Cookie: await mock.login(), 'X-Space': 'a', 'Content-Type': type };
    const request = method === 'PUT' ? mock.agent.put(path) : mock.agent.post(path);
    const { status, body } = await sendBytes(request.set(headers), `"${'x'.repeat(size)}"`);
    expect({ status, message: (body as ErrorBody).message }).toEqual({
      status: 413,
      message: `The body is too large. The limit for this request is ${limit}.`,
    });
  });
});

describe('A secret in a query string', () => {
  it('A secret in a query string is in no log, journal or event', async () => {
    const lines: string[] = [];
    const log = { request: (entry: object) => void lines.push(JSON.stringify(entry)), problem: () => undefined };
    const { agent } = await createMock({ log });
    await agent.post('/login?username=admin&password=hunter-2&p%61ssword=hunter-2&a=b&access_token=hunter-2');
    const journal = JSON.stringify((await agent.get('/__mock/requests')).body);
    expect(lines.join('') + journal).not.toContain('hunter-2');
    expect(journal).toContain('/login?username=admin&password=********&p%61ssword=********&a=b&access_token=********');
  });
});
