// The files of the store on a real disk, and on one that fails when it is told to.
import { describe, expect, it } from 'vitest';
import { fileNameOf } from '../../src/store/file-name.ts';
import { openStore } from '../../src/store/open-store.ts';
import { fileOf, idsOf, markOf, message, open, put } from '../support/store.ts';

describe('The name of a file', () => {
  it.each(['a', 'Ünïcödé', '..', 'a/b', 'CON', '🔑'.repeat(100), 'x'.repeat(100), ' ', '%2e', '\u0000'])(
    'The name of a file is harmless for %j',
    (space) => {
      expect(fileNameOf(space)).toMatch(/^[a-z0-9_-]{0,40}-[0-9a-f]{16}$/);
    },
  );
});

describe('A value', () => {
  it('A value is written once for many changes at the same time, in their order, and each caller gets its own result', async () => {
    const { store, disk } = await open();
    const results = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        store
          .settings('a')
          .change((file) => {
            if (index === 20) throw new Error('only mine');
            const earlier = file?.settings.mail?.type ?? '';
            return { value: fileOf('a', `${earlier}${index} `), result: index };
          })
          .catch((error: unknown) => (error as Error).message),
      ),
    );
    expect(results[20]).toBe('only mine');
    expect(results[49]).toBe(49);
    expect(await markOf(store, 'a')).toBe(Array.from({ length: 50 }, (_, i) => (i === 20 ? '' : `${i} `)).join(''));
    expect(disk.counts.get('rename')).toBeLessThanOrEqual(3);
  });

  it('A value that stays the same is not written', async () => {
    const { store, disk } = await open();
    await put(store, 'a', 'x');
    const renames = disk.counts.get('rename');
    await store.settings('a').change((file) => ({ value: file, result: undefined }));
    expect(disk.counts.get('rename')).toBe(renames);
  });

  it.each([
    ['open', 'EMFILE', 'not-stored'],
    ['open', 'EACCES', 'not-stored'],
    ['write', 'ENOSPC', 'no-room'],
    ['write', 'EDQUOT', 'no-room'],
    ['sync', 'EIO', 'not-stored'],
    ['rename', 'EACCES', 'not-stored'],
  ])('A value is unchanged when %s fails with %s, and the caller gets the error', async (call, code, kind) => {
    const { store, folder, disk } = await open();
    await put(store, 'a', 'before');
    await store.outbox('a').append(() => message('before'));
    disk.fail(call, code);
    await expect(put(store, 'a', 'after')).rejects.toMatchObject({ name: 'Refusal', kind });
    if (call !== 'rename')
      await expect(store.outbox('a').append(() => message('after'))).rejects.toMatchObject({ kind });
    expect(await markOf(store, 'a')).toBe('before');
    expect(await idsOf(store, 'a')).toEqual(['before']);
    disk.recover();
    await put(store, 'a', 'later');
    await store.outbox('a').append(() => message('later'));
    await store.close();
    const again = await open({ folder });
    expect(await markOf(again.store, 'a')).toBe('later');
    expect(await idsOf(again.store, 'a')).toEqual(['before', 'later']);
  });

  it('A value is what the disk has when only the folder cannot be synced', async () => {
    const { store, disk } = await open();
    await put(store, 'a', 'before');
    disk.fail('sync folder', 'EIO');
    await expect(put(store, 'a', 'after')).rejects.toMatchObject({ kind: 'not-stored' });
    expect(await markOf(store, 'a')).toBe('after');
    disk.recover();
    expect(await markOf(store, 'a')).toBe('after');
  });

  it('A value that the disk does not give is not damaged, and is read when it does', async () => {
    const { store, folder, disk, problems } = await open();
    await put(store, 'a', 'x');
    await store.close();
    const again = await open({ folder });
    again.disk.fail('read', 'EACCES');
    await expect(again.store.settings('a').read()).rejects.toMatchObject({ kind: 'not-stored' });
    again.disk.recover();
    expect(await markOf(again.store, 'a')).toBe('x');
    expect([...problems, ...again.problems]).toEqual([]);
    expect(disk.counts.get('rename')).toBeGreaterThan(0);
  });
});

describe('A file larger than what is read', () => {
  it('A file larger than the limit is not written, and the old one stays', async () => {
    const { store } = await open();
    await put(store, 'a', 'before');
    await expect(put(store, 'a', 'x'.repeat(64 * 1024 ** 2))).rejects.toMatchObject({ kind: 'too-large' });
    expect(await markOf(store, 'a')).toBe('before');
  });
});

describe('In memory', () => {
  it('In memory, everything works the same without files', async () => {
    const store = await openStore({
      logLimits: { entries: 2, bytes: 1_000_000 },
      validate: { settings: () => undefined, message: () => undefined, session: () => undefined },
      report: () => undefined,
    });
    await put(store, 'a', 'x');
    for (let index = 0; index < 5; index += 1) await store.outbox('b').append((sequence) => message(String(sequence)));
    expect(await markOf(store, 'a')).toBe('x');
    expect(await idsOf(store, 'b')).toEqual(['3', '4']);
    expect(await store.spaces()).toEqual([{ name: 'a' }, { name: 'b' }]);
    await store.settings('a').overwrite(undefined);
    await store.outbox('b').remove();
    expect(await store.spaces()).toEqual([]);
    await store.close();
  });
});
