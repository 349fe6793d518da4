// What all files of tests share: one temporary folder, of which nothing is left, and which tools this machine has.
import { spawnSync } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where `os.tmpdir()` and other programs look: the first on Unix, the others on Windows. */
const names = ['TMPDIR', 'TEMP', 'TMP'];

/** What tests run besides Node.js, and which of them are skipped without it. */
const tools = { curl: 'that run commands with curl', git: 'of git and the data folder' };

export default async function setup(project) {
  const folder = await mkdtemp(join(tmpdir(), 'tests-'));
  await chmod(folder, 0o711); // a database that does not run as root has its own folder in it
  for (const name of names) process.env[name] = folder;
  process.env.XDG_STATE_HOME = join(folder, 'state'); // for what contract runs keep
  const missing = Object.keys(tools).filter((tool) => spawnSync(tool, ['--version']).status !== 0);
  for (const tool of missing) process.stderr.write(`There is no ${tool}: the tests ${tools[tool]} are skipped.\n`);
  project.provide('missing', missing);
  return () => rm(folder, { recursive: true, force: true, maxRetries: 3 });
}
