// What an installation into an empty folder brings, and how long it takes when npm has all of it in its cache.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packInto } from '../../.config/pack.js';
import { median, table, temporaryFolder } from './programs.js';

/** Packs what is built; resolves with the file. */
async function pack() {
  const folder = temporaryFolder();
  return join(folder, (await packInto(folder)).filename);
}

function install(what) {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'package.json'), '{}');
  const began = performance.now();
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', what], {
    cwd: folder,
    stdio: 'ignore',
  });
  const seconds = (performance.now() - began) / 1000;
  const lock = JSON.parse(readFileSync(join(folder, 'node_modules/.package-lock.json'), 'utf8'));
  return { folder, seconds, packages: Object.keys(lock.packages).length, bytes: sizeOf(join(folder, 'node_modules')) };
}

function sizeOf(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
}

/** Installs each a few times, the first time to fill npm's cache. Returns the table, and a folder in which each is installed. */
export async function measureInstall(peers, rounds) {
  const wanted = { 'otp-settings-mock': await pack(), 'bare Express': 'express' };
  for (const [name, { packages }] of Object.entries(peers)) wanted[name] = packages;
  const folders = {};
  const rows = Object.entries(wanted).map(([name, what]) => {
    ({ folder: folders[name] } = install(what));
    const measured = Array.from({ length: rounds }, () => install(what));
    const [{ packages, bytes }] = measured;
    const seconds = median(measured.map((each) => each.seconds));
    return [name, packages, (bytes / 1e6).toFixed(1), seconds.toFixed(1)];
  });
  return { folders, text: table(['installing', 'packages', 'MB', 'seconds'], rows) };
}
