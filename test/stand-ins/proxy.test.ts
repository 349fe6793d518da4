// A client that is led to the mock by a proxy and a certificate alone; and the command that says how. Needs a build.
import { mkdtemp, readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { Agent, request as requestByTls } from 'node:https';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect as connectByTls } from 'node:tls';
import { describe, expect, it } from 'vitest';
import type { Message, Providers } from '../../src/document/schemas.ts';
import { createServer } from '../../src/server.ts';
import { type Started, startListening } from '../support/passing.ts';
import { run } from '../support/process.ts';
import { tunnel } from '../support/tunnel.ts';

const sid = 'AC0123456789abcdef0123456789abcdef';
const path = `/2010-04-01/Accounts/${sid}/Messages.json`;
const headers = {
  Authorization: `Basic ${Buffer.from(`${sid}:geheim-1`).toString('base64')}`,
  'Content-Type': 'application/x-www-form-urlencoded',
};
const body = 'To=%2B905321234567&From=%2B15005550006&Body=493027+is+your+code.';

interface WithProxy extends Started {
  readonly proxy: NonNullable<Providers['proxy']>;
}

async function start(): Promise<WithProxy> {
  const mock = await startListening({ providersPort: 0 });
  await mock.agent.put('/__mock/spaces/acme/settings/twilio').send({ accountSid: sid, authToken: 'geheim-1' });
  const { proxy } = (await mock.agent.get('/__mock/providers')).body as Required<Providers>;
  return { ...mock, proxy };
}

const messagesOf = async ({ agent }: Started): Promise<Message[]> =>
  ((await agent.get('/__mock/outbox')).body as { messages: Message[] }).messages;

function ask(sent: ReturnType<typeof request>): Promise<readonly [number | undefined, string]> {
  return new Promise((resolve, reject) => {
    sent.on('error', reject).on('response', (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () => resolve([response.statusCode, text]));
    });
    sent.end(body);
  });
}

describe('The proxy for the providers', () => {
  it('A client that trusts the authority is led to the mock by a tunnel, several times by one', async () => {
    const mock = await start();
    const { response, socket } = await tunnel(mock.proxy.url, 'API.twilio.com:443');
    expect(response.statusCode).toBe(200);
    const secure = connectByTls({ socket, servername: 'api.twilio.com', ca: mock.proxy.ca });
    const agent = Object.assign(new Agent({ keepAlive: true }), { createConnection: () => secure });
    for (const times of [1, 2]) {
      const sent = requestByTls({ agent, host: 'api.twilio.com', method: 'POST', path, headers });
      expect(await ask(sent)).toEqual([201, expect.stringContaining('"status":"queued"')]);
      expect(await messagesOf(mock)).toHaveLength(times);
    }
    const [message] = await messagesOf(mock);
    expect(message).toMatchObject({
      space: 'acme',
      received: true,
      code: '493027',
      exchanges: [{ request: { url: `https://api.twilio.com${path}`, headers: { Host: 'api.twilio.com' } } }],
    });
    expect(JSON.stringify(message)).not.toContain('geheim');
    const { body: journal } = await mock.agent.get('/__mock/requests');
    expect(JSON.stringify(journal)).toContain('/__providers/twilio/2010-04-01/Accounts/');
  });

  it('A client that does not trust the authority gets nowhere', async () => {
    const mock = await start();
    const { socket } = await tunnel(mock.proxy.url, 'api.twilio.com:443');
    const secure = connectByTls({ socket, servername: 'api.twilio.com' });
    await expect(new Promise((_resolve, reject) => secure.on('error', reject))).rejects.toThrow(/certificate/);
    expect(await messagesOf(mock)).toEqual([]);
  });

  it('A client may send its request in absolute form', async () => {
    const mock = await start();
    const { hostname, port } = new URL(mock.proxy.url);
    const sent = request({ hostname, port, method: 'POST', path: `https://api.twilio.com${path}`, headers });
    expect((await ask(sent))[0]).toBe(201);
    expect(await messagesOf(mock)).toHaveLength(1);
  });

  it.each([
    ['a tunnel to another host', 'example.com:443'],
    ['a tunnel to another port', 'api.twilio.com:22'],
    ['a tunnel to this machine', '127.0.0.1:443'],
    ['a tunnel to nowhere', 'api.twilio.com'],
  ])('Refused with 403 is %s', async (_what, target) => {
    const { response, head } = await tunnel((await start()).proxy.url, target);
    expect(response.statusCode).toBe(403);
    expect(head.toString()).toContain('This is a proxy for api.twilio.com, api.netgsm.com.tr, api.dataport');
  });

  it.each([
    'http://example.com/',
    'https://example.com/',
    'http://api.twilio.com/',
    'https://api.twilio.com:8443/',
    '/',
  ])('Refused with 403 is a request for %s', async (target) => {
    const { hostname, port } = new URL((await start()).proxy.url);
    const [status, text] = await ask(request({ hostname, port, method: 'POST', path: target }));
    expect([status, JSON.parse(text)]).toMatchObject([
      403,
      { status: 403, message: expect.stringContaining(target) as string },
    ]);
  });

  it('A client that breaks off or sends nonsense harms nobody, and the end of the mock ends what is open', async () => {
    const mock = await start();
    const { socket: nonsense } = await tunnel(mock.proxy.url, 'api.twilio.com:443');
    nonsense.end('no TLS at all, and nothing else');
    const { socket: gone } = await tunnel(mock.proxy.url, 'api.twilio.com:443');
    gone.destroy();
    const { socket: silent } = await tunnel(mock.proxy.url, 'api.twilio.com:443');
    const { hostname, port } = new URL(mock.proxy.url);
    const raw = connect(Number(port), hostname).resume();
    await new Promise((resolve) => raw.once('connect', resolve));
    const closed = Promise.all(
      [silent.resume(), raw].map((each) => new Promise((resolve) => each.once('close', resolve))),
    );
    await mock.server.close();
    await closed;
  });

  it('There is none where it was not asked for, and a taken port stops the start', async () => {
    const { agent, server } = await startListening({});
    expect((await agent.get('/__mock/providers')).body).not.toHaveProperty('proxy');
    expect(server.providers()).not.toHaveProperty('proxy');
    const port = Number(new URL((await start()).proxy.url).port);
    const second = await createServer({ providersPort: port });
    await expect(second.listen({ port: 0 })).rejects.toThrow(
      `Port ${port} of --providers-port cannot be used (EADDRINUSE)`,
    );
    await second.close();
  });
});

describe('otp-settings-mock env', () => {
  it.each([
    ['curl', ['HTTPS_PROXY', 'CURL_CA_BUNDLE']],
    ['node', ['HTTP_PROXY', 'HTTPS_PROXY', 'NODE_USE_ENV_PROXY', 'NODE_EXTRA_CA_CERTS']],
    ['python', ['HTTPS_PROXY', 'REQUESTS_CA_BUNDLE', 'SSL_CERT_FILE']],
    ['java', ['JAVA_TOOL_OPTIONS']],
  ])('It prints the variables for %s', async (client, names) => {
    const { url, proxy } = await start();
    const home = await mkdtemp(join(tmpdir(), 'env-'));
    const { code, stdout } = await run(['env', client, url], { env: { XDG_CACHE_HOME: home } });
    expect(code).toBe(0);
    expect([...stdout.matchAll(/^export (\w+)=/gm)].map(([, name]) => name)).toEqual(names);
    const files = [...stdout.matchAll(/[^'=]*ca\.(?:pem|jks)/g)].map(([file]) => file);
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) {
      expect(file.startsWith(home)).toBe(true);
      const bytes = await readFile(file);
      if (file.endsWith('.pem')) expect(bytes.toString()).toBe(proxy.ca);
      else expect(bytes.subarray(0, 4).toString('hex')).toBe('feedfeed');
    }
  });

  it('It prints them for PowerShell, too, and where mail goes', async () => {
    const { url } = await startListening({ providersPort: 0, smtpPort: 0, smtpsPort: 0 });
    const home = await mkdtemp(join(tmpdir(), "o'env-"));
    const { stdout } = await run(['env', 'curl', url, '--shell', 'powershell'], { env: { XDG_CACHE_HOME: home } });
    expect(stdout).toMatch(/^\$env:HTTPS_PROXY = 'http:/m);
    expect(stdout).toContain("o''env-");
    expect(stdout).toMatch(/# smtpHost 127\.0\.0\.1, smtpPort \d+: SMTP and STARTTLS\n.*TLS from the first byte/);
  });

  it('The token of the control API is in a variable', async () => {
    const { url } = await startListening({ providersPort: 0, controlToken: 'geheim-9' });
    const without = await run(['env', 'curl', url]);
    expect(without).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining('set OTP_MOCK_CONTROL_TOKEN') as string,
    });
    const home = await mkdtemp(join(tmpdir(), 'env-'));
    const env = { OTP_MOCK_CONTROL_TOKEN: 'geheim-9', XDG_CACHE_HOME: home };
    expect(await run(['env', 'curl', url], { env })).toMatchObject({ code: 0 });
  });

  it.each<[string, () => Promise<readonly string[]>, RegExp]>([
    ['another client', async () => ['perl'], /'perl' is invalid for argument 'client'.*java, node, python, curl/],
    ['no client', async () => [], /missing required argument 'client'/],
    [
      'a mock without a proxy',
      async () => ['curl', (await startListening({})).url],
      /no proxy for the providers. Start it with --providers-port/,
    ],
    ['no mock', async () => ['curl', 'http://127.0.0.1:1'], /ECONNREFUSED.*Start the mock first/],
    ['no URL', async () => ['curl', 'here'], /"here" is not an http\(s\) URL/],
  ])('It refuses %s', async (_what, args, words) => {
    const ended = await run(['env', ...(await args())]);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toMatch(words);
  });
});
