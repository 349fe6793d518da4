// Breakages, replayed in a copy of what is committed: the gate fails, and says what is wrong. `npm run gates` replays all of
// them, one after the other; otherwise only some do.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasGit } from '../support/tools.ts';
import type { Breakage } from './breakage.ts';
import { breakages } from './breakages.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const all = process.env['GATES'] !== undefined;
const some = new Set(['line-not-formatted', 'twilio-text-in-another-field']);
const chosen = breakages.filter(({ name }) => (all ? name.includes(process.env['GATES'] ?? '') : some.has(name)));

let copy = '';

/** Runs a line of a shell in the copy. Colours would be in the middle of what is said. */
function shell(line: string): Promise<{ readonly isGreen: boolean; readonly output: string }> {
  const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined, CI: '1' };
  return new Promise((resolve) => {
    const options = { cwd: copy, env, timeout: 400_000, maxBuffer: 64 * 1024 ** 2 };
    execFile('bash', ['-c', line], options, (error, stdout, stderr) =>
      resolve({ isGreen: error === null, output: stdout + stderr }),
    );
  });
}

async function breakIt({ file, change: [from, to] }: Breakage): Promise<void> {
  const path = join(copy, file);
  await writeFile(
    path,
    (await readFile(path, 'utf8')).replace(from, () => to),
  );
}

describe.skipIf(!hasGit)('A gate is red', () => {
  beforeAll(async () => {
    copy = await mkdtemp(join(tmpdir(), 'gates-'));
    const { isGreen, output } = await shell(`git clone -q "${root}" .`);
    expect(isGreen, output).toBe(true);
    await symlink(join(root, 'node_modules'), join(copy, 'node_modules'));
  });
  afterAll(() => rm(copy, { recursive: true, force: true }));

  it.each(chosen)('A gate is red: $gate, when $name', { timeout: 420_000 }, async (breakage) => {
    await breakIt(breakage);
    const { isGreen, output } = await shell(breakage.command);
    await shell('git checkout -q .');
    expect(isGreen, output.slice(-2_000)).toBe(false);
    expect(output).toMatch(breakage.says);
  });
});
