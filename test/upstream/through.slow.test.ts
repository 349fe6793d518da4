// What an application sends through a mock to its upstream: much of it, large, and from a browser.
// Needs a build.
import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { hasBrowser, launch } from '../support/browser.ts';
import { type Heard, startEcho } from '../support/echo.ts';
import { createMock } from '../support/mock.ts';
import { send, startListening } from '../support/passing.ts';
import { start } from '../support/process.ts';
import { seededRandom } from '../support/seeded-random.ts';
import { fileWith, vendorDocument } from '../support/vendor-document.ts';

const fileOf = (name: string): string => fileURLToPath(new URL(`../support/tls/${name}.pem`, import.meta.url));

/** The most memory that a process has taken so far, in MB. */
async function peakOf(pid: number | undefined): Promise<number> {
  return Number(/VmHWM:\s+(\d+)/.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
}

const six = [
  'putTwilioSetting',
  'putNetgsmSetting',
  'putDataportSetting',
  'putMailSetting',
  'getSettings',
  'sendTestMessage',
];

const size = 64 * 1024 ** 2;

describe('Through a mock', () => {
  it(
    'Through a mock, ten thousand requests for 1,109 operations arrive as they were sent',
    { timeout: 120_000 },
    async () => {
      const upstream = await startEcho();
      const platform = vendorDocument({ others: 1_103 });
      const operations = Object.entries(platform['paths'] as object).flatMap(([path, item]) =>
        Object.keys(item as object).map((method) => ({ method: method.toUpperCase(), path })),
      );
      expect(operations).toHaveLength(1_109);
      const document = await fileWith(platform);
      const { url } = await startListening({ upstream: upstream.url, document, forward: six });
      const random = seededRandom();
      const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
      const names = ['devices', 'İstasyon', 'a/b;c', '%2F'].map(encodeURI);
      const one = async (): Promise<void> => {
        const { method, path: template } = random() < 0.2 ? pick(operations.slice(-6)) : pick(operations);
        const path = `${template.replace('**', () => pick(names))}?q=${Math.floor(random() * 1e6)}`;
        const body = method === 'GET' ? undefined : randomBytes(Math.floor(random() * 2_000));
        const headers = [
          'X-Any',
          String(random()),
          'X-Space',
          pick(['a', 'b', '']),
          'Content-Type',
          pick(['a/b', 'application/json']),
        ];
        const length = body ? ['Content-Length', String(body.length)] : [];
        const answer = await send(url, { method, path, headers: [...headers, ...length], ...(body && { body }) });
        const heard = JSON.parse(answer.body.toString()) as Heard;
        const hash = createHash('sha256')
          .update(body ?? '')
          .digest('hex');
        const isKept = headers.every((each) => heard.rawHeaders.includes(each));
        if (heard.method !== method || heard.url !== path || heard.hash !== hash || !isKept)
          throw new Error(`${method} ${path}: ${JSON.stringify(heard)}`);
      };
      for (let round = 0; round < 500; round += 1) await Promise.all(Array.from({ length: 20 }, one));
      expect(upstream.asked).toHaveLength(10_001); // and the one of the start
    },
  );

  it.skipIf(process.platform !== 'linux')(
    'Through a mock, 64 MB pass in both directions, in flat memory',
    { timeout: 60_000 },
    async () => {
      const upstream = await startEcho((request, response) => {
        if (request.url !== '/down') return false;
        const chunk = Buffer.alloc(65_536, 'x');
        let left = size / chunk.length;
        const more = (): void => {
          while (left > 0) {
            left -= 1;
            if (!response.write(chunk)) return void response.once('drain', more);
          }
          response.end();
        };
        more();
        return true;
      });
      const { child, url } = await start(['--port', '0', '--ephemeral', '--upstream', upstream.url]);
      await send(url, { path: '/warm' });
      const before = await peakOf(child.pid);
      const body = randomBytes(size);
      const up = await send(url, { method: 'POST', path: '/up', headers: ['Content-Length', String(size)], body });
      const heard = JSON.parse(up.body.toString()) as Heard;
      expect(heard).toMatchObject({ size, hash: createHash('sha256').update(body).digest('hex') });
      expect((await send(url, { path: '/down' })).body).toHaveLength(size);
      expect((await peakOf(child.pid)) - before).toBeLessThan(50); // and not 64 or 128
    },
  );

  it(
    'Through a mock that sends the test messages, ten thousand of them reach nobody else',
    { timeout: 120_000 },
    async () => {
      const real = await createMock();
      const mock = await createMock({ upstream: await real.server.listen({ port: 0 }), mock: ['sendTestMessage'] });
      const here = await mock.enter('a');
      await mock.agent.put('/__mock/spaces/a/settings/mail').send({});
      for (let round = 0; round < 500; round += 1) {
        const sent = await Promise.all(Array.from({ length: 20 }, () => here.sendTest()));
        expect(sent.every(({ status }) => status === 204)).toBe(true);
      }
      expect((await real.agent.get('/__mock/outbox')).body).toMatchObject({ total: 0 });
      const { requests } = (await real.agent.get('/__mock/requests')).body as {
        requests: { method: string; url: string }[];
      };
      expect(requests.map(({ method, url }) => `${method} ${url}`)).toEqual(['POST /login']);
    },
  );

  it.skipIf(!hasBrowser)(
    'Through a mock at http://localhost, a browser logs in at an https backend whose cookies are for its own domain',
    async () => {
      const tls = { key: readFileSync(fileOf('key')), cert: readFileSync(fileOf('cert')) };
      const backend = createServer(tls, (request, response) => {
        if (request.url === '/app') return response.setHeader('Content-Type', 'text/html').end('<p>Application');
        const cookie = 'ins_access_token=abc; Domain=.staging.example; Path=/; Secure; HttpOnly; SameSite=None';
        return response
          .setHeader('Set-Cookie', cookie)
          .end(JSON.stringify({ 'expire-seconds': 300, spaces: ['acme'] }));
      });
      await new Promise<void>((resolve) => backend.listen(0, '127.0.0.1', resolve));
      onTestFinished(() => void backend.close());
      const upstream = `https://127.0.0.1:${(backend.address() as AddressInfo).port}`;
      const { url } = await startListening({ upstream, ca: fileOf('cert') });
      const browser = await launch();
      onTestFinished(() => browser.close());
      const page = await browser.newPage();
      await page.goto(`${url.replace('127.0.0.1', 'localhost')}/app`);
      const statuses = await page.evaluate(async () => {
        const get = async () => (await fetch('/api/otp/settings', { headers: { 'X-Space': 'acme' } })).status;
        const before = await get();
        await fetch('/login', { method: 'POST', body: new URLSearchParams({ username: 'ada', password: 'x' }) });
        return [before, await get()];
      });
      expect(statuses).toEqual([401, 200]);
    },
  );
});
