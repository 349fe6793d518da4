// The few calls to the file system that the store makes, as one thing that can be given, and what makes a write durable.
import { randomBytes } from 'node:crypto';
import * as node from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Refusal } from '../refusal/refusal.ts';

export type FileSystem = Pick<
  typeof node,
  'open' | 'rename' | 'readFile' | 'readdir' | 'unlink' | 'mkdir' | 'stat' | 'lstat' | 'link' | 'truncate'
>;

export const nodeFileSystem: FileSystem = node;

/** Files are for their owner only. */
export const fileMode = 0o600;
export const folderMode = 0o700;

/** The largest file that is written or read at once, in bytes. */
export const maximumSize = 64 * 1024 ** 2;

/** The code of a file system's error, for example ENOENT; empty for other errors. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** Waits until what has happened in a folder (a rename, a removal, a new file) is on the disk. */
export async function syncFolder(fs: FileSystem, folder: string): Promise<void> {
  const handle = await fs.open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

export interface Replacement {
  readonly file: string;
  readonly text: string;
  /** Where the new file is written before it takes the place of the old one; on the same file system. */
  readonly temporaryFolder: string;
}

/**
 * Replaces a file, or creates it, so that after a crash either the old or the new one is there, whole.
 * @throws {Refusal} when it would be larger than what is read.
 */
export async function replaceFile(fs: FileSystem, { file, text, temporaryFolder }: Replacement): Promise<void> {
  if (Buffer.byteLength(text) > maximumSize)
    throw new Refusal(
      'too-large',
      `Nothing was stored: a file of the data folder would be larger than ${maximumSize / 1024 ** 2} MB.`,
    );
  const temporary = join(temporaryFolder, `${process.pid}-${randomBytes(8).toString('hex')}.tmp`);
  try {
    await writeSynced(fs, temporary, text);
    await fs.rename(temporary, file);
  } catch (error) {
    await fs.unlink(temporary).catch(() => undefined); // the first error is the one to tell
    throw error;
  }
  await syncFolder(fs, dirname(file));
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
    if (codeOf(error) === 'ENOENT') return;
    throw error;
  }
  await syncFolder(fs, dirname(file));
}

/** What a caller is told when the disk did not do what it was to do. */
export function diskRefusal(error: unknown): unknown {
  if (error instanceof Refusal || codeOf(error) === '') return error;
  if (['ENOSPC', 'EDQUOT'].includes(codeOf(error)))
    return new Refusal('no-room', 'Nothing was stored: the disk of the data folder is full. Make room and try again.', {
      cause: error,
    });
  return new Refusal(
    'not-stored',
    `The data folder could not be used (${codeOf(error)}); what is stored is as it was. The log says more.`,
    { cause: error },
  );
}
