// A file that cannot be understood is set aside under a name that says so, and stays in the way of its space until it is
// repaired or overwritten: nothing is silently emptied.
import { basename, dirname, extname } from 'node:path';
import { Refusal } from '../refusal/refusal.ts';
import { codeOf, type FileSystem, maximumSize, syncFolder } from './file-system.ts';

export interface Guarded {
  readonly fs: FileSystem;
  readonly file: string;
  /** For people: whose file it is. */
  readonly owner: string;
  /** For people: what becomes of its owner when it cannot be used, and what they can do. */
  readonly remedy: string;
  readonly report: (problem: string) => void;
}

/** Where a damaged file is put: `x.json` becomes `x.unreadable.json`. */
function markOf(file: string): string {
  const ending = extname(file);
  return `${file.slice(0, -ending.length)}.unreadable${ending}`;
}

/** Where a file goes that no longer stands in the way, marked or not. */
export function asideOf(file: string): string {
  const ending = extname(file);
  const time = new Date().toISOString().replaceAll(/[-:.]/g, '');
  return `${file.slice(0, -ending.length).replace(/\.unreadable$/, '')}.set-aside-${time}${ending}`;
}

/**
 * How many bytes a file has; undefined when there is none.
 * @throws {Refusal} when it stands aside as unreadable, or is something else than a file.
 */
export async function findGuarded(guarded: Guarded): Promise<number | undefined> {
  const { fs, file } = guarded;
  const found = await fs.stat(file).catch((error: unknown) => {
    if (codeOf(error) === 'ELOOP') return { isFile: () => false, size: 0 };
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  });
  if (found?.isFile()) return found.size;
  if (found) return markUnreadable(guarded, 'it is not a file');
  if (await exists(fs, markOf(file))) throw unreadable(guarded, 'it was set aside earlier');
  return undefined;
}

/**
 * The bytes of a file, without a byte order mark; undefined when there is none.
 * @throws {Refusal} when it stands aside as unreadable, is too large, or the disk does not give it.
 */
export async function readGuarded(guarded: Guarded): Promise<Buffer | undefined> {
  const { fs, file } = guarded;
  const size = await findGuarded(guarded);
  if (size === undefined) return undefined;
  if (size > maximumSize) return markUnreadable(guarded, `it is larger than ${maximumSize / 1024 ** 2} MB`);
  const bytes = await fs.readFile(file);
  return bytes.indexOf(byteOrderMark) === 0 ? bytes.subarray(byteOrderMark.length) : bytes;
}

const byteOrderMark = Buffer.from('\uFEFF');

/** Sets a file aside, reports it, and refuses. */
export async function markUnreadable(guarded: Guarded, reason: string): Promise<never> {
  const { fs, file, report, remedy } = guarded;
  await setAside(guarded);
  await fs.rename(file, markOf(file));
  await syncFolder(fs, dirname(file));
  report(`The file ${file} cannot be used: ${reason}. It was set aside as ${basename(markOf(file))}. ${remedy}`);
  throw unreadable(guarded, reason);
}

/** Takes the mark away, keeping the file: it no longer stands in the way. */
export async function setAside({ fs, file }: Pick<Guarded, 'fs' | 'file'>): Promise<void> {
  const mark = markOf(file);
  if (!(await exists(fs, mark))) return;
  await fs.rename(mark, asideOf(mark));
  await syncFolder(fs, dirname(file));
}

export function isUnreadable(error: unknown): error is Refusal {
  return error instanceof Refusal && ['unreadable-space', 'newer-format'].includes(error.kind);
}

function unreadable({ owner }: Guarded, reason: string): Refusal {
  return new Refusal(
    'unreadable-space',
    `The data of ${owner} cannot be read: ${reason}. Repair the file that the log names, or reset the space with POST /__mock/reset.`,
  );
}

async function exists(fs: FileSystem, file: string): Promise<boolean> {
  try {
    await fs.lstat(file);
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}
