// The plugin for Vite with an upstream: Vite answers what it has, the mock what it mocks, and the upstream all the rest.
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createLogger, createServer, type InlineConfig, preview } from 'vite';
import { otpSettingsMock } from '../../src/integrations/vite.ts';
import { type Echo, startEcho } from '../support/echo.ts';
import { handshake, send, until } from '../support/passing.ts';

const port = 30_000 + (process.pid % 10_000);

/** An application of two pages, a module and a file, with a backend that says who it is. */
async function serve(config: InlineConfig = {}, isPreview = false): Promise<{ url: string; upstream: Echo }> {
  const root = await mkdtemp(join(tmpdir(), 'vite-'));
  const out = join(root, isPreview ? 'dist' : '.');
  await mkdir(join(root, 'public'), { recursive: true });
  await mkdir(out, { recursive: true });
  await writeFile(join(out, 'index.html'), '<!doctype html><title>The application</title>');
  await writeFile(join(out, 'about.html'), '<!doctype html><title>About it</title>');
  await writeFile(join(out, 'main.js'), 'export const of = "the application";');
  await writeFile(join(isPreview ? out : join(root, 'public'), 'logo.txt'), 'The logo');
  const upstream = await startEcho((request: IncomingMessage, response: ServerResponse) => {
    if (request.headers.upgrade !== undefined || request.method === 'HEAD') return false;
    response.setHeader('Set-Cookie', 'a=b; Domain=staging.example; Secure');
    response.end(`The upstream: ${request.method} ${request.url}`);
    return true;
  });
  const all: InlineConfig = {
    root,
    configFile: false,
    customLogger: { ...createLogger(), info: () => undefined, warn: () => undefined },
    plugins: [otpSettingsMock({ seed: 'demo', upstream: upstream.url })],
    ...config,
  };
  const at = { port, host: '127.0.0.1' };
  const server = isPreview
    ? await preview({ ...all, preview: at })
    : await (await createServer({ ...all, server: { ...at, ...config.server } })).listen();
  onTestFinished(() => server.close());
  return { url: new URL(server.resolvedUrls?.local[0] ?? '').origin, upstream };
}

const textOf = async (url: string, init: RequestInit = {}): Promise<string> => (await fetch(url, init)).text();

/** As a browser asks for a page. */
const pageOf = async (url: string, path: string): Promise<string> =>
  (await send(url, { path, headers: ['Accept', 'text/html,*/*;q=0.8', 'Sec-Fetch-Mode', 'navigate'] })).body.toString();

describe.each([
  ['the dev server', false],
  ['vite preview', true],
])('The plugin for Vite with an upstream, in %s', (_name, isPreview) => {
  it('The plugin for Vite with an upstream leaves to Vite what Vite has, and hands the rest over', async () => {
    const { url, upstream } = await serve({}, isPreview);
    for (const path of ['/', '/devices/7']) expect(await pageOf(url, path)).toContain('The application');
    for (const [path, text] of Object.entries({
      '/': 'The application',
      '/about': 'About it',
      '/main.js': 'the application',
      '/logo.txt': 'The logo',
    }))
      expect(await textOf(url + path)).toContain(text);
    expect(upstream.asked.filter((asked) => !asked.startsWith('HEAD'))).toEqual([]);
    expect(await textOf(`${url}/api/devices?q=1`)).toBe('The upstream: GET /api/devices?q=1');
    expect(await textOf(`${url}/api/devices.js`)).toBe('The upstream: GET /api/devices.js');
    expect(await textOf(`${url}/index.html/x`, { method: 'POST', body: 'x' })).toBe('The upstream: POST /index.html/x');
    const session = await fetch(`${url}/login`, { method: 'POST', body: new URLSearchParams({ username: 'ada' }) });
    expect([await session.text(), session.headers.getSetCookie()]).toEqual(['The upstream: POST /login', ['a=b']]);
    expect((await fetch(`${url}/api/otp/settings`, { headers: { 'X-Space': 'a' } })).status).toBe(401); // the mock
  });

  it('The plugin for Vite with an upstream hands WebSockets over, but for those of Vite', async () => {
    const { url, upstream } = await serve({}, isPreview);
    const socket = handshake(url, '/socket');
    expect(await until(socket, '\r\n\r\n')).toMatch(/^HTTP\/1\.1 101 [^]*X-Upstream: here/);
    socket.write('hello');
    expect(await until(socket, 'hello')).toBe('hello');
    handshake(url, '/', 'Sec-WebSocket-Protocol: vite-hmr\r\n');
    await fetch(`${url}/api/later`);
    expect(upstream.asked.filter((asked) => !asked.startsWith('HEAD'))).toEqual(['GET /socket', 'GET /api/later']);
  });

  it('The plugin for Vite with an upstream hands over what is outside of the base of the application', async () => {
    const { url } = await serve({ base: '/app/' }, isPreview);
    expect(await textOf(`${url}/app/`)).toContain('The application');
    expect(await pageOf(url, '/app/devices')).toContain('The application');
    expect(await textOf(`${url}/api/devices`)).toBe('The upstream: GET /api/devices');
    expect(await textOf(`${url}/app/api/devices`)).toBe('The upstream: GET /app/api/devices');
  });
});
