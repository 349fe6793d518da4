// A sign of life that the kernel takes away when a process ends, however it ends: a socket at which it listens. Unlike a
// process id it means the same in every container that has the folder.
import { randomUUID } from 'node:crypto';
import { unlink } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
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

/** Shows a sign for a folder; undefined where no socket can be made at all. */
export async function showLife(folder: string): Promise<SignOfLife | undefined> {
  const name = randomUUID();
  for (const place of placesOf(folder, name)) {
    const server = createServer((socket) => void socket.destroy());
    const listens = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false));
      server.listen(place, () => resolve(true));
    });
    if (!listens) continue;
    server.unref();
    return { name, end: () => new Promise((resolve) => server.close(() => resolve())) }; // which removes the socket
  }
  return undefined;
}

/** Whether a process shows the sign of that name. */
export async function isShown(folder: string, name: string): Promise<boolean> {
  for (const place of placesOf(folder, name)) if (await isListening(place)) return true;
  return false;
}

function isListening(place: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(place);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    // Anything else than nobody there may be a process that has no time to answer.
    socket.once('error', (error) => resolve(!['ENOENT', 'ECONNREFUSED', 'ENOTSOCK'].includes(codeOf(error))));
  });
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

/** Where a sign can be: in the folder, so that every container sees it; beside the system's temporary files if the path is too long or the disk has no sockets. */
export function placesOf(folder: string, name: string, platform = process.platform): string[] {
  if (platform === 'win32') return [`\\\\.\\pipe\\otp-settings-mock-${name}`];
  const inside = join(folder, fileOf(name));
  const paths = [inside, relative('', inside), join(tmpdir(), `otp-settings-mock-${name}.sock`)];
  return [...new Set(paths)].filter((path) => Buffer.byteLength(path) <= longestPath);
}
