// The data folder holds a signing key and passwords: git must not take it by accident.
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { createServer } from '../../src/server.ts';
import { hasGit } from '../support/tools.ts';

const run = promisify(execFile);

/** A repository, in which a mock keeps its data in a folder. */
async function repository(): Promise<{
  readonly cwd: string;
  readonly data: string;
  git: (...args: string[]) => Promise<string>;
}> {
  const cwd = await mkdtemp(join(tmpdir(), 'repository-'));
  const git = async (...args: string[]): Promise<string> => (await run('git', args, { cwd })).stdout;
  await git('init', '--quiet');
  return { cwd, data: join(cwd, 'mock-data'), git };
}

const startAndStop = async (data: string): Promise<void> => (await createServer({ data })).close();

describe.skipIf(!hasGit)('The data folder', () => {
  it('The data folder is ignored by git, by itself', async () => {
    const { data, git } = await repository();
    await startAndStop(data);
    expect(await readFile(join(data, '.gitignore'), 'utf8')).toBe('*\n');
    await git('add', '--all');
    expect(await git('status', '--porcelain')).toBe('');
  });

  it('The data folder is ignored from the next start on when an earlier version has made it', async () => {
    const { data, git } = await repository();
    await mkdir(join(data, 'spaces'), { recursive: true });
    await writeFile(join(data, 'session.json'), '{}');
    await startAndStop(data);
    expect(await git('status', '--porcelain')).toBe('');
  });

  it('The data folder that also holds other files is left alone', async () => {
    const { cwd, git } = await repository();
    await writeFile(join(cwd, 'index.html'), '');
    await startAndStop(cwd);
    expect(await readdir(cwd)).not.toContain('.gitignore');
    expect(await git('status', '--porcelain')).toContain('index.html');
  });

  it('The data folder keeps a .gitignore that is there already', async () => {
    const { data } = await repository();
    await mkdir(data);
    await writeFile(join(data, '.gitignore'), 'session.json\n');
    await startAndStop(data);
    expect(await readFile(join(data, '.gitignore'), 'utf8')).toBe('session.json\n');
  });
});
