// Ending: what is in flight may finish, and nobody keeps the mock from ending by holding a connection.
// Needs a build.
import { connect, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createServer } from '../../src/server.ts';
import { start } from '../support/process.ts';

/** A connection to a URL on which a text was sent, and nothing after it. */
async function hold(url: string, text: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  onTestFinished(() => void socket.destroy());
  socket.on('error', () => undefined);
  socket.resume();
  await new Promise((resolve) => socket.once('connect', resolve));
  if (text !== '') await new Promise((resolve) => socket.write(text, resolve));
  await fetch(`${url}/__mock/health`); // by then the server has seen the connection
  return socket;
}

const held: [string, string][] = [
  ['nothing', ''],
  ['half a request line', 'GET /__mo'],
  ['half a header', 'GET /__mock/health HTTP/1.1\r\nHost: local'],
  [
    'half a body',
    'POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{',
  ],
  ['a request for events', 'GET /__mock/events HTTP/1.1\r\nHost: localhost\r\n\r\n'],
  ['a request that waits', 'GET /__mock/outbox/wait?timeout=60000 HTTP/1.1\r\nHost: localhost\r\n\r\n'],
];

describe('close()', () => {
  it.each(held)('close() ends within the grace period while a connection holds %s', async (_, text) => {
    const server = await createServer({ gracePeriod: 300 });
    const url = await server.listen({ port: 0 });
    const socket = await hold(url, text);
    const started = performance.now();
    await server.close();
    expect(performance.now() - started).toBeLessThan(3_000);
    await expect.poll(() => socket.destroyed).toBe(true);
  });

  it('close() does not wait for a connection on which nothing was ever sent', async () => {
    const server = await createServer({ gracePeriod: 60_000 });
    await hold(await server.listen({ port: 0 }), '');
    await server.close();
  });

  it('close() lets a request in flight finish', async () => {
    const server = await createServer({ gracePeriod: 10_000 });
    const url = await server.listen({ port: 0 });
    const body = new URLSearchParams({ username: 'admin', password: 'admin' });
    const response = fetch(`${url}/login`, { method: 'POST', body, headers: { 'X-Mock-Fault': 'delay=10' } });
    await fetch(`${url}/__mock/health`);
    await server.close();
    expect((await response).status).toBe(200);
  });

  it.each(['outbox', 'requests'])(
    'close() ends a request to /__mock/%s/wait that comes while it closes',
    async (list) => {
      const server = await createServer({ gracePeriod: 10_000 });
      const url = await server.listen({ port: 0 });
      const socket = await hold(url, `GET /__mock/${list}/wait?space=none&timeout=60000 HTTP/1.1\r\nHost: local`);
      const response = new Promise((resolve) => socket.once('data', resolve).once('close', () => resolve('cut off')));
      const closed = server.close();
      socket.write('host\r\n\r\n');
      expect(String(await response)).toMatch(/^HTTP\/1.1 204 /);
      await closed;
    },
  );

  it('close() may be called twice, and before listening', async () => {
    const server = await createServer({ gracePeriod: 60_000 });
    await server.close();
    await server.listen({ port: 0 });
    await Promise.all([server.close(), server.close()]);
  });
});

describe('The process', () => {
  it.each(held)('The process ends with 0 on SIGTERM while a connection holds %s', async (_, text) => {
    const mock = await start(['--port', '0', '--ephemeral', '--log', 'silent', '--grace-period', '200']);
    await hold(mock.url, text);
    expect(await mock.stop('SIGTERM')).toMatchObject({ code: 0, stderr: '' });
  });

  it.each([
    ['SIGTERM', 'SIGTERM', 143],
    ['SIGTERM', 'SIGINT', 130],
    ['SIGINT', 'SIGINT', 130],
  ] as const)('The process ends at once when %s is followed by %s', async (first, second, code) => {
    const mock = await start(['--port', '0', '--ephemeral', '--log', 'silent', '--grace-period', '600000']);
    await hold(mock.url, 'GET / HTTP/1.1\r\nHost: local');
    mock.child.kill(first);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(mock.child.exitCode).toBe(null);
    expect((await mock.stop(second)).code).toBe(code);
  });
});
