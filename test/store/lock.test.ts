// Who has the data folder: one process, on whatever side of a container's walls, and nobody when it is dead.
// Needs a build.
import { spawn, spawnSync } from 'node:child_process';
import * as node from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { nodeFileSystem } from '../../src/store/file-system.ts';
import { takeLock } from '../../src/store/lock.ts';
import { run, start } from '../support/process.ts';
import { open } from '../support/store.ts';
import { FailingDisk } from '../support/failing-disk.ts';

const folderOf = async (name = 'data'): Promise<string> => {
  const folder = join(await node.mkdtemp(join(tmpdir(), 'lock-')), name);
  await node.mkdir(folder, { recursive: true });
  return folder;
};

const canUnshare = spawnSync('unshare', ['--pid', '--fork', '--mount-proc', 'true']).status === 0;

describe('A lock', () => {
  it('A lock leaves nothing behind when it is released', async () => {
    const folder = await folderOf();
    const lock = await takeLock(nodeFileSystem, folder);
    await lock.announce('http://127.0.0.1:1');
    await lock.release();
    expect(await node.readdir(folder)).toEqual([]);
  });

  it('A lock is held in a folder with a path that is too long for a socket', async () => {
    const folder = await folderOf(join('x'.repeat(90), 'y'.repeat(90)));
    const lock = await takeLock(nodeFileSystem, folder);
    await expect(takeLock(nodeFileSystem, folder)).rejects.toThrow(/in use by the process/);
    await lock.release();
    await (await takeLock(nodeFileSystem, folder)).release();
  });

  it.runIf(canUnshare)('A lock is held by a process in another container, and free when that is dead', async () => {
    const folder = await folderOf();
    const mock = await start(['--port', '0', '--data', folder, '--log', 'silent']);
    const inside = (args: readonly string[]) =>
      spawnSync('unshare', ['--pid', '--fork', '--mount-proc', process.execPath, 'dist/cli.cjs', ...args], {
        encoding: 'utf8',
        timeout: 20_000,
      });
    const refused = inside(['--port', '0', '--data', folder]);
    expect({ status: refused.status, stderr: refused.stderr }).toEqual({
      status: 2,
      stderr: expect.stringContaining(`in use by the process ${mock.child.pid}, at ${mock.url}`) as string,
    });
    await mock.stop('SIGKILL');
    const child = spawn('unshare', [
      '--kill-child',
      '--pid',
      '--fork',
      '--mount-proc',
      process.execPath,
      'dist/cli.cjs',
      '--port',
      '0',
      '--data',
      folder,
    ]);
    onTestFinished(() => void child.kill('SIGKILL'));
    await expect
      .poll(async () => (await node.readFile(join(folder, 'lock.json'), 'utf8')).startsWith('{"pid":1,'))
      .toBe(true);
    expect((await run(['--port', '0', '--data', folder])).code).toBe(2);
  });

  it('A lock of a process that was killed leaves no trace after the next start', async () => {
    const folder = await folderOf();
    for (let round = 0; round < 3; round += 1)
      await (await start(['--port', '0', '--data', folder, '--log', 'silent'])).stop('SIGKILL');
    const mock = await start(['--port', '0', '--data', folder, '--log', 'silent']);
    const names = (await node.readdir(folder)).filter((name) => name.startsWith('lock'));
    expect(names.map((name) => name.replace(/-[0-9a-f-]{36}/, ''))).toEqual(
      ['lock.sock', 'lock.json'].toSorted().toReversed(),
    );
    expect((await mock.stop('SIGTERM')).code).toBe(0);
    expect((await node.readdir(folder)).filter((name) => name.startsWith('lock'))).toEqual([]);
  });

  it('A lock that cannot be removed, as on a disk that was made read-only, is reported and does not keep the mock from ending', async () => {
    const { store, disk, problems } = await open();
    disk.fail('unlink', 'EROFS');
    await store.close();
    expect(problems).toEqual([expect.stringMatching(/^The data folder could not be released/) as string]);
  });

  it.each(['open', 'write', 'sync'])(
    'A lock leaves nothing behind when %s fails because the disk is full',
    async (call) => {
      const folder = await folderOf();
      const disk = new FailingDisk();
      disk.fail(call, 'ENOSPC');
      for (let round = 0; round < 3; round += 1)
        await expect(takeLock(disk.fs, folder)).rejects.toMatchObject({ code: 'ENOSPC' });
      expect(await node.readdir(folder)).toEqual([]);
    },
  );

  it.each([
    ['with a process id that is none', { pid: -1, token: 'x' }],
    ['with a token that leads elsewhere', { pid: process.pid, token: '../x' }],
    ['with a sign that leads elsewhere', { pid: process.pid, token: 'x', sign: '../../x' }],
    ['without a sign', { pid: process.pid, token: 'x' }],
    ['with a sign that nobody shows', { pid: process.pid, token: 'x', sign: 'y' }],
  ])('A lock %s is free', async (_, holder) => {
    const folder = await folderOf();
    await node.writeFile(join(folder, 'lock.json'), JSON.stringify(holder));
    await (await takeLock(nodeFileSystem, folder)).release();
  });
});
