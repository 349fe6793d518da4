// The files of the store on a real disk, and on one that fails when it is told to.
import * as node from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Message } from '../../src/document/schemas.ts';
import { fileNameOf } from '../../src/store/file-name.ts';
import type { SpaceFile } from '../../src/store/files.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { FailingDisk } from '../support/failing-disk.ts';

interface Opened {
  readonly store: Store;
  readonly folder: string;
  readonly problems: string[];
  readonly disk: FailingDisk;
}

async function open(options: { folder?: string; logLimit?: number } = {}): Promise<Opened> {
  const folder = options.folder ?? join(await node.mkdtemp(join(tmpdir(), 'store-')), 'data');
  const problems: string[] = [];
  const disk = new FailingDisk();
  const check = {
    settings: (value: unknown) => (JSON.stringify(value).includes('unfit') ? 'it does not fit' : undefined),
    message: (value: unknown) => (typeof value === 'object' ? undefined : 'it is no message'),
  };
  const store = await openStore({
    folder,
    logLimit: options.logLimit ?? 3,
    check,
    report: (problem) => problems.push(problem),
    fs: disk.fs,
  });
  onTestFinished(() => store.close().catch(() => undefined));
  return { store, folder, problems, disk };
}

const fileOf = (space: string, mark = ''): SpaceFile => ({
  version: 1,
  space,
  settings: { mail: { isDefault: true, type: mark, provider: 'p' } },
});
const put = (store: Store, space: string, mark: string): Promise<void> =>
  store.settings(space).change(() => ({ value: fileOf(space, mark), result: undefined }));
const markOf = async (store: Store, space: string): Promise<string | undefined> =>
  (await store.settings(space).read())?.settings.mail?.type;
const message = (id: string): Message => ({ id }) as Message;
const idsOf = async (store: Store, space: string): Promise<string[]> =>
  (await store.outbox(space).read()).map(({ id }) => id);

describe('The name of a file', () => {
  it.each(['a', 'Ünïcödé', '..', 'a/b', 'CON', '🔑'.repeat(100), 'x'.repeat(100), ' ', '%2e', '\u0000'])(
    'is harmless for %j',
    (space) => {
      expect(fileNameOf(space)).toMatch(/^[a-z0-9_-]{0,40}-[0-9a-f]{16}$/);
    },
  );
});

describe('A value', () => {
  it('is written once for many changes at the same time, in their order, and each caller gets its own result', async () => {
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

  it('that stays the same is not written', async () => {
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
  ])('is as before when %s fails with %s, and the caller is told', async (call, code, kind) => {
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

  it('is what the disk has when only the folder cannot be synced', async () => {
    const { store, disk } = await open();
    await put(store, 'a', 'before');
    disk.fail('sync folder', 'EIO');
    await expect(put(store, 'a', 'after')).rejects.toMatchObject({ kind: 'not-stored' });
    expect(await markOf(store, 'a')).toBe('after');
    disk.recover();
    expect(await markOf(store, 'a')).toBe('after');
  });

  it('that the disk does not give is not damaged, and is read when it does', async () => {
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

describe('An outbox', () => {
  it('keeps the newest, and never gives a number twice, also after a restart, a clearing and a rewriting', async () => {
    const { store, folder } = await open();
    for (let index = 0; index < 20; index += 1) await store.outbox('a').append((sequence) => message(String(sequence)));
    expect(await idsOf(store, 'a')).toEqual(['17', '18', '19']);
    await store.close();
    const { store: again } = await open({ folder });
    expect(await idsOf(again, 'a')).toEqual(['17', '18', '19']);
    await again.outbox('a').overwrite([]);
    expect((await again.outbox('a').append((sequence) => message(String(sequence)))).id).toBe('20');
    await again.outbox('a').overwrite([message('x'), message('y')]);
    expect((await again.outbox('a').append((sequence) => message(String(sequence)))).id).toBe('23');
    await again.outbox('a').remove();
    expect((await again.outbox('a').append((sequence) => message(String(sequence)))).id).toBe('0');
  });

  it('does not grow on disk beyond twice its limit', async () => {
    const { store, folder } = await open({ logLimit: 10 });
    for (let index = 0; index < 100; index += 1)
      await store.outbox('a').append((sequence) => message(String(sequence)));
    const text = await node.readFile(join(folder, 'outbox', `${fileNameOf('a')}.jsonl`), 'utf8');
    expect(text.split('\n').length).toBeLessThanOrEqual(22);
  });

  it('drops a last line that a crash cut off, and goes on', async () => {
    const { store, folder } = await open();
    await store.outbox('a').append(() => message('one'));
    await store.close();
    const file = join(folder, 'outbox', `${fileNameOf('a')}.jsonl`);
    await node.appendFile(file, '{"id":"cut o');
    const { store: again, problems } = await open({ folder });
    expect(await idsOf(again, 'a')).toEqual(['one']);
    await again.outbox('a').append((sequence) => message(String(sequence)));
    expect(
      (await node.readFile(file, 'utf8'))
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as object),
    ).toHaveLength(3);
    expect(problems).toEqual([]);
  });
});

describe('In memory', () => {
  it('everything is the same but the files', async () => {
    const store = await openStore({
      logLimit: 2,
      check: { settings: () => undefined, message: () => undefined },
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
