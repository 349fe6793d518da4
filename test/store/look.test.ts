// How many settings and messages spaces have: what a look at their files tells is what reading them tells.
import * as node from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fileNameOf } from '../../src/store/file-name.ts';
import { fileOf, fileOfOutbox, idsOf, message, open, put } from '../support/store.ts';

const fileOfSettings = (folder: string, space: string): string => join(folder, 'spaces', `${fileNameOf(space)}.json`);

/** A folder with the space `a`, which has a setting and two messages. */
async function filled(): Promise<string> {
  const { store, folder } = await open();
  await put(store, 'a', 'one');
  await store.outbox('a').append(() => message('1'));
  await store.outbox('a').append(() => message('2'));
  await store.close();
  return folder;
}

/** Changes the text of a file by hand. */
async function edit(file: string, change: (text: string) => string): Promise<void> {
  await node.writeFile(file, change(await node.readFile(file, 'utf8')));
}

describe('A list of spaces', () => {
  it.each<[string, (folder: string) => Promise<unknown>, object]>([
    ['usual', async () => undefined, { settings: 1, messages: 2 }],
    ['without messages', (folder) => node.unlink(fileOfOutbox(folder, 'a')), { settings: 1, messages: 0 }],
    ['without settings', (folder) => node.unlink(fileOfSettings(folder, 'a')), { settings: 0, messages: 2 }],
    [
      'with more messages than are kept',
      (folder) => edit(fileOfOutbox(folder, 'a'), (text) => text + '{"id":"x"}\n'.repeat(4)),
      { settings: 1, messages: 3 },
    ],
    [
      'with a message that was cut off',
      (folder) => edit(fileOfOutbox(folder, 'a'), (text) => `${text}{"id":"x`),
      { settings: 1, messages: 2 },
    ],
    [
      'with a message without its end of line',
      (folder) => edit(fileOfOutbox(folder, 'a'), (text) => text.trimEnd()),
      { settings: 1, messages: 2 },
    ],
    [
      'with a byte order mark',
      (folder) => edit(fileOfSettings(folder, 'a'), (text) => `\uFEFF${text}`),
      { settings: 1, messages: 2 },
    ],
    [
      'with settings that are cut off',
      (folder) => edit(fileOfSettings(folder, 'a'), (text) => text.slice(0, -9)),
      { settings: 0, messages: 0, unreadable: expect.stringContaining('not valid JSON') },
    ],
    [
      'with settings that do not fit',
      (folder) => edit(fileOfSettings(folder, 'a'), (text) => text.replace('one', 'unfit')),
      { settings: 0, messages: 0, unreadable: expect.stringContaining('it does not fit') },
    ],
    [
      'with an outbox of another space',
      (folder) => edit(fileOfOutbox(folder, 'a'), (text) => text.replace('"a"', '"b"')),
      { settings: 0, messages: 0, unreadable: expect.stringContaining('belongs to the space') },
    ],
    [
      'with a folder in the place of its outbox',
      async (folder) => {
        await node.unlink(fileOfOutbox(folder, 'a'));
        await node.mkdir(fileOfOutbox(folder, 'a'));
      },
      { settings: 0, messages: 0, unreadable: expect.stringContaining('not a file') },
    ],
  ])('A list of spaces tells what a space has that is %s', async (_name, arrange, expected) => {
    const folder = await filled();
    await arrange(folder);
    const { store } = await open({ folder });
    expect(await store.list()).toEqual([{ name: 'a', ...expected }]);
  });

  it('A list of spaces tells what was changed while it was made', async () => {
    const { store } = await open({ folder: await filled() });
    const [, list] = await Promise.all([store.outbox('a').append(() => message('3')), store.list()]);
    expect([2, 3]).toContain(list[0]?.messages);
    expect((await store.list())[0]?.messages).toBe(3);
  });

  it('A restore goes on with the numbers of messages after a restart', async () => {
    const { store } = await open({ folder: await filled() });
    await store.replace([{ file: fileOf('a', 'new'), messages: [message('x')] }], 'all');
    expect(await store.outbox('a').append((sequence) => message(String(sequence)))).toEqual({ id: '3' });
    expect(await idsOf(store, 'a')).toEqual(['x', '3']);
  });
});
