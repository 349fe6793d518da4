import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { get } from 'node:http';
import { connect } from 'node:http2';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createLogger, createServer, type InlineConfig, preview, type ViteDevServer } from 'vite';
import { otpSettingsMock } from '../../src/integrations/vite.ts';
import { connectMock } from '../../src/index.ts';
import type { ServerOptions } from '../../src/index.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

interface Dev {
  readonly server: ViteDevServer;
  readonly url: string;
  /** What Vite has printed. */
  readonly printed: string[];
}

/**
 * Below those that systems give away by themselves. Vite goes on to the next one if it is in use; for port 0 it asks for a free
 * one and lets go of it before it listens there.
 */
const port = 20_000 + (process.pid % 10_000);

/** The dev server of an application that is one page. */
async function serve(options: ServerOptions, config: InlineConfig['server'] = {}): Promise<Dev> {
  const root = await mkdtemp(join(tmpdir(), 'vite-'));
  await writeFile(join(root, 'index.html'), '<!doctype html><title>The application</title>');
  const printed: string[] = [];
  const print = (text: string): void => void printed.push(text);
  const customLogger = { ...createLogger(), info: print, warn: print, error: print };
  const server = await createServer({
    root,
    configFile: false,
    customLogger,
    plugins: [otpSettingsMock(options)],
    server: { port, host: '127.0.0.1', ...config },
  });
  closing.push(() => server.close());
  await server.listen();
  server.printUrls();
  return { server, url: new URL(server.resolvedUrls?.local[0] ?? '').origin, printed };
}

async function settingsOf(url: string, headers: Record<string, string> = {}): Promise<Response> {
  const session = { Cookie: await connectMock(url).login(), 'X-Space': 'default_space' };
  return fetch(`${url}/api/otp/settings`, { headers: { ...session, ...headers } });
}

describe('The plugin for Vite', () => {
  it('The plugin for Vite serves the API and its page at the origin of the application, and leaves the application its own', async () => {
    const { url, printed } = await serve({ seed: 'demo' });
    expect(await (await settingsOf(url)).json()).toHaveLength(4);
    expect(await (await fetch(`${url}/__mock/`)).text()).toContain('assets/page.js');
    expect(printed.join('\n')).toContain(`Mock:    ${url}/__mock/`);
    for (const path of ['/', '/login', '/settings'])
      expect(await (await fetch(url + path, { headers: { Accept: 'text/html' } })).text()).toContain('The application');
    expect((await fetch(`${url}/api/otp/settings/fax`)).status).toBe(404);
  });

  it('The plugin for Vite accepts the Host names that Vite allows, addresses, and no others', async () => {
    const { url } = await serve({ seed: 'demo' }, { allowedHosts: ['app.test'] });
    const statusAt = async (host: string): Promise<number | undefined> =>
      new Promise((resolve, reject) => {
        const options = { headers: { Host: host, 'X-Space': 'a' } };
        get(`${url}/api/otp/settings`, options, (response) => resolve(response.resume().statusCode)).on(
          'error',
          reject,
        );
      });
    for (const host of ['app.test:5173', '192.168.1.5:5173', 'localhost']) expect(await statusAt(host)).toBe(401);
    expect(await statusAt('evil.example')).toBe(403);
  });

  it('The plugin for Vite passes broken connections on', async () => {
    const { url } = await serve({ seed: 'demo' });
    await expect(settingsOf(url, { 'X-Mock-Fault': 'reset' })).rejects.toThrow('fetch failed');
    const truncated = await settingsOf(url, { 'X-Mock-Fault': 'truncate' });
    await expect(truncated.text()).rejects.toThrow('terminated');
    expect((await settingsOf(url)).status).toBe(200);
  });

  it('The plugin for Vite keeps its data in a folder across a restart, and releases the folder at the end', async () => {
    const data = await mkdtemp(join(tmpdir(), 'vite-data-'));
    const { server, url } = await serve({ data });
    const headers = { Cookie: await connectMock(url).login(), 'X-Space': 'a', 'Content-Type': 'application/json' };
    const body = JSON.stringify({ isDefault: true, type: 'SMS', provider: 'Twilio' });
    expect((await fetch(`${url}/api/otp/settings/sms/twilio`, { method: 'PUT', headers, body })).status).toBe(204);
    await server.restart();
    expect(await (await fetch(`${url}/api/otp/settings`, { headers })).json()).toHaveLength(1);
    await server.close();
    expect(await readdir(data)).not.toContain('lock.json');
  });

  it('The plugin for Vite works with HTTPS, where Vite speaks HTTP/2', async () => {
    const [key, cert] = await Promise.all(
      ['key.pem', 'cert.pem'].map((name) => readFile(new URL(`../support/tls/${name}`, import.meta.url))),
    );
    const { url } = await serve({}, { https: { ...(key && { key }), ...(cert && { cert }) } });
    const client = connect(url, { rejectUnauthorized: false });
    closing.push(async () => client.destroy());
    const ask = (headers: Record<string, string>, body = ''): Promise<{ status: number; cookies: string[] }> =>
      new Promise((resolve, reject) => {
        const stream = client.request(headers, { endStream: body === '' }).on('error', reject);
        stream.on('response', (answer) =>
          resolve({ status: answer[':status'] ?? 0, cookies: (answer['set-cookie'] ?? []).map(String) }),
        );
        stream.on('close', () => reject(new Error('closed')));
        if (body !== '') stream.end(body);
      });
    const type = 'application/x-www-form-urlencoded';
    const login = { ':path': '/login', ':method': 'POST', 'content-type': type };
    const { cookies } = await ask(login, 'username=admin&password=admin');
    const get = { ':path': '/api/otp/settings', cookie: cookies[0]?.split(';')[0] ?? '', 'x-space': 'a' };
    expect(await ask(get)).toMatchObject({ status: 200 });
    await expect(ask({ ...get, 'x-mock-fault': 'reset' })).rejects.toThrow();
    expect(await ask(get)).toMatchObject({ status: 200 });
  });

  it('The plugin for Vite requires a token for the control API if other machines can reach the dev server', async () => {
    const { url, printed } = await serve({}, { host: '0.0.0.0' });
    expect((await fetch(`${url}/__mock/spaces`)).status).toBe(401);
    const token = /\/__mock\/#token=(\S+)/.exec(printed.join('\n'))?.[1] ?? '';
    const headers = { Authorization: `Bearer ${token}` };
    expect((await fetch(`${url}/__mock/spaces`, { headers })).status).toBe(200);
  });

  it('The plugin for Vite reports invalid options, and leaves the application running', async () => {
    const { url, printed } = await serve({ seed: 'nowhere.json' });
    expect((await fetch(`${url}/__mock/spaces`)).status).toBe(500);
    expect(printed.join('\n')).toContain('otp-settings-mock: The seed nowhere.json cannot be read');
    expect((await fetch(url)).status).toBe(200);
  });

  it('The plugin for Vite works in a preview, too', async () => {
    const root = await mkdtemp(join(tmpdir(), 'vite-'));
    await writeFile(join(root, 'index.html'), '');
    const plugins = [otpSettingsMock({ seed: 'demo' })];
    const config = { root, configFile: false, logLevel: 'silent', plugins, build: { outDir: '.' } } as const;
    const server = await preview({ ...config, preview: { port, host: '127.0.0.1' } });
    closing.push(() => server.close());
    const url = new URL(server.resolvedUrls?.local[0] ?? '').origin;
    expect(await (await settingsOf(url)).json()).toHaveLength(4);
  });
});
