// Targets that answer with whatever breaks a reader: every run ends in a report, in all reporters, and in time.
// Needs a build.
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Report } from '../../src/contract/report/report.ts';
import { launch, run } from '../support/process.ts';
import { staging } from '../support/staging.ts';
import type { Quirks } from '../targets/backend.ts';

const deep = '['.repeat(100_000) + ']'.repeat(100_000);

/** The list of settings, spoilt; everything else is right. */
const listing = (spoil: (list: string) => string | Buffer, headers: Record<string, string> = {}): Partial<Quirks> => ({
  finish: (call, answer) =>
    call.method === 'GET' && answer.status === 200
      ? { ...answer, headers: { 'Content-Type': 'application/json', ...headers }, body: spoil(String(answer.body)) }
      : answer,
});

const cases: readonly (readonly [string, Partial<Quirks>])[] = [
  ['a provider that is an object with a toString of its own', listing(() => '[{"provider":{"toString":1}}]')],
  [
    'a type and an id that are objects without a prototype',
    listing(() => '[{"type":{"__proto__":null},"id":{"valueOf":1,"toString":2}}]'),
  ],
  ['a member that is nested 100,000 deep', listing((list) => list.replace('{', `{"deep":${deep},`))],
  ['a list that is nested 100,000 deep', listing(() => deep)],
  ['objects nested 50,000 deep', listing(() => `[${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}]`)],
  ['names of prototypes', listing(() => '[{"__proto__":{"x":1},"constructor":"x","hasOwnProperty":1}]')],
  ['settings that are null', listing(() => '[null, null]')],
  ['a body of 7 MB without an end of line', listing(() => `"${'x'.repeat(7 * 1024 ** 2)}"`)],
  ['bytes that are not UTF-8', listing(() => Buffer.from([0x5b, 0x22, 0xff, 0xfe, 0x22, 0x5d]))],
  ['a compressed body that is not compressed', listing((list) => list, { 'Content-Encoding': 'gzip' })],
  [
    'a date that is a list',
    listing((list) => list.replaceAll(/"creationDate":"[^"]*"/g, '"creationDate":[1,{"a":[]}]')),
  ],
  ['a second login that fails', { finish: failingAfter(2, '/login', () => ({ status: 500, body: 'no' })) }],
  [
    'a second login with a body that is nested deep',
    { finish: failingAfter(2, '/login', (answer) => ({ ...answer, body: deep })) },
  ],
];

function failingAfter(
  calls: number,
  path: string,
  spoil: (answer: Awaited<ReturnType<Quirks['finish']>>) => Awaited<ReturnType<Quirks['finish']>>,
): Quirks['finish'] {
  let count = 0;
  return (call, answer) => {
    if (call.path !== path) return answer;
    count += 1;
    return count > calls ? spoil(answer) : answer;
  };
}

const inFolder = async (): Promise<string> => mkdtemp(join(tmpdir(), 'hostile-'));

describe('A target that answers with', { timeout: 120_000 }, () => {
  it.each(cases)(
    'A target that responds with %s gets a report in every format, and the matching exit code',
    async (_, quirks) => {
      const { url } = await staging(quirks);
      const folder = await inFolder();
      const reporters = ['json', 'junit', 'github', 'pretty'].flatMap((name) => [
        '--reporter',
        `${name}=${join(folder, name)}`,
      ]);
      const { code, stderr } = await run(['contract', url, ...reporters, '--timeout', '3000']);
      const report = JSON.parse(await readFile(join(folder, 'json'), 'utf8')) as Report;
      const failed = report.checks.some(({ outcome }) => outcome === 'failed');
      expect({ code, stderr }).toEqual({
        code: failed ? 1 : expect.any(Number),
        stderr: expect.not.stringMatching(/ {4}at |Error:/) as string,
      });
      expect(code === 1).toBe(failed);
      expect(report.checks.length).toBeGreaterThan(500);
      for (const name of ['junit', 'github', 'pretty'])
        expect((await readFile(join(folder, name), 'utf8')).length).toBeGreaterThan(60);
    },
  );
});

/** A server that does with a GET of the settings what it is told, and logs everybody in. */
async function serve(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const listener: RequestListener = (request, response) => {
    if (request.url !== '/login') return answer(request, response);
    response.setHeader('Set-Cookie', ['ins_access_token=a-token; Path=/']);
    response.setHeader('Content-Type', 'application/json').end('{"expire-seconds":300,"spaces":["a"]}');
  };
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function drip(response: ServerResponse, write: () => void): void {
  const timer = setInterval(write, 50);
  response.on('close', () => clearInterval(timer));
}

const slow: readonly (readonly [string, (request: IncomingMessage, response: ServerResponse) => void])[] = [
  ['a byte of its body now and then', (_, response) => drip(response, () => void response.write(' '))],
  ['interim responses without end', (_, response) => drip(response, () => response.writeProcessing())],
  [
    'a byte of its headers now and then',
    ({ socket }, response) => {
      socket.write('HTTP/1.1 200 OK\r\nX-Slow: ');
      drip(response, () => void socket.write('x'));
    },
  ],
  ['nothing', () => undefined],
];

describe('A list of 500 settings', { timeout: 120_000 }, () => {
  it('A list of 500 settings is checked to the end in time', async () => {
    const { url } = await staging(
      listing((list) => JSON.stringify(Array(500).fill((JSON.parse(list) as object[])[0] ?? {}))),
    );
    const { code, stdout } = await run(['contract', url, '--space', 'live', '--reporter', 'json', '--max-time', '60']);
    const report = JSON.parse(stdout) as Report;
    expect({ stopped: report.stopped, code }).toEqual({ stopped: undefined, code: 1 });
  });
});

describe('A target that sends', () => {
  it.each(slow)('A target that sends %s is given up when the time for a response is over', async (_, answer) => {
    const started = performance.now();
    const { code, stderr } = await run(['contract', await serve(answer), '--timeout', '500', '--only', 'list.answers']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/in time/);
    expect(performance.now() - started).toBeLessThan(20_000);
  });

  it.each(slow)('A target that sends %s does not keep SIGTERM from ending the run in order', async (_, answer) => {
    let asked = 0;
    const url = await serve((request, response) => {
      asked += 1;
      if (asked < 3) response.setHeader('Content-Type', 'application/json').end('[]');
      else answer(request, response);
    });
    const { child, ended } = launch([
      'contract',
      url,
      '--timeout',
      '600000',
      '--only',
      'list.',
      '--space',
      'a',
      '--reporter',
      'json',
    ]);
    await expect.poll(() => asked).toBeGreaterThan(2);
    child.kill('SIGTERM');
    const { code, stdout } = await ended;
    expect({ code, stopped: (JSON.parse(stdout) as Report).stopped }).toEqual({
      code: 2,
      stopped: 'it was stopped by SIGTERM',
    });
  });

  it('A target that sends every response slowly is restored when the time for the run is over', async () => {
    const { url, read } = await staging({
      finish: async (_call, answer) => new Promise((resolve) => setTimeout(resolve, 20, answer)),
    });
    const before = await read('live');
    const { code, stdout } = await run(['contract', url, '--space', 'live', '--max-time', '2', '--reporter', 'json']);
    const report = JSON.parse(stdout) as Report;
    expect({ code, stopped: report.stopped }).toEqual({
      code: 2,
      stopped: expect.stringMatching(/2 s.*--max-time/) as string,
    });
    expect(report.checks.some(({ outcome }) => outcome === 'skipped')).toBe(true);
    expect(await read('live')).toEqual(before);
  });
});
