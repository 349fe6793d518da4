// Builds an image without a builder: the steps of the Dockerfile, one by one, in an empty root that has nothing but Node. Only steps
// without a shell are known.
import { execFile, spawn } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, readFile, realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { onTestFinished } from 'vitest';

const execute = promisify(execFile);

const chroot = '/usr/sbin/chroot';

/** A command as root, where one can be it. */
function asRoot(...command: readonly string[]): readonly [file: string, args: readonly string[]] {
  const [file = '', ...args] = process.getuid?.() === 0 ? command : ['sudo', '-n', ...command];
  return [file, args];
}

/** Why no image can be built here, if that is so. */
export async function withoutRoot(): Promise<string | undefined> {
  if (process.platform !== 'linux') return 'only Linux has the root of a process';
  return execute(...asRoot(chroot, '--version')).then(
    () => undefined,
    () => 'nobody may be root here',
  );
}

export interface Image {
  readonly root: string;
  readonly env: Readonly<Record<string, string>>;
  readonly user: string;
  readonly volume: string;
  readonly health: readonly string[];
  readonly entrypoint: readonly string[];
}

/** The lines of a Dockerfile, each with its instruction. */
async function instructionsOf(dockerfile: string): Promise<readonly (readonly [name: string, rest: string])[]> {
  const lines = (await readFile(dockerfile, 'utf8')).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return lines.map((line) => [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)] as const);
}

export async function build(dockerfile: string, tarball: string): Promise<Image> {
  const root = await emptyRoot();
  const image = { root, env: {} as Record<string, string>, user: '0:0', volume: '', health: [''], entrypoint: [''] };
  const list = (text: string): string[] => JSON.parse(text.slice(text.indexOf('['))) as string[];
  const known: Readonly<Record<string, (rest: string) => unknown>> = {
    ARG: () => undefined,
    FROM: () => undefined,
    EXPOSE: () => undefined,
    ADD: (rest) => add(rest, tarball, root),
    RUN: (rest) => execute(...asRoot('env', 'PATH=/usr/local/bin', chroot, root, ...list(rest))),
    ENV: (rest) => Object.assign(image.env, Object.fromEntries(rest.split(' ').map((each) => each.split('=')))),
    USER: (rest) => (image.user = rest),
    WORKDIR: () => undefined, // what is in /data has absolute paths
    VOLUME: (rest) => (image.volume = rest),
    HEALTHCHECK: (rest) => (image.health = list(rest)),
    ENTRYPOINT: (rest) => (image.entrypoint = list(rest)),
  };
  for (const [name, rest] of await instructionsOf(dockerfile)) {
    const step = known[name];
    if (!step) throw new Error(`The Dockerfile has a step that is not known here: ${name} ${rest}`);
    await step(rest);
  }
  return image;
}

/** Node with the libraries that it is linked to. */
async function emptyRoot(): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'image-'));
  onTestFinished(async () => void (await execute(...asRoot('rm', '-rf', root))));
  await chmod(root, 0o755); // others than its owner have to get in
  const node = await realpath(process.execPath);
  const { stdout } = await execute('ldd', [node]);
  for (const file of new Set(stdout.match(/\/\S+(?= \()/g)))
    await cp(await realpath(file), join(root, file), { recursive: true });
  await mkdir(join(root, 'usr/local/bin'), { recursive: true });
  await cp(node, join(root, 'usr/local/bin/node'));
  return root;
}

/** A tarball is unpacked, as ADD does it. */
async function add(rest: string, tarball: string, root: string): Promise<void> {
  const [pattern = '', to = ''] = rest.split(' ');
  const [start = '', end = ''] = pattern.split('*');
  if (!basename(tarball).startsWith(start) || !tarball.endsWith(end)) throw new Error(`${pattern} is not ${tarball}`);
  await mkdir(join(root, to), { recursive: true });
  await execute('tar', ['--no-same-owner', '-xzf', tarball, '-C', join(root, to)]);
}

export interface Container {
  /** Everything on standard output and error so far. */
  readonly output: () => string;
  readonly stop: () => Promise<number | null>;
  readonly ended: Promise<number | null>;
}

/** A process of the image, with variables over its own. */
export function run(
  { root, env, user, entrypoint }: Image,
  own: Readonly<Record<string, string>>,
  command = entrypoint,
): Container {
  const variables = Object.entries({ PATH: '/usr/local/bin', ...env, ...own }).map(
    ([name, value]) => `${name}=${value}`,
  );
  const [file, args] = asRoot('env', '-i', ...variables, chroot, `--userspec=${user}`, root, ...command);
  const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));
  onTestFinished(() => void child.kill('SIGKILL'));
  const stop = (): Promise<number | null> => {
    child.kill('SIGTERM');
    return ended;
  };
  return { output: () => output, ended, stop };
}
