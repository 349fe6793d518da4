// What a mock does with rows of its database that somebody has edited, and with a clock that differs from its own.
import { describe, expect, it } from 'vitest';
import { ServerTime } from '../../src/store/postgres/server-time.ts';
import { ask } from '../support/databases.ts';
import { createMock, type TestMock } from '../support/mock.ts';
import { hasOwnServer, unusedMock, usePostgres } from '../support/postgres.ts';

const { url } = usePostgres();

/** How many requests a mock knows of. One at another mock is there a few milliseconds after its response. */
const totalAt = async ({ agent }: TestMock, query: string): Promise<number> =>
  ((await agent.get(`/__mock/requests?${query}`)).body as { total: number }).total;

describe('Clocks that differ', () => {
  it('The time of a mock is that of the database, and a difference is reported once', async () => {
    const told: string[] = [];
    const time = new ServerTime((problem) => told.push(problem));
    let ahead = 0;
    const query = async () => ({ rows: [{ now: String(Date.now() + ahead) }], count: 1 });
    for (ahead of [0, 100, 20_000, 20_100, -400_000, 0]) await time.measure(query);
    expect(told).toEqual([
      'The clock of this machine is 20.0 s behind that of the database. The mock uses that of the database.',
      'The clock of this machine is 400.0 s ahead of that of the database. The mock uses that of the database.',
      'The clock of this machine agrees with that of the database again.',
    ]);
    ahead = 20_000;
    await time.measure(query);
    expect(Math.abs(time.now().getTime() - Date.now() - 20_000)).toBeLessThan(100);
  });
});

describe.skipIf(!hasOwnServer)('Rows that were edited by hand', () => {
  it.each(['clock', 'faults'])('A row of the %s that cannot be read is named, and replaced over HTTP', async (name) => {
    const mock = unusedMock();
    const first = await createMock({ store: url(), name: mock });
    await first.agent.put('/__mock/clock').send({ offset: 60_000 });
    await first.agent.post('/__mock/faults').send({ status: 500 });
    await ask(
      `UPDATE otp_settings_mock.documents SET value = '"noon"', version = version + 1000000 WHERE mock = '${mock}' AND name = '${name}'`,
      url(),
    );
    const lines: string[] = [];
    const log = { problem: (line: string) => void lines.push(line), request: () => undefined };
    const second = await createMock({ store: url(), name: mock, log });
    for (const { agent } of [first, second]) {
      expect((await agent.get('/__mock/clock')).body).toMatchObject({ offset: name === 'clock' ? 0 : 60_000 });
      expect((await agent.get('/__mock/faults')).status).toBe(200);
    }
    expect(lines.join('\n')).toMatch(
      new RegExp(`The row "${name}" of the mock "${mock}" .* cannot be read: / must be object`),
    );
    expect((await second.agent.delete(`/__mock/${name}`)).status).toBeLessThan(300);
    const { rows } = await ask(
      `SELECT value FROM otp_settings_mock.documents WHERE mock = '${mock}' AND name = '${name}'`,
      url(),
    );
    expect(rows[0].value).toEqual(name === 'clock' ? { offset: 0 } : expect.objectContaining({ faults: [] }));
    expect((await first.agent.get('/__mock/faults')).status).toBe(200);
  });

  it('Sessions that cannot be read log all users out, and the next login stores new ones', async () => {
    const mock = unusedMock();
    const first = await createMock({ store: url(), name: mock });
    const { get } = await first.enter();
    await ask(
      `UPDATE otp_settings_mock.documents SET value = '7', version = version + 1000000 WHERE mock = '${mock}'`,
      url(),
    );
    expect((await get()).status).toBeLessThan(500);
    const second = await createMock({ store: url(), name: mock });
    expect((await (await second.enter()).get()).status).toBe(200);
    expect((await (await first.enter()).get()).status).toBe(200);
    expect((await first.agent.put('/__mock/users/ada').send({})).status).toBe(200);
    expect((await second.login('ada')).length).toBeGreaterThan(0);
  });

  it('Events that are none are left out, and everything else is still heard', async () => {
    const name = unusedMock();
    const [one, other] = [await createMock({ store: url(), name }), await createMock({ store: url(), name })];
    const { put, get } = await one.enter('a');
    await put('mail', { isDefault: true });
    await other.agent.get('/__mock/requests');
    await ask(`UPDATE otp_settings_mock.events SET data = '"nothing"' WHERE type = 'request'`, url());
    await get();
    const third = await createMock({ store: url(), name });
    for (const mock of [other, third]) await expect.poll(() => totalAt(mock, 'space=a&operation=getSettings')).toBe(1);
  });
});
