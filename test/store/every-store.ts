// What every store does, wherever it keeps things.
import { describe, expect, it, onTestFinished } from 'vitest';
import type { StoreOptions } from '../../src/store/files.ts';
import type { Store } from '../../src/store/store.ts';
import { fileOf, idsOf, markOf, message, put } from '../support/store.ts';
import type { Opener } from '../support/stores.ts';

const stored = (space: string, mark: string, ids: readonly string[] = []) => ({
  file: fileOf(space, mark),
  messages: ids.map(message),
});

const namesIn = async (store: Store): Promise<string[]> =>
  (await store.spaces()).map((entry) => ('name' in entry ? entry.name : entry.file)).toSorted();

const append = (store: Store, space: string): Promise<unknown> =>
  store.outbox(space).append((sequence) => message(`m${sequence}`));

/** @param opener makes a place that is empty, and opens it */
export function describeStore(where: string, opener: () => Promise<Opener>): void {
  describe(`A store in ${where}`, () => {
    async function open(options?: Partial<StoreOptions>): Promise<Store> {
      const store = await (await opener())(options);
      onTestFinished(() => store.close());
      return store;
    }

    it('has nothing at first', async () => {
      const store = await open();
      expect(await store.spaces()).toEqual([]);
      expect(await store.snapshot()).toEqual([]);
      expect(await store.find('a')).toBeUndefined();
      expect(await store.settings('a').read()).toBeUndefined();
      expect(await store.outbox('a').read()).toEqual([]);
      expect(await store.list()).toEqual([]);
      expect(await store.session.read()).toBeUndefined();
    });

    it('applies changes of one space in their order, and each caller gets its own result', async () => {
      const settings = (await open()).settings('a');
      const results = await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          settings.change((file) => {
            const before = file?.settings.mail?.type ?? '';
            return { value: fileOf('a', `${before}${index},`), result: before };
          }),
        ),
      );
      expect(results[1]).toBe('0,');
      expect(results[19]).toBe(`${Array.from({ length: 19 }, (_, index) => index).join()},`);
      expect((await settings.read())?.settings.mail?.type).toBe(`${results[19]}19,`);
    });

    it('gives an error of a change to its caller only, and keeps nothing of it', async () => {
      const store = await open();
      const failing = store.settings('a').change(() => {
        throw new Error('not so');
      });
      const other = put(store, 'a', 'kept');
      await expect(failing).rejects.toThrow('not so');
      await other;
      expect(await markOf(store, 'a')).toBe('kept');
    });

    it('forgets settings that are removed', async () => {
      const store = await open();
      await put(store, 'a', 'one');
      await store.settings('a').overwrite(undefined);
      expect(await store.settings('a').read()).toBeUndefined();
      expect(await store.spaces()).toEqual([]);
      await put(store, 'a', 'two');
      expect(await markOf(store, 'a')).toBe('two');
    });

    it('keeps any text and the order of fields', async () => {
      const store = await open();
      const texts = { z: '\u0000', a: '\uD800', ü: '“🔑”\\u0000', 'ü 2': '\u2028', n: 1e308, deep: [{ b: 1, a: 2 }] };
      await store.settings('ş "a" %2e').change(() => ({
        value: { ...fileOf('ş "a" %2e'), settings: { mail: texts as never } },
        result: undefined,
      }));
      const read = await store.settings('ş "a" %2e').read();
      expect(JSON.stringify(read?.settings.mail)).toBe(JSON.stringify(texts));
      await store.outbox('ş "a" %2e').append(() => texts as never);
      expect(JSON.stringify(await store.outbox('ş "a" %2e').read())).toBe(JSON.stringify([texts]));
      expect(JSON.stringify((await store.snapshot())[0]?.messages)).toBe(JSON.stringify([texts]));
      expect(await store.list()).toContainEqual({ name: 'ş "a" %2e', settings: 1, messages: 1 });
    });

    it('names and counts the spaces that have settings or an outbox', async () => {
      const store = await open();
      await put(store, 'settings', 'one');
      await append(store, 'outbox');
      await put(store, 'both', 'two');
      await append(store, 'both');
      expect(await namesIn(store)).toEqual(['both', 'outbox', 'settings']);
      expect(await store.list()).toContainEqual({ name: 'both', settings: 1, messages: 1 });
      expect(await store.list()).toContainEqual({ name: 'outbox', settings: 0, messages: 1 });
      expect(await store.find('settings')).toEqual(stored('settings', 'one'));
      expect(await store.find('outbox')).toEqual({
        file: { version: 1, space: 'outbox', settings: {} },
        messages: [message('m0')],
      });
    });

    it('replaces some spaces as a whole, and numbers of messages go on', async () => {
      const store = await open();
      for (const space of ['a', 'b']) await put(store, space, 'old');
      await append(store, 'a');
      await store.replace([stored('a', 'new', ['x']), stored('c', 'more')], 'these');
      expect(await Promise.all(['a', 'b', 'c'].map((space) => markOf(store, space)))).toEqual(['new', 'old', 'more']);
      await append(store, 'a');
      expect(await idsOf(store, 'a')).toEqual(['x', 'm2']);
    });

    it('replaces everything', async () => {
      const store = await open();
      for (const space of ['a', 'b']) await put(store, space, 'old');
      await append(store, 'b');
      await append(store, 'd');
      await store.replace([stored('a', 'new'), stored('c', 'more', ['x'])], 'all');
      const all = (await store.snapshot()).toSorted((one, other) => (one.file.space < other.file.space ? -1 : 1));
      expect(all).toEqual([stored('a', 'new'), stored('c', 'more', ['x'])]);
      await store.replace([], 'all');
      expect(await store.spaces()).toEqual([]);
    });

    it('holds no more spaces than it may, and a replacement that would is not made', async () => {
      const store = await open({ spaceLimit: 2 });
      await put(store, 'a', 'one');
      await append(store, 'b');
      await expect(put(store, 'c', 'one')).rejects.toMatchObject({ kind: 'too-many-spaces' });
      await expect(append(store, 'c')).rejects.toMatchObject({ kind: 'too-many-spaces' });
      await expect(store.replace([stored('c', 'one')], 'these')).rejects.toMatchObject({ kind: 'too-many-spaces' });
      const three = ['b', 'c', 'd'].map((space) => stored(space, 'one'));
      await expect(store.plant(three)).rejects.toMatchObject({ kind: 'too-many-spaces' });
      await expect(store.replace(three, 'these')).rejects.toMatchObject({ kind: 'too-many-spaces' });
      await expect(store.replace(three, 'all')).rejects.toMatchObject({ kind: 'too-many-spaces' });
      await put(store, 'b', 'more');
      await store.settings('a').overwrite(undefined);
      await put(store, 'c', 'now there is room');
      expect(await namesIn(store)).toEqual(['b', 'c']);
    });

    it('starts with no more spaces than it may hold', async () => {
      const store = await open({ spaceLimit: 2 });
      const seed = ['a', 'b', 'c'].map((space) => stored(space, 'one'));
      await expect(store.plant(seed)).rejects.toMatchObject({ kind: 'too-many-spaces' });
      expect(await store.spaces()).toEqual([]);
      await store.plant(seed.slice(1));
      expect(await namesIn(store)).toEqual(['b', 'c']);
    });

    it('keeps the sessions', async () => {
      const store = await open();
      const session = { version: 1 as const, key: 'k', ended: { s: 1 } };
      expect(await store.session.change((value = session) => ({ value, result: value.key }))).toBe('k');
      expect(await store.session.change((value = { ...session, key: 'other' }) => ({ value, result: value.key }))).toBe(
        'k',
      );
      await store.session.overwrite({ ...session, key: 'new' });
      expect(await store.session.read()).toEqual({ ...session, key: 'new' });
    });

    it('shares a value until the end of the process, or longer', async () => {
      const store = await open();
      const initial = { number: 0 };
      const value = store.shared('test', initial);
      expect(value.current).toBe(initial);
      const add = (by: number) => value.change(({ number }) => ({ value: { number: number + by }, result: number }));
      expect(await add(1)).toBe(0);
      expect((await Promise.all([add(2), add(3)])).toSorted()).toEqual([1, 3]);
      expect(value.current).toEqual({ number: 6 });
      await value.change((same) => ({ value: same, result: undefined }));
      expect(value.current).toEqual({ number: 6 });
    });

    it('tells which spaces have changed', async () => {
      const changed: (string | undefined)[] = [];
      const store = await open({ changed: (space) => changed.push(space) });
      await put(store, 'a', 'one');
      await append(store, 'a');
      await store.outbox('a').clear();
      await store.replace([stored('b', 'one')], 'all'); // of two spaces: one event
      await store.replace([stored('b', 'two')], 'these');
      expect(changed).toEqual(['a', 'a', undefined, 'b']);
    });

    it.skipIf(where === 'memory')('has everything when it is opened again', async () => {
      const reopen = await opener();
      for (let index = 0; index < 3; index += 1) {
        const store = await reopen();
        expect(await markOf(store, 'a')).toBe(index === 0 ? undefined : String(index - 1));
        await put(store, 'a', String(index));
        await append(store, 'a');
        expect(await idsOf(store, 'a')).toHaveLength(index + 1);
        await store.close();
      }
    });
  });
}
