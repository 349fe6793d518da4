// Targets that cannot be judged: the right words, and exit code 2, never a failure of the contract.
// Needs a build.
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { createServer, request as send, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { run } from '../support/process.ts';
import { judge, troubles } from '../support/judge.ts';
import { correct, startBackend } from '../targets/backend.ts';

const tls = new URL('../support/tls/', import.meta.url);
const certificate = fileURLToPath(new URL('cert.pem', tls));

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const serve = async (listener: RequestListener): Promise<string> => `http://${await listen(createServer(listener))}`;

/** The correct backend behind TLS with a certificate that nobody has signed. */
async function serveTls(): Promise<string> {
  const backend = await startBackend();
  onTestFinished(() => backend.close());
  const options = { key: readFileSync(new URL('key.pem', tls)), cert: readFileSync(new URL('cert.pem', tls)) };
  const server = createTlsServer(options, (request, response) => {
    const { method = '', url, headers } = request;
    const through = send(`${backend.url}${url}`, { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    });
    request.pipe(through);
  });
  return `https://${await listen(server)}`;
}

async function correctBackend(): Promise<string> {
  const backend = await startBackend();
  onTestFinished(() => backend.close());
  return backend.url;
}

const redirecting = (): Promise<string> =>
  serve(({ url = '' }, response) => {
    response.writeHead(301, { Location: `https://other.example${url}?token=geheim` }).end();
  });

describe('A target that cannot be judged ends the run with exit code 2, and says why', () => {
  it.each<[string, () => Promise<readonly string[]>, RegExp]>([
    ['a dead port', async () => ['http://127.0.0.1:9'], /cannot be checked: nothing listens there/],
    ['a name that does not exist', async () => ['http://backend.invalid'], /its host name cannot be resolved/],
    ['no URL', async () => ['staging'], /"staging" is not an http\(s\) URL/],
    ['a self-signed certificate', async () => [await serveTls()], /certificate is self-signed.*--ca FILE.*--insecure/],
    [
      'certificates that cannot be read',
      async () => [await serveTls(), '--ca', '/nowhere'],
      /\/nowhere cannot be read/,
    ],
    [
      'a token that is refused',
      async () => [await correctBackend(), '--token', 'expired'],
      /it refuses the token with 401\. Pass another --token/,
    ],
    [
      'a login that asks for a one-time password',
      async () => [
        await serve((_, response) => {
          response.setHeader('Content-Type', 'application/json');
          response.end('{"otp_required":true,"otp_type":"SMS","username":"admin"}');
        }),
      ],
      /one-time password that was sent to "admin"\. Use a user who logs in without one, or pass --token/,
    ],
    [
      'a login that redirects',
      async () => [await redirecting()],
      /POST \/login redirects with 301 to https:\/\/other\.example\/login\. Check the address/,
    ],
    [
      'settings that redirect',
      async () => [await redirecting(), '--token', 'a-token'],
      /GET of the settings redirects with 301 to https:\/\/other\.example\/api\/otp\/settings\. /,
    ],
    ['a server that hangs', async () => [await serve(() => undefined), '--timeout', '300'], /did not respond in time/],
    [
      'one that resets',
      async () => [await serve(({ socket }) => socket.destroy())],
      /closed the connection without a response/,
    ],
    [
      'one that answers HTML to everything',
      async () => [await serve((_, response) => response.setHeader('content-type', 'text/html').end('<h1>Hi</h1>'))],
      /\/login responded with 200 and with an HTML page but no cookie ins_access_token/,
    ],
    [
      'one whose list is larger than 8 MB',
      async () => [
        await serve((_, response) =>
          response.setHeader('content-type', 'application/json').end(`"${'x'.repeat(9 * 1024 ** 2)}"`),
        ),
        '--token',
        'x',
      ],
      /its response is larger than 8 MB/,
    ],
    [
      'a proxy without a backend',
      async () => [await serve((_, response) => response.writeHead(502).end()), '--token', 'x'],
      /a proxy in front of it responds with 502/,
    ],
    [
      'a wrong password',
      async () => {
        const backend = await startBackend();
        onTestFinished(() => backend.close());
        return [backend.url, '--password', 'not-this-one'];
      },
      /refused "admin" with 401.*--password.*--token/,
    ],
    ['no target', async () => [], /The URL of the target is missing/],
    ['an unknown check', async () => ['http://127.0.0.1:9', '--only', 'put-fax'], /No check id starts with "put-fax"/],
    [
      'an unknown reporter',
      async () => ['http://127.0.0.1:9', '--reporter', 'xml'],
      /pretty, json, html, markdown, junit, github, ctrf, sarif/,
    ],
    ['an unknown effect', async () => ['http://127.0.0.1:9', '--allow', 'delete'], /write, send/],
    [
      'a missing list of differences',
      async () => ['http://127.0.0.1:9', '--known-differences', '/nowhere'],
      /cannot be read/,
    ],
  ])('A target that cannot be checked ends the run with exit code 2 and a reason: %s', async (_, args, words) => {
    const { code, stdout, stderr } = await run(['contract', ...(await args())]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(words);
    expect(stderr).not.toContain('not-this-one');
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  it.each([
    ['--insecure', ['--insecure']],
    ['its certificate in --ca', ['--ca', certificate]],
  ])('A target behind TLS can be checked with %s', async (_, args) => {
    const { code, stdout } = await run(['contract', await serveTls(), ...args, '--only', 'list.']);
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringMatching(/none failed/) as string });
  });

  it('A target behind a proxy from the environment can be checked', async () => {
    const backend = await startBackend();
    onTestFinished(() => backend.close());
    const asked: string[] = [];
    const proxy = createServer();
    proxy.on('connect', ({ url = '' }: { url?: string }, socket) => {
      asked.push(url);
      const through = connect(Number(new URL(backend.url).port), '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
        through.pipe(socket).pipe(through);
      });
      through.on('error', () => socket.destroy());
      socket.on('error', () => through.destroy());
    });
    const env = { HTTP_PROXY: `http://${await listen(proxy)}` };
    const { code } = await run(['contract', 'http://backend.example', '--only', 'list.answers'], { env });
    expect({ code, asked: asked[0] }).toEqual({ code: 0, asked: 'backend.example:80' });
  });
});

it.each([
  ['gzip', gzipSync],
  ['br', brotliCompressSync],
  ['deflate', deflateSync],
] as const)('A target behind a proxy that compresses (%s) is read as any other', async (encoding, compress) => {
  const backend = await startBackend({
    write(call, answer, response) {
      if (answer.body === undefined) return correct.write(call, answer, response);
      const body = compress(Buffer.from(answer.body));
      response.writeHead(answer.status, {
        ...answer.headers,
        'Content-Encoding': encoding,
        'Content-Length': body.length,
      });
      response.end(body);
    },
  });
  onTestFinished(() => backend.close());
  const { report } = await judge({ url: backend.url, only: ['list.', 'put-mail.answers'] });
  expect(troubles(report, ['failed', 'differs', 'blocked', 'skipped'])).toEqual([]);
});

it('A response that unpacks to more than 8 MB is given up', async () => {
  const bomb = gzipSync(Buffer.alloc(64 * 1024 ** 2, 0x20));
  const backend = await startBackend({
    write(call, answer, response) {
      if (call.method !== 'GET') return correct.write(call, answer, response);
      response.writeHead(200, { 'Content-Encoding': 'gzip', 'Content-Type': 'application/json' });
      response.end(bomb);
    },
  });
  onTestFinished(() => backend.close());
  await expect(judge({ url: backend.url, only: ['list.answers'], timeout: 5_000 })).rejects.toThrow(/larger than 8 MB/);
});
