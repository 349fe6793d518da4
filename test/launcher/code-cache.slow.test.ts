// What V8 compiled at one start is used by the next, and nothing about that cache can hurt a start.
// Needs a build.
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { readCache, writeCache } from '../../src/launcher/code-cache.ts';
import { run, start } from '../support/process.ts';

const isRoot = process.getuid?.() === 0;

let home: string;
let folder: string;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'caches-'));
  folder = join(home, 'otp-settings-mock');
});

/**
 * Starts the command with that home of caches, and ends it when it has kept a cache that can be used; a busy machine may need
 * a while.
 */
async function startOnce(): Promise<string> {
  const { stop } = await start(['--ephemeral', '--port', '0'], { env: { XDG_CACHE_HOME: home } });
  const isKept = async (): Promise<boolean> =>
    (await cachesIn(folder)).some((name) => readCache(join(folder, name)) !== undefined);
  for (let tries = 0; tries < 150 && !(await isKept()); tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 100));
  const { stderr, code } = await stop('SIGTERM');
  expect(code).toBe(0);
  return stderr;
}

const cachesIn = async (path: string): Promise<string[]> =>
  (await readdir(path).catch(() => [])).filter((name) => name.endsWith('.bin'));

async function onlyCache(): Promise<string> {
  const [name, ...more] = await cachesIn(folder);
  expect(more).toEqual([]);
  return join(folder, name ?? 'none');
}

describe.skipIf(process.platform !== 'linux')('The code cache', () => {
  it('The code cache is kept by the first start, for the version of Node and the architecture, readable by its owner only', async () => {
    await startOnce();
    const cache = await onlyCache();
    expect(cache).toMatch(new RegExp(String.raw`/serve-[0-9a-f]{16}-${process.version}-${process.arch}\.bin$`));
    expect((await stat(cache)).mode & 0o777).toBe(0o600);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
  });

  it('The code cache is used by the next start and left as it is', async () => {
    await startOnce();
    const { mtimeMs, ino } = await stat(await onlyCache());
    const { stop } = await start(['--ephemeral', '--port', '0'], { env: { XDG_CACHE_HOME: home } });
    await new Promise((resolve) => setTimeout(resolve, 1_200)); // one that is not accepted is replaced by then
    await stop('SIGTERM');
    expect(await stat(await onlyCache())).toMatchObject({ mtimeMs, ino });
  });

  it('The code cache that is damaged is not used, and replaced', async () => {
    await startOnce();
    const cache = await onlyCache();
    await writeFile(cache, (await readFile(cache)).subarray(0, 1_000));
    expect(await startOnce()).not.toMatch(/cache|reject/i);
    expect(readCache(cache)).toBeInstanceOf(Buffer);
    expect((await stat(cache)).mode & 0o777).toBe(0o600);
  });

  it('The code cache of another V8 is not used, and replaced', async () => {
    await startOnce();
    const foreign = Buffer.alloc(100_000, 7);
    writeCache(await onlyCache(), foreign);
    const { stop } = await start(['--ephemeral', '--port', '0'], { env: { XDG_CACHE_HOME: home } });
    await expect.poll(async () => readCache(await onlyCache())?.length).not.toBe(foreign.length);
    expect((await stop('SIGTERM')).code).toBe(0);
  });

  it('The code cache is kept by a mock that is killed when it has started', async () => {
    await startOnce();
    const { ino } = await stat(await onlyCache());
    for (let times = 0; times < 3; times += 1)
      await (await start(['--ephemeral', '--port', '0'], { env: { XDG_CACHE_HOME: home } })).stop('SIGKILL');
    expect(await stat(await onlyCache())).toMatchObject({ ino });
    expect(await readdir(folder)).toHaveLength(1);
  });

  it('The code cache with the right sum of something else ends one start at most', async () => {
    await startOnce();
    const cache = await onlyCache();
    const spoilt = Buffer.from(readCache(cache) ?? '');
    for (let place = 4_096; place < spoilt.length; place += 64) spoilt.writeUInt8(spoilt.readUInt8(place) ^ 255, place);
    writeCache(cache, spoilt);
    const env = { XDG_CACHE_HOME: home };
    expect((await run(['--version'], { env })).code).not.toBe(0);
    expect((await run(['--version'], { env })).code).toBe(0);
    await startOnce();
    expect(readCache(await onlyCache())).not.toEqual(spoilt);
  });

  it.each<[string, (home: string, folder: string) => Promise<unknown>]>([
    ['a file in the place of the folder', (_home, path) => writeFile(path, '')],
    ['a file in the place of all caches', async (path) => (await rm(path, { recursive: true }), writeFile(path, ''))],
    ['a link to nowhere', (path, own) => symlink(join(path, 'nowhere', 'at', 'all'), own)],
    ['a folder that others may write to', async (_path, own) => (await mkdir(own), chmod(own, 0o777))],
  ])('The code cache is not used with %s', async (_name, arrange) => {
    await arrange(home, folder);
    const { stop } = await start(['--ephemeral', '--port', '0'], { env: { XDG_CACHE_HOME: home } });
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    const { stderr, code } = await stop('SIGTERM');
    expect([code, stderr]).toEqual([0, expect.not.stringMatching(/cache|EACCES|ENOTDIR|ENOENT/)]);
    expect(await cachesIn(folder)).toEqual([]);
  });

  it.skipIf(isRoot)('The code cache is not used where nothing can be written', async () => {
    await chmod(home, 0o500);
    const { stop } = await start(['--ephemeral', '--port', '0'], { env: { XDG_CACHE_HOME: home } });
    expect((await stop('SIGTERM')).code).toBe(0);
  });

  it('The code cache is switched off by OTP_SETTINGS_MOCK_CACHE=off', async () => {
    const { stop } = await start(['--ephemeral', '--port', '0'], {
      env: { XDG_CACHE_HOME: home, OTP_SETTINGS_MOCK_CACHE: 'off' },
    });
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    await stop('SIGTERM');
    expect(await readdir(home)).toEqual([]);
  });

  it('The code cache is complete when several processes write it at once', async () => {
    await Promise.all(Array.from({ length: 6 }, () => startOnce()));
    expect(readCache(await onlyCache())).toBeInstanceOf(Buffer);
    expect((await readdir(folder)).filter((name) => !name.endsWith('.bin'))).toEqual([]);
  });

  it('The code cache of a contract run is separate', async () => {
    const { url } = await start(['--ephemeral', '--port', '0'], { env: { OTP_SETTINGS_MOCK_CACHE: 'off' } });
    const env = { XDG_CACHE_HOME: home };
    expect((await run(['contract', url, '--only', 'list'], { env })).code).toBe(0);
    expect(await onlyCache()).toMatch(/\/contract-/);
    expect((await run(['contract', url, '--only', 'list'], { env })).code).toBe(0);
  });
});
