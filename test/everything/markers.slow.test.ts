// A marker in every secret field, by every provider: it is in no output of the mock, in whatever form, but in those that show
// secrets by what they are for: GET of the contract, ?secrets=plain, and the data folder.
// Needs a build.
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run, start } from '../support/process.ts';
import bodies from '../support/bodies.ts';
import { paths } from '../support/mock.ts';
import { providerNames } from '../../src/settings/providers.ts';

const marker = 'Mk7&Qz"9/wX+4nB=6rT<2vYp';
const secretOf = { twilio: 'authToken', netgsm: 'password', dataport: 'password', mail: 'password' } as const;

/** Every form in which a secret may stand somewhere, and pieces of it. */
const forms = [
  ...Array.from({ length: marker.length - 7 }, (_, at) => marker.slice(at, at + 8)),
  encodeURIComponent(marker).slice(4, 20),
  new URLSearchParams({ a: marker }).toString().slice(6, 22),
  JSON.stringify(marker).slice(3, 13),
  ...[0, 1, 2].map((shift) =>
    Buffer.from('x'.repeat(shift) + marker)
      .toString('base64')
      .slice(4, 20),
  ),
  Buffer.from(marker).toString('hex').slice(4, 20),
];

function expectNone(output: string, where: string): void {
  for (const form of forms) expect(output.includes(form), `${form} in ${where}`).toBe(false);
}

const login = async (url: string): Promise<string> => {
  const body = new URLSearchParams({ username: 'admin', password: 'admin' });
  return (await fetch(`${url}/login`, { method: 'POST', body })).headers.getSetCookie()[0]?.split(';')[0] ?? '';
};

/** Puts, refused puts and test sends with the marker; resolves with everything that came back. */
async function exercise(url: string, cookie: string): Promise<string> {
  const headers = { Cookie: cookie, 'X-Space': 'a', 'Content-Type': 'application/json' };
  const received: string[] = [];
  const send = async (
    path: string,
    method: string,
    body?: string,
    more: Record<string, string> = {},
  ): Promise<void> => {
    const response = await fetch(url + path, {
      method,
      headers: { ...headers, ...more },
      ...(body !== undefined && { body }),
    });
    received.push(JSON.stringify([...response.headers]), await response.text());
  };
  for (const provider of providerNames) {
    const secret = { [secretOf[provider]]: marker };
    const whole = JSON.stringify({ ...bodies[provider], ...secret, isDefault: true });
    await send(paths[provider], 'PUT', whole);
    await send('/api/otp/settings/test', 'POST');
    await send('/api/otp/settings/test', 'POST', undefined, { 'X-Mock-Fault': 'error=30' });
    await send(paths[provider], 'PUT', JSON.stringify({ ...secret, isDefault: 'no' }));
    await send(paths[provider], 'PUT', JSON.stringify({ ...bodies[provider], [secretOf[provider]]: [marker] }));
    await send(paths[provider], 'PUT', JSON.stringify({ ...bodies[provider], [secretOf[provider]]: { a: marker } }));
    await send(paths[provider], 'PUT', whole.slice(0, -1));
    await send(paths[provider], 'PUT', whole, { 'Content-Type': 'text/plain' });
    await send(
      paths[provider],
      'PUT',
      JSON.stringify({ ...bodies[provider], unknownPassword: marker, api_token: marker }),
    );
  }
  await send('/login', 'POST', new URLSearchParams({ username: 'admin', password: marker }).toString(), {
    'Content-Type': 'application/x-www-form-urlencoded',
  });
  await send(`/login?password=${encodeURIComponent(marker)}`, 'POST', undefined, {
    'Content-Type': 'application/x-www-form-urlencoded',
  });
  for (const path of [
    'spaces/a',
    'state',
    'outbox?limit=100',
    'outbox/latest?space=a',
    'requests?limit=500',
    'spaces',
    'faults',
    'users',
  ])
    await send(`/__mock/${path}`, 'GET');
  const state = { spaces: { b: { settings: { mail: { ...bodies.mail, password: marker, isDefault: 'no' } } } } };
  await send('/__mock/state', 'PUT', JSON.stringify(state));
  await send('/__mock/spaces/b', 'PUT', JSON.stringify(state.spaces.b));
  return received.join('\n');
}

describe('A secret', () => {
  it.each(['pretty', 'json'])(
    'A secret is in no response, event or line of the %s log, before a crash and after it',
    async (format) => {
      const data = join(await mkdtemp(join(tmpdir(), 'markers-')), 'data');
      const args = ['--port', '0', '--data', data, '--log', format];
      let mock = await start(args);
      const listening = new AbortController();
      const stream = fetch(`${mock.url}/__mock/events`, { signal: listening.signal }).then((response) =>
        response.text(),
      );
      let events = '';
      void stream.then((text) => (events = text)).catch(() => undefined);
      const first = await exercise(mock.url, await login(mock.url));
      expectNone(first, 'a response');
      const ended = await mock.stop('SIGKILL');
      await stream.catch(() => undefined);
      expectNone(events, 'an event');
      expectNone(ended.stdout + ended.stderr, 'the log');
      mock = await start(args);
      expectNone(await exercise(mock.url, await login(mock.url)), 'a response after the crash');
      const last = await mock.stop('SIGTERM');
      expectNone(last.stdout + last.stderr, 'the log after the crash');
    },
  );

  it('A secret that is stored is in no report of a contract run, and is there afterwards', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'markers-'));
    const mock = await start(['--port', '0', '--ephemeral', '--log', 'silent']);
    const headers = { Cookie: await login(mock.url), 'X-Space': 'a', 'Content-Type': 'application/json' };
    for (const provider of providerNames) {
      const body = JSON.stringify({ ...bodies[provider], [secretOf[provider]]: marker });
      await fetch(mock.url + paths[provider], { method: 'PUT', headers, body });
    }
    const names = ['pretty', 'json', 'junit', 'github'];
    const reporters = names.flatMap((name) => ['--reporter', `${name}=${join(folder, name)}`]);
    const assumptions = ['--write-assumptions', join(folder, 'assumptions')];
    const env = { GITHUB_STEP_SUMMARY: join(folder, 'summary') };
    const args = [
      'contract',
      mock.url,
      '--space',
      'a',
      '--assume',
      'secrets-in-get=omitted',
      '--strict',
      ...reporters,
      ...assumptions,
    ];
    const { code, stdout, stderr } = await run(args, { env });
    expect(code).toBe(1);
    expectNone(stdout + stderr, 'the output');
    for (const name of [...names, 'assumptions', 'summary'])
      expectNone(await readFile(join(folder, name), 'utf8'), name);
    const stored = await (await fetch(`${mock.url}/api/otp/settings`, { headers })).text();
    expect(JSON.parse(stored)).toMatchObject(
      Array.from({ length: 4 }, (_, index) => ({ [secretOf[providerNames[index] ?? 'mail']]: marker })),
    );
  });
});
