// A disk that fails in every way at every call: whatever is then answered, memory says what the disk has.
import * as node from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Store } from '../../src/store/store.ts';
import { fileOf, message, open, put } from '../support/store.ts';

const codes = ['ENOSPC', 'EDQUOT', 'EACCES', 'EIO', 'EMFILE', 'EROFS'];
const everyCode = process.env['TORTURE_ROUNDS'] !== undefined;
const calls = ['open', 'write', 'sync', 'rename', 'unlink', 'open folder', 'sync folder'];

const changes: Readonly<Record<string, (store: Store) => Promise<unknown>>> = {
  'a put': (store) => put(store, 'a', 'after'),
  'the first put of a space': (store) => put(store, 'new', 'after'),
  'a message': (store) => store.outbox('a').append(() => message('after')),
  'the first message of a space': (store) => store.outbox('new').append(() => message('after')),
  'the message that makes the file too long': async (store) => {
    for (let index = 0; index < 8; index += 1) await store.outbox('a').append(() => message(String(index)));
  },
  'an outbox that is emptied': (store) => store.outbox('a').clear(),
  'an outbox that is removed': (store) => store.outbox('a').remove(),
  'settings that are removed': (store) => store.settings('a').overwrite(undefined),
  'a space that is replaced': (store) =>
    store.replace([{ file: fileOf('a', 'after'), messages: [message('after')] }], 'these'),
  'all spaces that are replaced': (store) => store.replace([{ file: fileOf('new', 'after'), messages: [] }], 'all'),
};

async function shown(store: Store): Promise<unknown> {
  const stored = await store.snapshot();
  return stored
    .map(({ file, messages }) => [file.space, file.settings.mail?.type, ...messages.map(({ id }) => id)].join(' '))
    .toSorted();
}

/** What a process that starts now would find. */
async function onDisk(folder: string): Promise<unknown> {
  const copy = join(await node.mkdtemp(join(tmpdir(), 'copy-')), 'data');
  const filter = async (path: string): Promise<boolean> =>
    !(await node.lstat(path)).isSocket() && !path.endsWith('lock.json');
  await node.cp(folder, copy, { recursive: true, filter });
  return shown((await open({ folder: copy })).store);
}

/** Every code in torture; otherwise the codes in turn, begun with another one for each change. */
function casesOf(change: string) {
  const ways = calls.flatMap((call) => [0, 1].map((after) => ({ call, after })));
  const begin = Object.keys(changes).indexOf(change);
  return ways.flatMap(({ call, after }, index) =>
    codes
      .filter((_, nth) => everyCode || nth === (begin + index) % codes.length)
      .map((code) => [call, code, after] as const),
  );
}

const everything = Object.entries(changes).flatMap(([name, change]) => [
  [name, 'in memory', change, undefined] as const,
  [name, 'on the disk only', change, 0] as const,
]);

describe.each(everything)('%s, with what is stored %s', (name, _, change, memoryLimit) => {
  const cases = casesOf(name);

  it.each(cases)('while %s fails with %s after %i calls leaves memory as the disk is', async (call, code, after) => {
    const { store, folder, disk } = await open({ memoryLimit });
    await put(store, 'a', 'before');
    await put(store, 'b', 'before');
    await store.outbox('a').append(() => message('before'));
    disk.fail(call, code, after);
    const answered = await change(store).then(
      () => true,
      (error: unknown) => {
        expect(error).toMatchObject({ name: 'Refusal' });
        return false;
      },
    );
    disk.recover();
    const inMemory = await shown(store);
    expect(await onDisk(folder)).toEqual(inMemory);
    if (answered) expect(inMemory).not.toEqual(['a before before', 'b before']);
    await put(store, 'a', 'later');
    await store.outbox('a').append(() => message('later'));
    expect(await onDisk(folder)).toEqual(await shown(store));
  });
});
