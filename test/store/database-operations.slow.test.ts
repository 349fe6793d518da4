// What operators and neighbours do to the database of mocks: restarts, ended connections, locks, an emptied or a foreign schema.
import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import { StartError } from '../../src/document/start-error.ts';
import { ask, openIn } from '../support/databases.ts';
import { createMock, type TestMock, type Visitor } from '../support/mock.ts';
import { hasOwnServer, unusedMock, usePostgres } from '../support/postgres.ts';

const { url, server } = usePostgres();

/** Statuses of many requests at once, each with how often it came. */
async function statusesOf(requests: readonly Promise<{ status: number }>[]): Promise<Record<number, number>> {
  const counts: Record<number, number> = {};
  for (const { status } of await Promise.all(requests)) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, n) => make(n));

/** Has visitors put again and again until the work is done. Resolves with the statuses that they got. */
async function beside(visitors: readonly Visitor[], work: () => Promise<void>): Promise<Set<number>> {
  const seen = new Set<number>();
  const over = new AbortController();
  const putting = visitors.map(async ({ put }) => {
    for (let smtpPort = 1; !over.signal.aborted; smtpPort += 1)
      seen.add((await put('mail', { smtpPort, isDefault: true })).status);
  });
  await work();
  over.abort();
  await Promise.all(putting);
  return seen;
}

const connectionsOf = async (): Promise<number> =>
  Number(
    (await ask(`SELECT count(*) FROM pg_stat_activity WHERE application_name = 'otp-settings-mock'`, url())).rows[0]
      .count,
  );

/** How many requests a mock knows of. One at another mock is there a few milliseconds after its response. */
const totalAt = async ({ agent }: TestMock, query: string): Promise<number> =>
  ((await agent.get(`/__mock/requests?${query}`)).body as { total: number }).total;

/** Two mocks of one name, and somebody at each. */
async function twoMocks(options: object = {}): Promise<readonly [TestMock, TestMock]> {
  const name = unusedMock();
  return [await createMock({ store: url(), name, ...options }), await createMock({ store: url(), name, ...options })];
}

describe.skipIf(!hasOwnServer)('Connections', () => {
  it('Connections that are ended, and a server that is restarted, under 32 clients end no mock', async () => {
    const mock = await createMock({ store: url(), name: unusedMock() });
    const visitors = await Promise.all(times(32, (index) => mock.enter(`space ${index}`)));
    const terminate = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'otp-settings-mock'`;
    const seen = await beside(visitors, async () => {
      for (let rounds = 0; rounds < 20; rounds += 1) {
        await ask(terminate, url());
        await wait(50);
      }
      for (let rounds = 0; rounds < 2; rounds += 1) {
        await server().end('fast');
        await server().begin();
        await wait(300);
      }
    });
    expect([...seen].filter((status) => status !== 204 && status !== 503)).toEqual([]);
    for (const { put } of visitors) await expect.poll(async () => (await put('mail')).status).toBe(204);
  });

  it('A row that somebody has locked delays requests for its space alone, and takes no more than 11 connections', async () => {
    const mock = await createMock({ store: `${url()}?query_timeout=5000`, name: unusedMock() });
    const [locked, other] = [await mock.enter('locked'), await mock.enter('other')];
    for (const { put, sendTest } of [locked, other]) {
      await put('mail', { isDefault: true });
      await sendTest();
    }
    const client = new Client(url());
    await client.connect();
    onTestFinished(() => client.end());
    await client.query(
      `BEGIN; SELECT * FROM otp_settings_mock.settings WHERE space = 'locked' FOR UPDATE;
       SELECT * FROM otp_settings_mock.outboxes WHERE space = 'locked' FOR UPDATE`,
    );
    const before = await connectionsOf();
    const blocked = statusesOf([
      ...times(110, (n) => locked.put('mail', { smtpPort: n + 1 })),
      ...times(30, () => locked.sendTest()),
    ]);
    await wait(100);
    const others = statusesOf([
      ...times(20, (n) => other.put('mail', { smtpPort: n + 1, isDefault: true })),
      ...times(20, () => other.sendTest()),
    ]);
    expect(await Promise.race([blocked, others])).toEqual({ 204: 40 }); // long before the others give up
    expect((await connectionsOf()) - before).toBeLessThanOrEqual(11);
    expect(await blocked).toEqual({ 503: 140 });
    expect((await connectionsOf()) - before).toBeLessThanOrEqual(11);
    const waiting = await ask(`SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'`, url());
    expect(waiting.rows[0].count).toBe('0'); // what was given up does not go on
    await client.query('ROLLBACK');
    expect((await locked.put('mail')).status).toBe(204);
  });

  it('A role that may have three connections has all requests be answered', async () => {
    await ask('CREATE DATABASE three', url());
    const database = url().replace(/postgres$/, 'three');
    await ask(
      'CREATE ROLE three LOGIN CONNECTION LIMIT 3; CREATE SCHEMA otp_settings_mock AUTHORIZATION three',
      database,
    );
    const mock = await createMock({ store: database.replace('//test:not-shown', '//three:x'), name: unusedMock() });
    const { put, get } = await mock.enter();
    expect(await statusesOf(times(100, (n) => put('mail', { smtpPort: n + 1 })))).toEqual({ 204: 100 });
    const visitors = await Promise.all(times(100, (n) => mock.enter(`space ${n}`)));
    expect(await statusesOf(visitors.flatMap((each) => [each.put('mail'), each.get()]))).toEqual({
      200: 100,
      204: 100,
    });
    expect((await get()).status).toBe(200);
  });
});

describe.skipIf(!hasOwnServer)('A restore beside senders', () => {
  it('A restore beside senders leaves every space able to send, and no message of before', async () => {
    const [one, other] = await twoMocks({ seed: { spaces: {} } });
    const names = times(40, (n) => `space ${n}`);
    const visitors = await Promise.all(names.map((name, n) => (n % 2 ? one : other).enter(name)));
    for (const { put } of visitors) await put('mail', { isDefault: true });
    const state: unknown = (await one.agent.get('/__mock/state?secrets=plain')).body;
    const over = new AbortController();
    const seen = new Set<number>();
    const sending = visitors.map(async ({ sendTest }) => {
      while (!over.signal.aborted) seen.add((await sendTest()).status);
    });
    for (let rounds = 0; rounds < 15; rounds += 1)
      expect((await (rounds % 2 ? one : other).agent.put('/__mock/state').send(state as object)).status).toBe(204);
    over.abort();
    await Promise.all(sending);
    expect([...seen]).toEqual([204]);
    await one.agent.put('/__mock/state').send(state as object);
    expect((await other.agent.get('/__mock/state?secrets=plain')).body).toEqual(state);
    expect(await statusesOf(visitors.map(({ sendTest }) => sendTest()))).toEqual({ 204: 40 });
  });

  it('A restore of many spaces is one event, and leaves the requests in the list', async () => {
    const mock = await createMock({ store: url(), name: unusedMock(), seed: 'random:2500' });
    const { get } = await mock.enter();
    await get();
    expect((await mock.agent.post('/__mock/reset')).status).toBe(204);
    const { body } = await mock.agent.get('/__mock/requests?operation=getSettings');
    expect(body).toMatchObject({ total: 1 });
  });
});

describe.skipIf(!hasOwnServer)('Another database', () => {
  it.each([
    ['the schema was dropped', 'DROP SCHEMA otp_settings_mock CASCADE'],
    ['a table was dropped', 'DROP TABLE otp_settings_mock.feeds'],
    [
      'all rows were deleted',
      ['settings', 'messages', 'outboxes', 'documents', 'events', 'feeds']
        .map((table) => `DELETE FROM otp_settings_mock.${table}`)
        .join('; '),
    ],
  ])('Mocks go on when %s: with the tokens of before, and they hear of each other', async (_what, statement) => {
    const [one, other] = await twoMocks();
    const [here, there] = [await one.enter('a'), await other.enter('a')];
    for (let n = 0; n < 5; n += 1) await here.put('mail', { isDefault: true });
    await other.agent.get('/__mock/requests');
    await ask(statement, url());
    expect((await there.put('mail', { smtpHost: 'after', isDefault: true })).status).toBe(204);
    expect((await here.get()).body).toMatchObject([{ smtpHost: 'after' }]);
    expect((await here.sendTest()).status).toBe(204);
    await expect.poll(() => totalAt(other, 'space=a&operation=sendTestMessage')).toBe(1);
    const waiting = other.agent.get('/__mock/outbox/wait?space=b&timeout=5000');
    const elsewhere = await one.enter('b');
    await elsewhere.put('mail', { isDefault: true });
    await elsewhere.sendTest();
    expect((await waiting).status).toBe(200);
    expect((await one.agent.put('/__mock/users/ada').send({})).status).toBe(200);
    expect((await other.login('ada')).length).toBeGreaterThan(0);
  });

  it('A database that cannot hold every text is refused at the start', async () => {
    await ask(`CREATE DATABASE turkish ENCODING 'LATIN5' TEMPLATE template0 LOCALE 'C'`, url());
    const error = await openIn(url().replace(/postgres$/, 'turkish')).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(StartError);
    expect(String(error)).toMatch(/has the encoding LATIN5.*Create one with the encoding UTF8/);
  });
});
