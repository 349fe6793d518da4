// The file system calls of the store, as one replaceable object, and durable writes.
import { randomBytes } from 'node:crypto';
import * as callbacks from 'node:fs';
import * as node from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Refusal } from '../refusal/refusal.ts';

export interface FileSystem extends Pick<
  typeof node,
  'open' | 'rename' | 'readdir' | 'unlink' | 'mkdir' | 'stat' | 'lstat' | 'link' | 'truncate'
> {
  readonly readFile: typeof callbacks.readFile.__promisify__;
}

export interface FolderSync {
  /** Waits until every earlier rename and removal in a folder is on the disk. */
  sync(folder: string): Promise<void>;
  /** A folder was removed, and made again: opens it anew the next time, and puts back what has to be beside it. */
  madeAgain(folder: string): Promise<void>;
  /** Closes the folders. */
  close(): Promise<void>;
}

/** How often, and how long, Windows is asked again for a file that another program holds, such as a scanner: 0.6 s in all. */
const waits = [10, 20, 40, 80, 150, 300];

/** Windows moves and removes no file that another program has just opened. */
export function patient(fs: FileSystem): FileSystem {
  const again = <A extends unknown[]>(call: (...args: A) => Promise<void>) => {
    return async (...args: A): Promise<void> => {
      for (const milliseconds of waits) {
        try {
          return await call(...args);
        } catch (error) {
          if (!['EPERM', 'EACCES', 'EBUSY'].includes(codeOf(error))) throw error;
          await wait(milliseconds);
        }
      }
      return call(...args);
    };
  };
  return { ...fs, rename: again(fs.rename), unlink: again(fs.unlink) };
}

/** Where one call is all, node:fs takes a half to a quarter of the time of node:fs/promises: tens of thousands of spaces show it. */
const quick: FileSystem = {
  ...node,
  readFile: promisify(callbacks.readFile),
  stat: promisify(callbacks.stat),
  lstat: promisify(callbacks.lstat),
  rename: promisify(callbacks.rename),
  unlink: promisify(callbacks.unlink),
};

export const nodeFileSystem: FileSystem = process.platform === 'win32' ? patient(quick) : quick;

/** Files are for their owner only. */
const fileMode = 0o600;
export const folderMode = 0o700;

/** The largest file that is written or read at once, in bytes. */
export const maximumSize = 64 * 1024 ** 2;

/** The code of an error of the system or of a database, for example ENOENT or a SQLSTATE; empty for other errors. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** Whether a file or folder is not there. */
export const isMissing = (error: unknown): boolean => codeOf(error) === 'ENOENT';

/** Whether the disk is full, or the share of it that the user may have. */
export const isNoRoom = (error: unknown): boolean => ['ENOSPC', 'EDQUOT'].includes(codeOf(error));

/** What a system reports of a call that it does not have: Windows of waiting for a folder, FAT and some network drives of links. */
const lacking = new Set(['EPERM', 'EISDIR', 'EINVAL', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP']);

/** Whether the file system, or the operating system, cannot do what was asked, whatever the file. */
export const isLacking = (error: unknown): boolean => lacking.has(codeOf(error));

/** Waits until what has happened in a folder (a rename, a removal, a new file) is on the disk, where the system can wait for that. */
export async function syncFolder(fs: FileSystem, folder: string): Promise<void> {
  const handle = await openFolder(fs, folder);
  try {
    await handle?.sync().catch(ignoreLacking);
  } finally {
    await handle?.close();
  }
}

/** Opens a folder to wait for it; undefined where the system opens files only. */
export function openFolder(fs: FileSystem, folder: string): Promise<FileHandle | undefined> {
  return fs.open(folder, 'r').catch(ignoreLacking);
}

export function ignoreLacking(error: unknown): undefined {
  if (!isLacking(error)) throw error;
}

export interface Replacement {
  readonly file: string;
  readonly text: string;
  /** Where the new file is written before it takes the place of the old one; on the same file system. */
  readonly temporaryFolder: string;
  /** Who waits for folders, when they are kept open. */
  readonly folders?: FolderSync | undefined;
}

/**
 * Replaces a file, or creates it, so that after a crash either the old or the new one is there, whole.
 * @throws {Refusal} when it would be larger than what is read.
 */
export async function replaceFile(
  fs: FileSystem,
  { file, text, temporaryFolder, folders }: Replacement,
): Promise<void> {
  const temporary = join(temporaryFolder, `${process.pid}-${randomBytes(8).toString('hex')}.tmp`);
  const write = async (): Promise<void> => {
    await writeLimited(fs, temporary, text);
    await fs.rename(temporary, file);
  };
  try {
    await write().catch(async (error: unknown) => {
      if (!isMissing(error)) throw error; // the data folder was removed
      for (const folder of [temporaryFolder, dirname(file)])
        await fs.mkdir(folder, { recursive: true, mode: folderMode });
      await fs.unlink(temporary).catch(() => undefined);
      await folders?.madeAgain(dirname(file));
      await write();
    });
  } catch (error) {
    await fs.unlink(temporary).catch(() => undefined); // the first error is the one to tell
    throw error;
  }
  await (folders ? folders.sync(dirname(file)) : syncFolder(fs, dirname(file)));
}

/** Creates a file. @throws {Refusal} when it would be larger than what is read. */
export async function writeLimited(fs: FileSystem, file: string, text: string): Promise<void> {
  if (Buffer.byteLength(text) > maximumSize)
    throw new Refusal(
      'too-large',
      `Nothing was stored: a file of the data folder would be larger than ${maximumSize / 1024 ** 2} MB.`,
    );
  await writeSynced(fs, file, text);
}

/** Creates a file and waits until its content is on the disk. */
export async function writeSynced(fs: FileSystem, file: string, text: string): Promise<void> {
  const handle = await fs.open(file, 'wx', fileMode);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Removes a file if it is there. */
export async function removeFile(fs: FileSystem, file: string): Promise<void> {
  try {
    await fs.unlink(file);
  } catch (error) {
    if (isMissing(error)) return;
    throw error;
  }
  await syncFolder(fs, dirname(file));
}

/** The refusal for a disk error. */
export function diskRefusal(error: unknown): unknown {
  if (error instanceof Refusal || codeOf(error) === '') return error;
  if (isNoRoom(error))
    return new Refusal('no-room', 'Nothing was stored: the disk of the data folder is full. Make room and try again.', {
      cause: error,
    });
  return new Refusal(
    'not-stored',
    `The data folder could not be used (${codeOf(error)}); the stored data is unchanged. See the log.`,
    { cause: error },
  );
}
