// Mocks with one state under sixteen writers, while they are killed, or their database is, or restarted, locked, or restored, or a
// clock is wrong: nothing that was answered is lost, nothing is there twice, and no change undoes another. A round of each here,
// 100 of each with `npm run torture:team`.
// Needs a build.
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, expect, it } from 'vitest';
import type { State } from '../../src/document/schemas.ts';
import bodies from '../support/bodies.ts';
import { History } from '../support/history.ts';
import { paths } from '../support/mock.ts';
import { clockAhead, strikes } from '../support/strikes.ts';
import { hasOwnServer, unusedMock, usePostgres } from '../support/postgres.ts';
import { type Running, start } from '../support/process.ts';
import { seededRandom } from '../support/seeded-random.ts';

/** In all; the kinds of strikes take turns. */
const rounds = Number(process.env['TORTURE_ROUNDS'] ?? 9);
const replicas = 3;
const writers = 16;
/** In each round. */
const puts = 100;
const sends = 20;

const chosen = process.env['STRIKES']?.split(',');
const kinds = (Object.keys(strikes) as (keyof typeof strikes)[]).filter((kind) => chosen?.includes(kind) ?? true);
const tried = {
  rounds: {} as Partial<Record<keyof typeof strikes, number>>,
  puts: 0,
  sends: 0,
  unanswered: 0,
  lost: 0,
};
afterAll(() => {
  process.stdout.write(
    `A team: ${JSON.stringify(tried.rounds)} rounds, ${tried.puts} answered PUTs, ${tried.sends} answered sends, ${tried.unanswered} unanswered, ${tried.lost} lost or twice\n`,
  );
});

const { url, server } = usePostgres();
const spaces = Array.from({ length: 200 }, (_, index) => `space_${index}`);

type Random = () => number;

/** One of a list that is not empty. */
const oneOf = <T>(all: readonly T[], random: Random): T => all[Math.floor(random() * all.length)] as T;

/** Two settings of each space have histories of their own, so that it shows when a change of one undoes one of the other. */
const histories = {
  mail: new History(spaces),
  netgsm: new History(spaces, ({ settings }) => Number(settings.netgsm?.header ?? Number.NaN) || undefined),
};
const bodyOf = {
  mail: (value: number) => ({ ...bodies.mail, isDefault: true, smtpPort: value }),
  netgsm: (value: number) => ({ ...bodies.netgsm, isDefault: false, header: String(value) }),
};

interface Team {
  readonly mocks: Running[];
  readonly cookie: string;
  readonly random: Random;
}

interface Job {
  readonly kind: 'put' | 'send';
  readonly setting: keyof typeof histories;
  /** Any one without. */
  readonly space?: string;
}

/** What their logs say of failed requests, a moment later. */
async function errorsOf(mocks: readonly Running[]): Promise<string> {
  await wait(300);
  return mocks.flatMap(({ output }) => output().stderr.match(/^.*"status":500.*$/gm) ?? []).join('\n');
}

/** Does jobs until there are none left, each at any of the mocks. One that is not answered is done again, as another one. */
async function work({ mocks, cookie, random }: Team, jobs: Job[]): Promise<void> {
  for (let job = jobs.pop(); job; job = jobs.pop()) {
    const { kind, setting, space = oneOf(spaces, random) } = job;
    const operation = histories[setting].begin(kind, space);
    const headers = { Cookie: cookie, 'X-Space': space, 'Content-Type': 'application/json' };
    const [path, init] =
      kind === 'put'
        ? [paths[setting], { method: 'PUT', headers, body: JSON.stringify(bodyOf[setting](operation.value)) }]
        : ['/api/otp/settings/test', { method: 'POST', headers }];
    const response = await fetch(oneOf(mocks, random).url + path, init).catch(() => undefined);
    if (response && ![204, 404, 503].includes(response.status))
      throw new Error(`${kind}: ${response.status} ${await response.text()} ${await errorsOf(mocks)}`);
    if (response?.status === 204 || response?.status === 404)
      histories[setting].end(operation, response.status === 204);
    else {
      tried.unanswered += 1;
      jobs.push(job);
      await wait(20);
    }
    if (response?.status === 204) tried[kind === 'put' ? 'puts' : 'sends'] += 1;
  }
}

/** Restores all spaces with a value of its own in both settings. */
async function restore({ mocks, random }: Team): Promise<void> {
  const [mail, netgsm] = [histories.mail.begin('restore', ''), histories.netgsm.begin('restore', '')];
  const settings = { mail: bodyOf.mail(mail.value), netgsm: bodyOf.netgsm(netgsm.value) };
  const state = { secrets: 'plain', spaces: Object.fromEntries(spaces.map((space) => [space, { settings }])) };
  const init = { method: 'PUT', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(state) };
  const response = await fetch(`${oneOf(mocks, random).url}/__mock/state`, init);
  if (response.status !== 204) throw new Error(`restore: ${response.status} ${await response.text()}`);
  histories.mail.end(mail, true);
  histories.netgsm.end(netgsm, true);
}

/** What the mocks have stored is gone. */
async function forget(work: () => Promise<void>): Promise<void> {
  const resets = [histories.mail, histories.netgsm].map((history) => [history, history.begin('reset', '')] as const);
  await work();
  for (const [history, operation] of resets) history.end(operation, true);
}

/** The sends are in the history of the other setting. */
const withoutMessages = (found: State['spaces']): State['spaces'] =>
  Object.fromEntries(Object.entries(found).map(([name, { settings }]) => [name, { settings }]));

const stateAt = async ({ url: mock }: Running): Promise<State> =>
  (await (await fetch(`${mock}/__mock/state`)).json()) as State;

async function login({ url: mock }: Running): Promise<string> {
  const body = new URLSearchParams({ username: 'admin', password: 'admin' });
  const { headers } = await fetch(`${mock}/login`, { method: 'POST', body });
  return headers.getSetCookie()[0]?.split(';')[0] ?? '';
}

/** A message that one of them records is what another one is waiting for. */
async function expectHeard([one, other]: readonly Running[], cookie: string): Promise<void> {
  const headers = { Cookie: cookie, 'X-Space': 'waiting', 'Content-Type': 'application/json' };
  const body = JSON.stringify(bodyOf.mail(1));
  const { status } = await fetch(one?.url + paths.mail, { method: 'PUT', headers, body });
  const newest = await fetch(`${other?.url}/__mock/outbox/latest?space=waiting`);
  const { id } = (await newest.json()) as { id?: string };
  const after = id === undefined ? '' : `&after=${id}`;
  const waiting = fetch(`${other?.url}/__mock/outbox/wait?space=waiting&timeout=5000${after}`);
  const sent = await fetch(`${one?.url}/api/otp/settings/test`, { method: 'POST', headers });
  expect([status, sent.status, (await waiting).status]).toEqual([204, 204, 200]);
}

/** The clocks of their machines may differ. */
async function expectSameTime(mocks: readonly Running[]): Promise<void> {
  const times = await Promise.all(
    mocks.map(async ({ url: mock }) =>
      Date.parse(((await (await fetch(`${mock}/__mock/clock`)).json()) as { now: string }).now),
    ),
  );
  for (const time of times) expect(Math.abs(time - Date.now())).toBeLessThan(1_500);
}

it.skipIf(!hasOwnServer)(
  'Strikes at mocks with one state, and at their database, lose no acknowledged write',
  { timeout: 60_000 + rounds * 20_000 },
  async () => {
    const args = ['--port', '0', '--store', url(), '--name', unusedMock(), '--log', 'json', '--store-wait', '20'];
    const startOne = (ahead = 0): Promise<Running> =>
      start([...args, '--outbox-limit', '100000', '--token-ttl', '86400'], {
        env: { NODE_OPTIONS: `--disable-warning=DEP0169 ${ahead === 0 ? '' : clockAhead(ahead)}` },
      });
    const mocks = await Promise.all(Array.from({ length: replicas }, () => startOne()));
    const random = seededRandom();
    const cookie = await login(oneOf(mocks, random));
    const team = { mocks, cookie, random };
    const putAll = () =>
      work(
        team,
        spaces.map((space) => ({ kind: 'put', setting: 'mail', space })),
      );
    await putAll(); // so that each send succeeds
    for (let round = 0; round < rounds; round += 1) {
      const jobs = Array.from({ length: puts + sends }, (_, index): Job => {
        const kind = index % ((puts + sends) / sends) === 0 ? 'send' : 'put';
        return { kind, setting: kind === 'send' || random() < 0.5 ? 'mail' : 'netgsm' };
      });
      const working = Array.from({ length: writers }, () => work(team, jobs));
      await wait(20 + random() * 300);
      const kind = kinds[round % kinds.length] ?? 'kill';
      await strikes[kind]({ server: server(), mocks, random, startOne, spaces, restore: () => restore(team), forget });
      await Promise.all(working);
      const states = await Promise.all(mocks.map(stateAt));
      for (const state of states) expect(state).toEqual(states[0]);
      const found = states[0]?.spaces ?? {};
      const lost = [...histories.mail.check(found), ...histories.netgsm.check(withoutMessages(found))];
      tried.rounds[kind] = (tried.rounds[kind] ?? 0) + 1;
      tried.lost += lost.length;
      expect(lost).toEqual([]);
      await expectHeard(mocks, cookie);
      if (kind === 'empty') await putAll();
      await expectSameTime(mocks);
    }
    for (const mock of mocks) expect((await mock.stop('SIGTERM')).code).toBe(0);
  },
);
