// kill -9 under sixteen writers who put, send, delete, reset and restore: nothing that was answered is lost, and what concerns
// all spaces is there for all of them or for none. A few rounds here, 500 with `npm run torture`.
// Needs a build.
import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { State } from '../../src/document/schemas.ts';
import bodies from '../support/bodies.ts';
import { History, type Kind, type Operation } from '../support/history.ts';
import { paths } from '../support/mock.ts';
import { type Running, start } from '../support/process.ts';
import { seededRandom } from '../support/seeded-random.ts';

const rounds = Number(process.env['TORTURE_ROUNDS'] ?? 6);
const tried = { rounds: 0, answered: 0, broken: 0, lost: 0 };
afterAll(() => {
  process.stdout.write(
    `kill -9: ${tried.rounds} rounds, ${tried.answered} answered writes, ${tried.broken} interrupted ones, ${tried.lost} lost\n`,
  );
});

interface Table {
  readonly url: string;
  readonly cookie: string;
  readonly history: History;
  readonly random: () => number;
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
  const { history, url, random } = table;
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

describe('kill -9 under 16 writers', () => {
  it.each([1, 20, 500])(
    'kill -9 under 16 writers loses no acknowledged write in %i spaces',
    { timeout: 60_000 + rounds * 10_000 },
    async (count) => {
      const data = join(await mkdtemp(join(tmpdir(), 'kill-')), 'data');
      const args = [
        '--port',
        '0',
        '--data',
        data,
        '--log',
        'silent',
        '--outbox-limit',
        '100000',
        '--token-ttl',
        '86400',
      ];
      const history = new History(Array.from({ length: count }, (_, index) => `space_${index}`));
      const random = seededRandom();
      let mock: Running = await start(args);
      const cookie = await login(mock.url);
      for (let round = 0; round < Math.ceil(rounds / 3); round += 1) {
        const table = { url: mock.url, cookie, history, random };
        const writing = Array.from({ length: 16 }, () => write(table));
        await new Promise((resolve) => setTimeout(resolve, 50 + random() * 900));
        await mock.stop('SIGKILL');
        await Promise.all(writing);
        tried.rounds += 1;
        mock = await start(args);
        const { spaces } = (await (await fetch(`${mock.url}/__mock/state`)).json()) as State;
        const lost = history.check(spaces);
        tried.lost += lost.length;
        expect(lost).toEqual([]);
        await expectCleanFolder(data);
      }
      expect((await mock.stop('SIGTERM')).code).toBe(0);
    },
  );
});
