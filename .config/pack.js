// Packs what is built as it would be published, in a copy: `npm pack` trims package.json while it runs, and others read it.
import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const execute = promisify(execFile);
const path = (name) => fileURLToPath(new URL(`../${name}`, import.meta.url));

/** What a package is made of, and more. */
const sources = [
  'package.json',
  'README.md',
  'LICENSE',
  'CHANGELOG.md',
  '.github',
  'dist',
  'openapi',
  'fixtures',
  'src',
];

/** Packs into a folder; resolves with what npm says of it: `filename`, `files`, `unpackedSize`. */
export async function packInto(folder, env = process.env) {
  const copy = await mkdtemp(join(tmpdir(), 'package-'));
  try {
    for (const name of sources) await cp(path(name), join(copy, name), { recursive: true });
    await execute(process.execPath, [path('node_modules/clean-package/bin/main.js')], { cwd: copy });
    const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
    const { stdout } = await execute('npm', args, { cwd: copy, env });
    return JSON.parse(stdout)[0];
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}
