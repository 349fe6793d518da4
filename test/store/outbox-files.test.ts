// The files of outboxes: an append costs the same however many there are, the oldest leave, and crashes leave their marks.
import * as node from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Message } from '../../src/document/schemas.ts';
import { fileOfOutbox, idsOf, message, open } from '../support/store.ts';

/** The ids that a process would find that starts now. */
async function onlyRead(folder: string): Promise<string[]> {
  const copy = join(await node.mkdtemp(join(tmpdir(), 'copy-')), 'data');
  await node.cp(join(folder, 'outbox'), join(copy, 'outbox'), { recursive: true });
  return idsOf((await open({ folder: copy, logLimits: { entries: 10 } })).store, 'a');
}

describe.each([
  ['in memory', undefined],
  ['on the disk only', 0],
])('An outbox that is kept %s', (_, memoryLimit) => {
  it('keeps the newest, and never gives a number twice, also after a restart, a clearing and a rewriting', async () => {
    const { store, folder } = await open({ memoryLimit });
    for (let index = 0; index < 20; index += 1) await store.outbox('a').append((sequence) => message(String(sequence)));
    expect(await idsOf(store, 'a')).toEqual(['17', '18', '19']);
    await store.close();
    const { store: again } = await open({ folder, memoryLimit });
    expect(await idsOf(again, 'a')).toEqual(['17', '18', '19']);
    await again.outbox('a').clear();
    expect((await again.outbox('a').append((sequence) => message(String(sequence)))).id).toBe('20');
    await again.outbox('a').remove();
    expect((await again.outbox('a').append((sequence) => message(String(sequence)))).id).toBe('0');
  });

  it('does not grow on disk beyond twice its limit', async () => {
    const { store, folder } = await open({ logLimits: { entries: 10 }, memoryLimit });
    for (let index = 0; index < 100; index += 1)
      await store.outbox('a').append((sequence) => message(String(sequence)));
    const text = await node.readFile(fileOfOutbox(folder, 'a'), 'utf8');
    expect(text.split('\n').length).toBeLessThanOrEqual(22);
  });
});

describe('An outbox', () => {
  it('An outbox that is full takes a message without being read', async () => {
    const { store, folder, disk } = await open({ logLimits: { entries: 10 } });
    const send = (): Promise<Message> => store.outbox('a').append((sequence) => message(String(sequence)));
    for (let index = 0; index < 12; index += 1) await send();
    const read = disk.counts.get('open folder'); // or a file, to be read
    await send();
    expect(disk.counts.get('open folder')).toBe(read);
    expect(await onlyRead(folder)).toEqual(await idsOf(store, 'a'));
  });

  it('An outbox goes on where somebody has removed its file', async () => {
    const { store, folder } = await open();
    await store.outbox('a').append((sequence) => message(String(sequence)));
    await node.unlink(fileOfOutbox(folder, 'a'));
    expect((await store.outbox('a').append((sequence) => message(String(sequence)))).id).toBe('1');
    expect((await idsOf(store, 'a')).at(-1)).toBe('1');
    await store.outbox('a').append((sequence) => message(String(sequence)));
    expect((await idsOf(store, 'a')).slice(-2)).toEqual(['1', '2']);
  });

  it('An outbox is limited in bytes as well: the oldest leave, on disk and in memory alike, and the newest always stays', async () => {
    const { store, folder } = await open({ logLimits: { entries: 1_000, bytes: 1_000 } });
    const large = (id: string, characters: number): Message => ({ id, text: 'ü'.repeat(characters) }) as Message;
    for (let index = 0; index < 20; index += 1) await store.outbox('a').append((sequence) => large(`${sequence}`, 150));
    expect(await idsOf(store, 'a')).toEqual(['17', '18', '19']);
    expect((await node.stat(fileOfOutbox(folder, 'a'))).size).toBeLessThan(3_000);
    await store.close();
    const { store: again } = await open({ folder, logLimits: { entries: 1_000, bytes: 1_000 } });
    expect(await idsOf(again, 'a')).toEqual(['17', '18', '19']);
    await again.outbox('a').append((sequence) => large(`${sequence}`, 5_000));
    expect(await idsOf(again, 'a')).toEqual(['20']);
  });

  it('An outbox of more than 64 MB is read, and its newest messages are there', async () => {
    const { store, folder } = await open();
    await store.outbox('a').append(() => message('0'));
    await store.close();
    const file = fileOfOutbox(folder, 'a');
    const handle = await node.open(file, 'a');
    for (let index = 1; index <= 70; index += 1)
      await handle.write(`${JSON.stringify({ id: String(index), text: 'x'.repeat(1024 ** 2) })}\n`);
    await handle.close();
    const limits = { bytes: 3.5 * 1024 ** 2 };
    const { store: again, problems } = await open({ folder, logLimits: limits });
    expect(await idsOf(again, 'a')).toEqual(['68', '69', '70']);
    expect((await again.outbox('a').append((sequence) => message(String(sequence)))).id).toBe('71');
    expect((await node.stat(file)).size).toBeLessThan(4 * 1024 ** 2);
    expect(problems).toEqual([]);
  });

  it.each(['', '\uFEFF'])(
    'An outbox keeps a last message that only lacks its end of line, and goes on (%j)',
    async (mark) => {
      const { store, folder } = await open();
      for (const id of ['one', 'two']) await store.outbox('a').append(() => message(id));
      await store.close();
      const file = fileOfOutbox(folder, 'a');
      await node.writeFile(file, mark + (await node.readFile(file, 'utf8')).trimEnd());
      for (const expected of [
        ['one', 'two'],
        ['one', 'two', '2'],
      ]) {
        const { store: again, problems } = await open({ folder });
        expect(await idsOf(again, 'a')).toEqual(expected);
        if (expected.length === 2) await again.outbox('a').append((sequence) => message(String(sequence)));
        await again.close();
        expect(problems).toEqual([]);
      }
    },
  );

  it('An outbox keeps line separators that JSON allows in a text', async () => {
    const { store, folder } = await open();
    await store.outbox('a').append(() => message('a\u2028b\u2029c\rd'));
    await store.close();
    expect(await idsOf((await open({ folder })).store, 'a')).toEqual(['a\u2028b\u2029c\rd']);
  });

  it('An outbox drops a last line that a crash cut off, and goes on', async () => {
    const { store, folder } = await open();
    await store.outbox('a').append(() => message('one'));
    await store.close();
    const file = fileOfOutbox(folder, 'a');
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

  it.each([['rename'], ['write']])(
    'An outbox is emptied on a full disk, where %s fails, and numbers go on',
    async (call) => {
      const { store, disk } = await open();
      for (let index = 0; index < 3; index += 1)
        await store.outbox('a').append((sequence) => message(String(sequence)));
      disk.fail(call, 'ENOSPC');
      await store.outbox('a').clear();
      expect(await idsOf(store, 'a')).toEqual([]);
      disk.recover();
      expect((await store.outbox('a').append((sequence) => message(String(sequence)))).id).toBe('3');
    },
  );
});
