// Which file of a code cache is used, and where it lies. What starts make of it: code-cache.slow.test.ts.
import { spawnSync } from 'node:child_process';
import { chmod, mkdtemp, readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { markUse, readCache, writeCache } from '../../src/launcher/code-cache.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'caches-'));
});

describe.skipIf(process.platform === 'win32')('The code cache', () => {
  it.each<[string, (cache: string) => Promise<unknown>]>([
    ['cut off', async (cache) => writeFile(cache, (await readFile(cache)).subarray(0, 1_000))],
    ['empty', (cache) => writeFile(cache, '')],
    ['three bytes', (cache) => writeFile(cache, 'abc')],
    [
      'changed in one bit',
      async (cache) => {
        const content = await readFile(cache);
        content[content.length >> 1] = (content[content.length >> 1] ?? 0) ^ 1;
        await writeFile(cache, content);
      },
    ],
    ['something else', (cache) => writeFile(cache, 'x'.repeat(2_004))],
    ['writable for others', (cache) => chmod(cache, 0o666)],
    ['in a folder that others may write to', () => chmod(folder, 0o777)],
  ])('The code cache that is %s is not used', async (_name, spoil) => {
    const cache = join(folder, 'serve.bin');
    const data = Buffer.alloc(2_000, 'compiled');
    writeCache(cache, data);
    expect(readCache(cache)).toEqual(data);
    await spoil(cache);
    expect(readCache(cache)).toBeUndefined();
  });

  it('The code cache in which a process ended is discarded by the next one, also by one of the same number', async () => {
    const cache = join(folder, 'serve.bin');
    const { pid } = spawnSync(process.execPath, ['--version']);
    for (const ended of [pid, process.pid]) {
      writeCache(cache, Buffer.from('compiled'));
      const mark = `${cache}.used-by-${ended}`;
      await writeFile(mark, '');
      await utimes(mark, new Date(0), new Date(0));
      expect(readCache(cache)).toBeUndefined();
      expect(await readdir(folder)).toEqual([]);
    }
  });

  it('The code cache that another process uses is used beside it', async () => {
    const cache = join(folder, 'serve.bin');
    writeCache(cache, Buffer.from('compiled'));
    const unmark = markUse(cache);
    await writeFile(`${cache}.used-by-${process.ppid}`, '');
    expect(readCache(cache)).toEqual(Buffer.from('compiled'));
    unmark();
    expect(await readdir(folder)).toEqual(['serve.bin', `serve.bin.used-by-${process.ppid}`]);
  });

  it('The code cache that was not used for a month goes when another is kept', async () => {
    const [old, used] = [join(folder, 'serve-old.bin'), join(folder, 'serve-used.bin')];
    writeCache(old, Buffer.from('old'));
    writeCache(used, Buffer.from('used'));
    const long = new Date(Date.now() - 31 * 86_400_000);
    await utimes(old, long, long);
    writeCache(join(folder, 'serve-new.bin'), Buffer.from('new'));
    expect((await readdir(folder)).toSorted()).toEqual(['serve-new.bin', 'serve-used.bin']);
  });
});
