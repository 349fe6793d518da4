// The package from two copies of the source in two folders is the same, byte for byte. What differs is no release.
import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { execute } from '../support/package.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** What a clone has. */
async function sources(): Promise<string[]> {
  const { stdout } = await execute('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root });
  return stdout.trim().split('\n');
}

/** Builds and packs a copy; resolves with what the tarball is, in short. */
async function digestIn(folder: string): Promise<string> {
  for (const file of await sources()) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await cp(join(root, file), join(folder, file));
  }
  const packages = [join(root, 'node_modules'), join(folder, 'node_modules')];
  await execute('cp', ['-al', ...packages]).catch(() => execute('cp', ['-a', ...packages])); // on another device
  await execute(process.execPath, ['.config/build.js'], { cwd: folder });
  const script = `import('./.config/pack.js').then(({ packInto }) => packInto(process.cwd())).then(({ filename }) => console.log(filename))`;
  const { stdout } = await execute(process.execPath, ['-e', script], { cwd: folder });
  return createHash('sha256')
    .update(await readFile(join(folder, stdout.trim())))
    .digest('hex');
}

it('The package is the same, byte for byte, from two copies in two folders', { timeout: 300_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'copies-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const [one, other] = [join(folder, 'one'), join(folder, 'deeper', 'down', 'another')];
  expect(await digestIn(other)).toBe(await digestIn(one));
});
