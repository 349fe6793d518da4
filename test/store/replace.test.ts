// Many spaces replaced at once: all of it or nothing, whatever the disk does and whenever the process is killed.
// Needs a build.
import * as node from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { State } from '../../src/document/schemas.ts';
import { fileNameOf } from '../../src/store/file-name.ts';
import type { Store, StoredSpace } from '../../src/store/store.ts';
import bodies from '../support/bodies.ts';
import { start } from '../support/process.ts';
import { seededRandom } from '../support/seeded-random.ts';
import { fileOf, idsOf, markOf, message, open, put } from '../support/store.ts';

const names = Array.from({ length: 20 }, (_, index) => `space ${index}`);
const generation = (mark: string, spaces = names): StoredSpace[] =>
  spaces.map((space) => ({ file: fileOf(space, mark), messages: [message(`${mark} ${space}`)] }));

/** What each space shows: the mark of its setting and the ids of its messages. */
async function shown(store: Store): Promise<Record<string, string>> {
  const stored = await store.snapshot();
  return Object.fromEntries(
    stored.map(({ file, messages }) => [
      file.space,
      `${file.settings.mail?.type}: ${messages.map(({ id }) => id).join()}`,
    ]),
  );
}

const expected = (mark: string, spaces = names): Record<string, string> =>
  Object.fromEntries(spaces.map((space) => [space, `${mark}: ${mark} ${space}`]));

describe('A replacement', () => {
  it.each([true, false])(
    'A replacement leaves these spaces and no others, or all others as they are (on disk: %s)',
    async (onDisk) => {
      const { store, folder } = await open({ inMemory: !onDisk });
      await store.replace(generation('one'), 'all');
      await store.replace(generation('two', ['space 3', 'new']), 'these');
      const some = { ...expected('one'), ...expected('two', ['space 3', 'new']) };
      expect(await shown(store)).toEqual(some);
      await store.replace(generation('three', ['space 4', 'other']), 'all');
      expect(await shown(store)).toEqual(expected('three', ['space 4', 'other']));
      expect((await store.outbox('space 4').append((sequence) => message(String(sequence)))).id).toBe('2');
      await store.close();
      if (onDisk) expect(await idsOf((await open({ folder })).store, 'space 4')).toEqual(['three space 4', '2']);
    },
  );

  it.each([
    ['open', 'EMFILE', 0],
    ['open', 'ENOSPC', 20],
    ['write', 'ENOSPC', 0],
    ['write', 'ENOSPC', 39],
    ['write', 'ENOSPC', 40],
    ['sync', 'EIO', 10],
    ['rename', 'EIO', 0],
  ])(
    'A replacement changes nothing when %s fails with %s after %i calls, now and after a restart',
    async (call, code, after) => {
      const { store, folder, disk } = await open();
      await store.replace(generation('before'), 'all');
      disk.fail(call, code, after);
      await expect(
        store
          .replace(generation('after', ['space 1', 'x']), 'all')
          .then(() => store.replace(generation('after'), 'all')),
      ).rejects.toMatchObject({ name: 'Refusal' });
      disk.recover();
      if (after > 0 && (await shown(store))['x'] !== undefined) return; // the first one was whole
      expect(await shown(store)).toEqual(expected('before'));
      expect(await node.readdir(join(folder, 'tmp'))).toEqual([]);
      await store.close();
      expect(await shown((await open({ folder })).store)).toEqual(expected('before'));
    },
  );

  it.each([
    ['rename', 1],
    ['rename', 17],
    ['rename', 40],
    ['unlink', 0],
    ['sync folder', 1],
    ['sync folder', 3],
  ])('A replacement is done in the end when %s fails after %i calls, in the middle of it', async (call, after) => {
    const { store, folder, disk } = await open();
    await store.replace(generation('before', [...names, 'leaves']), 'all');
    disk.fail(call, 'EIO', after);
    await expect(store.replace(generation('after'), 'all')).rejects.toMatchObject({ kind: 'not-stored' });
    await expect(put(store, 'space 1', 'lost')).rejects.toMatchObject({ kind: 'not-stored' });
    disk.recover();
    expect(await shown(store)).toEqual(expected('after'));
    await put(store, 'space 1', 'later');
    await store.close();
    const { store: again } = await open({ folder });
    expect(await shown(again)).toEqual({ ...expected('after'), 'space 1': 'later: after space 1' });
  });

  it('A replacement sets unreadable files aside, whether their space stays or not', async () => {
    const { store, folder } = await open();
    await store.replace(generation('one', ['kept', 'gone']), 'all');
    const fileIn = (part: string, space: string, ending: string): string =>
      join(folder, part, `${fileNameOf(space)}${ending}`);
    await store.close();
    await node.writeFile(fileIn('spaces', 'kept', '.json'), 'damaged settings');
    await node.writeFile(fileIn('outbox', 'kept', '.jsonl'), 'damaged outbox');
    await node.writeFile(join(folder, 'spaces', 'whose-0123456789abcdef.json'), 'damaged, of nobody');
    const { store: again } = await open({ folder });
    await again.replace(generation('two', ['kept']), 'all');
    expect(await shown(again)).toEqual(expected('two', ['kept']));
    const aside = await Promise.all(
      ['spaces', 'outbox'].map(async (part) =>
        Promise.all(
          (await node.readdir(join(folder, part)))
            .filter((name) => name.includes('.set-aside-'))
            .map((name) => node.readFile(join(folder, part, name), 'utf8')),
        ),
      ),
    );
    expect(aside.flat().toSorted()).toEqual(['damaged outbox', 'damaged settings', 'damaged, of nobody']);
  });

  it('A replacement waits for changes that are under way, and changes that come meanwhile wait for it', async () => {
    const { store } = await open();
    await store.replace(generation('one'), 'all');
    const changes = names.map((space) => put(store, space, 'earlier'));
    const replaced = store.replace(generation('two'), 'all');
    const later = names.slice(0, 5).map((space) => put(store, space, 'later'));
    const read = markOf(store, 'space 10');
    await Promise.all([...changes, replaced, ...later]);
    expect(['earlier', 'two']).toContain(await read);
    expect(await markOf(store, 'space 1')).toBe('later');
    expect(await markOf(store, 'space 10')).toBe('two');
  });

  it('A replacement of more spaces than there may be is refused, as is one more by a change', async () => {
    const { store } = await open({ spaceLimit: 20 });
    await expect(store.replace(generation('one', [...names, 'one more']), 'all')).rejects.toMatchObject({
      kind: 'too-many-spaces',
    });
    await store.replace(generation('one'), 'all');
    await expect(put(store, 'one more', 'x')).rejects.toMatchObject({ kind: 'too-many-spaces' });
    await expect(store.outbox('one more').append(() => message('x'))).rejects.toMatchObject({
      kind: 'too-many-spaces',
    });
    await put(store, 'space 3', 'still');
    await store.outbox('space 4').remove();
    await store.settings('space 4').overwrite(undefined);
    await put(store, 'one more', 'x');
    expect(await store.spaces()).toHaveLength(20);
  });
});

describe('A replacement whose list may or may not be on the disk', () => {
  it('A replacement whose list may or may not be on the disk is undone for certain before anything else is stored', async () => {
    const { store, folder, disk } = await open();
    await store.replace(generation('before'), 'all');
    disk.fail('sync folder', 'EIO');
    await expect(store.replace(generation('after', ['space 1']), 'all')).rejects.toMatchObject({ kind: 'not-stored' });
    await expect(put(store, 'space 1', 'x')).rejects.toMatchObject({ kind: 'not-stored' });
    disk.recover();
    expect(await shown(store)).toEqual(expected('before'));
    await store.close();
    expect(await shown((await open({ folder })).store)).toEqual(expected('before'));
  });
});

describe('A list of a switch that cannot be understood', () => {
  it.each([
    ['nonsense', 'x'],
    ['paths that lead elsewhere', '{"version":1,"move":[["tmp/a","../../b"]],"remove":[]}'],
    ['a path of its own', '{"version":1,"move":[],"remove":["session.json"]}'],
    ['a newer version', '{"version":2,"move":[],"remove":[]}'],
  ])('An unreadable list of a switch stops the start and is left: %s', async (_, text) => {
    const folder = join(await node.mkdtemp(join(tmpdir(), 'switch-')), 'data');
    await node.mkdir(folder);
    await node.writeFile(join(folder, 'switch.json'), text);
    await expect(open({ folder })).rejects.toThrow(/switch\.json cannot be read.*Remove it/);
    expect(await node.readFile(join(folder, 'switch.json'), 'utf8')).toBe(text);
  });
});

const rounds = Number(process.env['TORTURE_ROUNDS'] ?? 4);

describe('kill -9 in the middle of PUT /__mock/state', () => {
  it(
    `kill -9 in the middle of PUT /__mock/state leaves all of the old or all of the new, in ${rounds} rounds`,
    { timeout: 60_000 + rounds * 10_000 },
    async () => {
      const data = join(await node.mkdtemp(join(tmpdir(), 'restore-')), 'data');
      const state = (port: number): State => {
        const space = { settings: { mail: { ...bodies.mail, smtpPort: port } } };
        const spaces = Array.from({ length: 100 + (port % 7) }, (_, index) => `s${index}`);
        return { spaces: Object.fromEntries(spaces.map((name) => [name, space])) };
      };
      const random = seededRandom();
      let stored = 0;
      for (let round = 1; round <= rounds; round += 1) {
        const mock = await start(['--port', '0', '--data', data, '--log', 'silent']);
        const read = (await (await fetch(`${mock.url}/__mock/state`)).json()) as State;
        const ports = new Set(Object.values(read.spaces).map(({ settings }) => settings.mail?.smtpPort));
        expect([...ports]).toHaveLength(stored === 0 && ports.size === 0 ? 0 : 1);
        const [port = 0] = ports;
        expect([stored, round - 1]).toContain(port);
        if (port > 0) expect(Object.keys(read.spaces)).toHaveLength(100 + (port % 7));
        const put = fetch(`${mock.url}/__mock/state`, {
          method: 'PUT',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify(state(round)),
        }).then(
          ({ status }) => status,
          () => 0,
        );
        await new Promise((resolve) => setTimeout(resolve, random() * 250));
        await mock.stop('SIGKILL');
        stored = (await put) === 204 ? round : port;
      }
    },
  );
});
