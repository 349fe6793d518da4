// A sign of life that the kernel takes away when a process ends, however it ends: a socket at which it listens. Unlike a
// process id it means the same in every container that has the folder.
import { randomUUID } from 'node:crypto';
import { open, unlink } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { join, relative } from 'node:path';
import { codeOf } from './file-system.ts';

export interface SignOfLife {
  /** What others find it by. */
  readonly name: string;
  /** Takes it away. */
  end(): Promise<void>;
}

/** The longest path of a socket on any system, in bytes; macOS allows 103. */
const longestPath = 100;

/** Shows a sign in a folder; undefined where the file system or the system knows no sockets. */
export async function showLife(folder: string): Promise<SignOfLife | undefined> {
  const name = randomUUID();
  const server = createServer((socket) => void socket.destroy());
  const listens = await atPath(folder, name, (path) => {
    return new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false));
      server.listen(path, () => resolve(true));
    });
  });
  if (!listens) return undefined;
  server.unref();
  return {
    name,
    async end() {
      await new Promise((resolve) => server.close(resolve));
      await removeSign(folder, name);
    },
  };
}

/** Whether a process shows the sign of that name. */
export async function isShown(folder: string, name: string): Promise<boolean> {
  const found = await atPath(folder, name, (path) => {
    return new Promise<boolean>((resolve) => {
      const socket = connect(path);
      socket.once('connect', () => resolve(true));
      // Anything else than nobody there may be a process that has no time to answer.
      socket.once('error', (error) => resolve(!['ENOENT', 'ECONNREFUSED', 'ENOTSOCK'].includes(codeOf(error))));
      socket.once('close', () => socket.destroy());
      socket.once('connect', () => socket.destroy());
    });
  });
  return found ?? false;
}

/** Removes what a sign leaves in the folder. */
export async function removeSign(folder: string, name: string): Promise<void> {
  await unlink(join(folder, fileOf(name))).catch(() => undefined); // the system may have removed it
}

/** The name of a sign that has left a file of that name; undefined for other files. */
export function signOf(file: string): string | undefined {
  return /^lock-([0-9a-f-]{36})\.sock$/.exec(file)?.[1];
}

const fileOf = (name: string): string => `lock-${name}.sock`;

/** Where a sign is; undefined where no path to it is short enough. */
export function placeOf(folder: string, name: string, platform = process.platform): string | undefined {
  if (platform === 'win32') return `\\\\.\\pipe\\otp-settings-mock-${name}`;
  const path = join(folder, fileOf(name));
  return [path, relative('', path)].find((each) => Buffer.byteLength(each) <= longestPath);
}

/** Gives a path to a sign; undefined when there is none. On Linux there is always one. */
async function atPath<R>(folder: string, name: string, use: (path: string) => Promise<R>): Promise<R | undefined> {
  const place = placeOf(folder, name);
  if (place !== undefined) return use(place);
  if (process.platform !== 'linux') return undefined;
  const handle = await open(folder, 'r');
  try {
    return await use(`/proc/self/fd/${handle.fd}/${fileOf(name)}`);
  } finally {
    await handle.close();
  }
}
