// kill -9 under sixteen writers who put, send, delete, reset and restore: nothing that was answered is lost, and what concerns
// all spaces is there for all of them or for none. Needs a build.
import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { State } from '../../src/document/schemas.ts';
import bodies from './bodies.ts';
import { History, type Kind, type Operation } from './history.ts';
import { paths } from './mock.ts';
import { type Running, start } from './process.ts';
import { seededRandom } from './seeded-random.ts';

/** What was tried, in numbers. */
export interface Tried {
  rounds: number;
  answered: number;
  /** Requests without a response. */
  broken: number;
  lost: number;
}

interface Table {
  readonly url: string;
  readonly cookie: string;
  readonly history: History;
  readonly random: () => number;
  readonly tried: Tried;
}

const mail = (smtpPort: number) => ({ ...bodies.mail, isDefault: true, smtpPort });
const json = { 'Content-Type': 'application/json' };

/** One request of a kind, on one space or on all. */
function request(
  { kind, value }: Operation,
  space: string,
  { cookie, history }: Table,
): readonly [path: string, init: RequestInit] {
  const headers = { Cookie: cookie, 'X-Space': space, ...json };
  if (kind === 'restore') {
    const spaces = Object.fromEntries(history.spaces.map((name) => [name, { settings: { mail: mail(value) } }]));
    return ['/__mock/state', { method: 'PUT', headers: json, body: JSON.stringify({ spaces }) }];
  }
  const requests = {
    put: [paths.mail, { method: 'PUT', headers, body: JSON.stringify(mail(value)) }],
    send: ['/api/otp/settings/test', { method: 'POST', headers }],
    delete: [`/__mock/spaces/${space}`, { method: 'DELETE' }],
    reset: ['/__mock/reset', { method: 'POST' }],
  } as const;
  return requests[kind];
}

function kindAt(chance: number): Kind {
  if (chance < 0.75) return 'put';
  if (chance < 0.95) return 'send';
  if (chance < 0.98) return 'delete';
  return chance < 0.985 ? 'reset' : 'restore';
}

/** Writes until the server is gone. */
async function write(table: Table): Promise<void> {
  const { history, url, random, tried } = table;
  for (;;) {
    const space = history.spaces[Math.floor(random() * history.spaces.length)] ?? '';
    const kind = kindAt(random());
    const operation = history.begin(kind, space);
    const [path, init] = request(operation, space, table);
    const response = await fetch(url + path, init).catch(() => undefined);
    if (!response) {
      tried.broken += 1;
      return;
    }
    const nothingThere = response.status === 404 && (kind === 'delete' || kind === 'send');
    if (!nothingThere)
      expect({ kind, status: response.status, text: await response.text() }).toMatchObject({ status: 204 });
    history.end(operation, !nothingThere);
    tried.answered += 1;
  }
}

async function login(url: string): Promise<string> {
  const body = new URLSearchParams({ username: 'admin', password: 'admin' });
  const { headers } = await fetch(`${url}/login`, { method: 'POST', body });
  return headers.getSetCookie()[0]?.split(';')[0] ?? '';
}

/** Every file is whole, and nothing is left of what was interrupted. */
async function expectCleanFolder(data: string): Promise<void> {
  for (const folder of ['', 'spaces', 'outbox', 'tmp'])
    for (const entry of await readdir(join(data, folder), { withFileTypes: true })) {
      if (entry.isDirectory() || entry.isSocket() || entry.name === '.gitignore') continue;
      expect(entry.name).toMatch(/^[^.]+\.jsonl?$/);
      const lines = (await readFile(join(data, folder, entry.name), 'utf8')).trimEnd().split('\n');
      if (entry.name.endsWith('.json')) JSON.parse(lines.join('\n'));
      else for (const line of lines) JSON.parse(line);
    }
}

/** Kills a mock so many times while so many spaces are written to. Fails the test if an acknowledged write is lost. */
export async function killUnderWriters(spaces: number, rounds: number): Promise<Tried> {
  const tried: Tried = { rounds: 0, answered: 0, broken: 0, lost: 0 };
  const data = join(await mkdtemp(join(tmpdir(), 'kill-')), 'data');
  const args = ['--port', '0', '--data', data, '--log', 'silent', '--outbox-limit', '100000', '--token-ttl', '86400'];
  const history = new History(Array.from({ length: spaces }, (_, index) => `space_${index}`));
  const random = seededRandom();
  let mock: Running = await start(args);
  const cookie = await login(mock.url);
  for (let round = 0; round < rounds; round += 1) {
    const { answered } = tried;
    const table = { url: mock.url, cookie, history, random, tried };
    const writing = Array.from({ length: 16 }, () => write(table));
    await expect.poll(() => tried.answered).toBeGreaterThan(answered); // however busy the machine is
    await new Promise((resolve) => setTimeout(resolve, random() * 900));
    await mock.stop('SIGKILL');
    await Promise.all(writing);
    tried.rounds += 1;
    mock = await start(args);
    const state = (await (await fetch(`${mock.url}/__mock/state`)).json()) as State;
    const lost = history.check(state.spaces);
    tried.lost += lost.length;
    expect(lost).toEqual([]);
    await expectCleanFolder(data);
  }
  expect((await mock.stop('SIGTERM')).code).toBe(0);
  return tried;
}
