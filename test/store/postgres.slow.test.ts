// What is special about the store in PostgreSQL: several mocks share it.
import type { QueryResult } from 'pg';
import { describe, expect, it } from 'vitest';
import type { Store } from '../../src/store/store.ts';
import { ask as askDatabase, openIn } from '../support/databases.ts';
import { createMock } from '../support/mock.ts';
import { hasOwnServer, unusedMock, usePostgres, withoutPostgres } from '../support/postgres.ts';
import { fileOf, idsOf, markOf, message, put } from '../support/store.ts';

const { url } = usePostgres();

const ask = (text: string, database = url()): Promise<QueryResult> => askDatabase(text, database);

const many = Array.from({ length: 40 }, (_, index) => index);

describe.skipIf(withoutPostgres !== undefined)('Stores of one name in a database', () => {
  it('Stores of one name lose no change of a space, and give each message a number of its own', async () => {
    const name = unusedMock();
    const stores = await Promise.all([openIn(url(), name), openIn(url(), name), openIn(url(), name)]);
    const storeOf = (index: number): Store => stores[index % stores.length] as Store;
    await Promise.all(
      many.map((index) =>
        storeOf(index)
          .settings('a')
          .change((file) => ({
            value: fileOf('a', `${file?.settings.mail?.type ?? ''}${index},`),
            result: undefined,
          })),
      ),
    );
    const marks = await Promise.all(stores.map((store) => markOf(store, 'a')));
    expect(new Set(marks).size).toBe(1);
    expect(
      marks[0]
        ?.split(',')
        .slice(0, -1)
        .map(Number)
        .toSorted((a, b) => a - b),
    ).toEqual(many);
    await Promise.all(
      many.map((index) =>
        storeOf(index)
          .outbox('a')
          .append((sequence) => message(`m${sequence}`)),
      ),
    );
    expect(await idsOf(storeOf(0), 'a')).toEqual(many.map((index) => `m${index}`));
  });

  it('Stores of one name see at once what another has answered, and those of another name nothing', async () => {
    const name = unusedMock();
    const [one, other, stranger] = await Promise.all([openIn(url(), name), openIn(url(), name), openIn(url())]);
    const value = other.shared('clock', { offset: 0 });
    for (const mark of ['first', 'second']) {
      await put(one, 'a', mark);
      expect(await markOf(other, 'a')).toBe(mark);
      await one.shared('clock', { offset: 0 }).change(() => ({ value: { offset: mark.length }, result: undefined }));
      await other.refresh?.();
      expect(value.current).toEqual({ offset: mark.length });
    }
    expect(await stranger.spaces()).toEqual([]);
    expect(stranger.shared('clock', { offset: 0 }).current).toEqual({ offset: 0 });
  });

  it('Stores of one name replace everything or nothing, also while others write', async () => {
    const name = unusedMock();
    const [one, other] = await Promise.all([openIn(url(), name), openIn(url(), name)]);
    const spaces = ['a', 'b', 'c'];
    const states = ['x', 'y'].map((mark) =>
      spaces.map((space) => ({ file: fileOf(space, mark), messages: [message(mark)] })),
    );
    await one.replace(states[0] ?? [], 'all');
    const replacing = Promise.all(many.map((index) => one.replace(states[index % 2] ?? [], 'all')));
    for (let round = 0; round < 20; round += 1) {
      const seen = (await other.snapshot()).flatMap(({ file, messages }) => [
        file.settings.mail?.type,
        ...messages.map(({ id }) => id),
      ]);
      expect(seen).toHaveLength(6);
      expect(new Set(seen).size).toBe(1);
    }
    await replacing;
  });

  it('Stores of one name plant a seed once, and never over what was put meanwhile', async () => {
    const name = unusedMock();
    const [one, other] = await Promise.all([openIn(url(), name), openIn(url(), name)]);
    const seed = ['a', 'b'].map((space) => ({ file: fileOf(space, 'seed'), messages: [message('seed')] }));
    await one.plant(seed);
    await put(one, 'a', 'put');
    await one.outbox('a').append((sequence) => message(`m${sequence}`));
    await Promise.all([other.plant(seed), one.plant(seed)]);
    expect(await Promise.all(['a', 'b'].map((space) => markOf(other, space)))).toEqual(['put', 'seed']);
    expect(await Promise.all(['a', 'b'].map((space) => idsOf(other, space)))).toEqual([['seed', 'm1'], ['seed']]);
  });

  it('Stores of one name open the same session key, whichever comes first', async () => {
    const store = unusedMock();
    const mocks = await Promise.all([1, 2].map(() => createMock({ store: url(), name: store })));
    const [one, other] = mocks;
    const cookie = await one?.login();
    const listed = await other?.agent.get('/api/otp/settings').set({ Cookie: cookie ?? '', 'X-Space': 'a' });
    expect(listed?.status).toBe(200);
  });
});

describe.skipIf(withoutPostgres !== undefined)('The schema', () => {
  it('The schema is readable with psql: settings as JSON by provider', async () => {
    const name = unusedMock();
    await put(await openIn(url(), name), 'a', 'mark');
    const { rows } = await ask(
      `SELECT settings -> 'mail' ->> 'type' AS type FROM otp_settings_mock.settings WHERE mock = '${name}'`,
    );
    expect(rows).toEqual([{ type: 'mark' }]);
  });

  it.skipIf(!hasOwnServer)('The schema is created once by many that come together', async () => {
    await ask('CREATE DATABASE crowd');
    const database = url().replace(/postgres$/, 'crowd');
    await Promise.all(many.slice(0, 8).map(() => openIn(database)));
    expect((await ask('SELECT version FROM otp_settings_mock.schema', database)).rows).toEqual([{ version: 2 }]);
  });

  it.skipIf(!hasOwnServer)(
    'The schema of an earlier version is brought to the present one, and what is stored stays',
    async () => {
      await ask('CREATE DATABASE earlier');
      const database = url().replace(/postgres$/, 'earlier');
      await put(await openIn(database, 'a'), 'a', 'mark');
      await ask(
        'DROP TABLE otp_settings_mock.feeds, otp_settings_mock.events; UPDATE otp_settings_mock.schema SET version = 1',
        database,
      );
      const store = await openIn(database, 'a');
      expect(await markOf(store, 'a')).toBe('mark');
      expect((await ask('SELECT version FROM otp_settings_mock.schema', database)).rows).toEqual([{ version: 2 }]);
    },
  );

  it.skipIf(!hasOwnServer)('The schema needs a role with rights on it alone, when it is there', async () => {
    await ask('CREATE DATABASE narrow');
    const database = url().replace(/postgres$/, 'narrow');
    const narrow = database.replace('//test:not-shown', '//narrow:x');
    await ask(
      `CREATE ROLE narrow LOGIN; REVOKE CREATE ON DATABASE narrow FROM PUBLIC; REVOKE ALL ON SCHEMA public FROM PUBLIC;
       CREATE SCHEMA otp_settings_mock AUTHORIZATION narrow`,
      database,
    );
    await put(await openIn(narrow, 'a'), 'a', 'mark');
    expect(await markOf(await openIn(narrow, 'a'), 'a')).toBe('mark');
  });

  it.skipIf(!hasOwnServer)('The schema of a newer version is refused', async () => {
    await ask('CREATE DATABASE newer');
    const database = url().replace(/postgres$/, 'newer');
    await (await openIn(database)).close();
    await ask('UPDATE otp_settings_mock.schema SET version = 99', database);
    await expect(openIn(database)).rejects.toThrow(/has version 99.*Use a newer version/);
  });

  it('Settings that somebody has spoiled in the database are refused, and can be replaced', async () => {
    const name = unusedMock();
    const store = await openIn(url(), name);
    await put(store, 'a', 'good');
    await ask(`UPDATE otp_settings_mock.settings SET settings = '{"mail":"unfit"}' WHERE mock = '${name}'`);
    await expect(store.settings('a').read()).rejects.toMatchObject({ kind: 'unreadable-space' });
    await expect(put(store, 'a', 'other')).rejects.toMatchObject({ kind: 'unreadable-space' });
    await store.settings('a').overwrite(fileOf('a', 'new'));
    expect(await markOf(store, 'a')).toBe('new');
  });
});
