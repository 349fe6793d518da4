// Thousands of spaces, few file descriptors, and many who ask at once.
// Needs a build.
import * as node from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fileNameOf } from '../../src/store/file-name.ts';
import { createServer } from '../../src/server.ts';
import bodies from '../support/bodies.ts';
import { talkTo } from '../support/mock.ts';
import { start } from '../support/process.ts';

const setting = { id: 'a'.repeat(24), creationDate: '2026-01-01T00:00:00.000Z', createdBy: 'x', ...bodies.mail };

/** A data folder with settings and an outbox for each name. */
async function folderWith(names: readonly string[]): Promise<string> {
  const data = join(await node.mkdtemp(join(tmpdir(), 'many-')), 'data');
  for (const part of ['spaces', 'outbox']) await node.mkdir(join(data, part), { recursive: true });
  for (const space of names) {
    const file = JSON.stringify({ version: 1, space, settings: { mail: setting } }, null, 2);
    await node.writeFile(join(data, 'spaces', `${fileNameOf(space)}.json`), file);
    const log = `${JSON.stringify({ version: 1, space, first: 0 })}\n`;
    await node.writeFile(join(data, 'outbox', `${fileNameOf(space)}.jsonl`), log);
  }
  return data;
}

describe('2,000 spaces and 200 file descriptors', () => {
  it('200 file descriptors are enough to read 2,000 spaces at once', { timeout: 120_000 }, async () => {
    const names = Array.from({ length: 2_000 }, (_, index) =>
      index % 2 === 0 ? `space_${index}` : `Space Nº ${index}`,
    );
    const mock = await start(['--port', '0', '--data', await folderWith(names), '--log', 'silent'], {
      descriptors: 200,
    });
    const get = async (path: string): Promise<unknown> => {
      const response = await fetch(mock.url + path);
      expect({ path, status: response.status }).toEqual({ path, status: 200 });
      return response.json();
    };
    const asked = ['spaces', 'spaces', 'outbox', 'spaces', 'outbox', 'spaces'].map((path) => get(`/__mock/${path}`));
    const [first, second] = (await Promise.all(asked)) as { spaces: { name: string; settings: number }[] }[];
    expect(first?.spaces.map(({ name }) => name)).toEqual(names.toSorted());
    expect(first?.spaces.every(({ settings }) => settings === 1)).toBe(true);
    expect(second).toEqual(first);
    const outboxes = await Promise.all(Array.from({ length: 100 }, () => get('/__mock/outbox')));
    expect(outboxes.at(-1)).toEqual({ total: 0, messages: [] });
    const { spaces } = (await get('/__mock/state')) as { spaces: object };
    expect(Object.keys(spaces)).toHaveLength(2_000);
    expect((await fetch(`${mock.url}/__mock/reset`, { method: 'POST' })).status).toBe(204);
    expect(await get('/__mock/spaces')).toEqual({ spaces: [] });
    expect((await mock.stop('SIGTERM')).code).toBe(0);
  });
});

describe('A listing', () => {
  it('A listing names a directory, a loop of symbolic links and a file of nobody, and answers for all others', async () => {
    const data = await folderWith(['a', 'B']);
    const paths = ['dir', 'loop', 'Whose'].map((name) => join(data, 'spaces', `${name}-0123456789abcdef.json`));
    const [dir = '', loop = '', nobody = ''] = paths;
    await node.mkdir(dir);
    await node.symlink(loop, loop);
    await node.writeFile(nobody, '{}');
    await node.mkdir(join(data, 'spaces', `${fileNameOf('c')}.json`));
    const server = await createServer({ data });
    const { agent } = talkTo(server);
    const { status, body } = await agent.get('/__mock/spaces');
    expect(status).toBe(200);
    const listed = (body as { spaces: { name: string; unreadable?: string }[] }).spaces;
    expect(listed.map(({ name, unreadable }) => (unreadable === undefined ? name : `${name}!`))).toEqual([
      'B',
      'Whose-0123456789abcdef.json!',
      'a',
      'c!',
      'dir-0123456789abcdef.json!',
      'loop-0123456789abcdef.json!',
    ]);
    await server.close();
  });
});

describe('A data folder that is removed while the mock runs', () => {
  it('A data folder that is removed while the mock runs is created again by the next change', async () => {
    const data = await folderWith([]);
    const server = await createServer({ data });
    const mock = talkTo(server);
    const a = await mock.enter('a');
    await a.put('mail', { isDefault: true });
    await a.sendTest();
    await node.rm(data, { recursive: true });
    expect((await mock.agent.get('/__mock/spaces')).status).toBe(200);
    expect((await a.put('twilio')).status).toBe(204);
    expect((await a.sendTest()).status).toBe(204);
    expect((await a.get()).body).toHaveLength(2);
    expect((await a.outbox()).body).toMatchObject({ total: 2 });
    await server.close();
    const again = talkTo(await createServer({ data }));
    expect((await (await again.enter('a')).get()).body).toHaveLength(2);
    expect((await (await again.enter('a')).outbox()).body).toMatchObject({ total: 2 });
    await again.server.close();
  });
});
