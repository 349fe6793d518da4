// kill -9 of mocks with one state, and of their database, under sixteen writers: nothing that was answered is lost, nothing is
// there twice, and no change undoes another. A few rounds here, 100 with `npm run torture:team`.
// Needs a build.
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, expect, it } from 'vitest';
import type { State } from '../../src/document/schemas.ts';
import bodies from '../support/bodies.ts';
import { History } from '../support/history.ts';
import { paths } from '../support/mock.ts';
import { hasOwnServer, unusedMock, usePostgres } from '../support/postgres.ts';
import { type Running, start } from '../support/process.ts';
import { seededRandom } from '../support/seeded-random.ts';

const rounds = Number(process.env['TORTURE_ROUNDS'] ?? 4);
const replicas = 3;
const writers = 16;
/** In each round. */
const puts = 100;
const sends = 20;

const tried = { rounds: 0, puts: 0, sends: 0, unanswered: 0, lost: 0 };
afterAll(() => {
  process.stdout.write(
    `kill -9 of a team: ${tried.rounds} rounds, ${tried.puts} answered PUTs, ${tried.sends} answered sends, ${tried.unanswered} unanswered, ${tried.lost} lost or twice\n`,
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
      throw new Error(`${kind}: ${response.status} ${await response.text()}`);
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

/** One of the mocks, or all of them, or the database ends without a warning; and comes back. */
async function strike({ mocks, random }: Team, startOne: () => Promise<Running>): Promise<void> {
  await wait(20 + random() * 300);
  const chance = random();
  if (chance < 0.25) {
    await server().end('crash');
    return server().begin();
  }
  const struck = chance < 0.5 ? [...mocks] : [oneOf(mocks, random)];
  await Promise.all(struck.map((mock) => mock.stop('SIGKILL')));
  for (const mock of struck) mocks.splice(mocks.indexOf(mock), 1, await startOne());
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

it.skipIf(!hasOwnServer)(
  'kill -9 of mocks with one state, and of their database, loses no acknowledged write',
  { timeout: 60_000 + rounds * 20_000 },
  async () => {
    const args = ['--port', '0', '--store', url(), '--name', unusedMock(), '--log', 'silent', '--store-wait', '20'];
    const startOne = (): Promise<Running> => start([...args, '--outbox-limit', '100000', '--token-ttl', '86400']);
    const mocks = await Promise.all(Array.from({ length: replicas }, startOne));
    const random = seededRandom();
    const cookie = await login(oneOf(mocks, random));
    const team = { mocks, cookie, random };
    await work(
      team,
      spaces.map((space) => ({ kind: 'put', setting: 'mail', space })),
    ); // so that each send succeeds
    for (let round = 0; round < rounds; round += 1) {
      const jobs = Array.from({ length: puts + sends }, (_, index): Job => {
        const kind = index % ((puts + sends) / sends) === 0 ? 'send' : 'put';
        return { kind, setting: kind === 'send' || random() < 0.5 ? 'mail' : 'netgsm' };
      });
      const working = Array.from({ length: writers }, () => work(team, jobs));
      await strike(team, startOne);
      await Promise.all(working);
      const states = await Promise.all(mocks.map(stateAt));
      for (const state of states) expect(state).toEqual(states[0]);
      const found = states[0]?.spaces ?? {};
      const lost = [...histories.mail.check(found), ...histories.netgsm.check(withoutMessages(found))];
      tried.rounds += 1;
      tried.lost += lost.length;
      expect(lost).toEqual([]);
      await expectHeard(mocks, cookie);
    }
    for (const mock of mocks) expect((await mock.stop('SIGTERM')).code).toBe(0);
  },
);
