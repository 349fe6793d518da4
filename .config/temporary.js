// All that tests write goes below one temporary folder, of which nothing is left: not what a killed process had there, either.
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where `os.tmpdir()` and other programs look: the first on Unix, the others on Windows. */
const names = ['TMPDIR', 'TEMP', 'TMP'];

export default async function setup() {
  const folder = await mkdtemp(join(tmpdir(), 'tests-'));
  await chmod(folder, 0o711); // a database that does not run as root has its own folder in it
  for (const name of names) process.env[name] = folder;
  return () => rm(folder, { recursive: true, force: true, maxRetries: 3 });
}
