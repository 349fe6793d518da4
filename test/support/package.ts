// The package as it would be published.
import { execFile, spawn } from 'node:child_process';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { onTestFinished } from 'vitest';

const script = new URL('../../.config/pack.js', import.meta.url).href;

type PackInto = (
  folder: string,
  env: NodeJS.ProcessEnv,
) => Promise<{ filename: string; files: { path: string }[]; unpackedSize: number }>;

export const execute = promisify(execFile);

export interface Packed {
  readonly tarball: string;
  /** The paths of its files. */
  readonly files: readonly string[];
  /** In bytes. */
  readonly unpackedSize: number;
}

/** For calls of npm that need nothing of its cache, nor a home folder for it. */
const env = { ...process.env, npm_config_cache: join(tmpdir(), 'npm-cache') };

/** Packs what is built into a folder. */
export async function pack(folder: string): Promise<Packed> {
  const { packInto } = (await import(script)) as { readonly packInto: PackInto };
  const { filename, files, unpackedSize } = await packInto(folder, env);
  return { tarball: join(folder, filename), files: files.map(({ path }) => path), unpackedSize };
}

/** Installs packages into a folder, with everything that they need. */
export async function install(folder: string, packages: readonly string[]): Promise<void> {
  await execute('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', ...packages], { cwd: folder });
}

/** An empty folder of somebody, with the package and nothing else installed. */
export async function installed({ tarball }: Packed): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'stranger-'));
  await writeFile(join(folder, 'package.json'), '{"private":true}');
  await execute('npm', ['install', '--no-audit', '--no-fund', '--offline', tarball], { cwd: folder, env });
  return folder;
}

/** Runs the installed command by npx to its end. Resolves with what it printed. */
export async function npx(folder: string, ...args: string[]): Promise<string> {
  return (await execute('npx', ['--no-install', 'otp-settings-mock', ...args], { cwd: folder, env })).stdout;
}

/** Starts the installed mock by npx; resolves with its URL. It ends with the test. */
export async function startByNpx(folder: string): Promise<string> {
  const args = ['--no-install', 'otp-settings-mock', '--port', '0', '--ephemeral', '--seed', 'demo'];
  const child = spawn('npx', args, { cwd: folder, env, detached: true, stdio: ['ignore', 'pipe', 'inherit'] });
  const { pid } = child;
  if (pid !== undefined) onTestFinished(() => void process.kill(-pid, 'SIGTERM'));
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout.on('data', (chunk) => {
      const ready = /listening on (\S+)/.exec((text += String(chunk)))?.[1];
      if (ready !== undefined) resolve(ready);
    });
    child.once('close', (code) => reject(new Error(`npx ended with ${code}: ${text}`)));
  });
}
