// What V8 compiled, kept in a file from one start to the next. A file that is not ours, is damaged or is missing is ignored;
// one that cannot be written is skipped. Neither is reported.
import { lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { crc32 } from 'node:zlib';

/** More than any cache of this program has, in bytes: larger files are not read. */
const limit = 32 * 1024 ** 2;
/** After which time without use a file of another version goes, in milliseconds. */
const keptFor = 30 * 86_400_000;

/** What a file holds; undefined when it cannot be used. The file becomes code, so nobody else may have written it. */
export function readCache(file: string): Buffer | undefined {
  try {
    if (!isOwn(file) || !isOwn(dirname(file))) return undefined;
    const content = readFileSync(file);
    const data = content.subarray(4);
    if (hasEndedOne(file)) return discard(file);
    return data.length > 0 && sumOf(data).equals(content.subarray(0, 4)) ? data : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Marks a file as used by this process until the returned function is called, or the process exits. V8 trusts what it
 * compiled and ends a process whose code is not that: a mark that is left tells the next start not to use the file.
 */
export function markUse(file: string): () => void {
  const mark = `${markOf(file)}${process.pid}`;
  const unmark = (): void => {
    process.off('exit', unmark);
    discard(mark);
  };
  try {
    writeFileSync(mark, '', { mode: 0o600 });
    process.once('exit', unmark);
  } catch {
    // where nothing can be written
  }
  return unmark;
}

/** Replaces a file as a whole, so that concurrent readers see the old one or the new one. */
export function writeCache(file: string, data: Buffer): void {
  const made = `${file}.${process.pid}-${Math.random().toString(36).slice(2)}`;
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    if (!isOwn(dirname(file))) return;
    writeFileSync(made, Buffer.concat([sumOf(data), data]), { mode: 0o600, flag: 'wx' });
    renameSync(made, file);
    discardOld(dirname(file));
  } catch {
    discard(made);
  }
}

const markOf = (file: string): string => `${file}.used-by-`;

/** Whether a process that used the file is gone without a word; its mark is taken away. */
function hasEndedOne(file: string): boolean {
  const folder = dirname(file);
  const marks = readdirSync(folder).filter((name) => name.startsWith(markOf(basename(file))));
  const ended = marks
    .map((name) => join(folder, name))
    .filter((mark) => !isInUse(mark, Number(mark.split('-').at(-1))));
  for (const mark of ended) discard(mark);
  return ended.length > 0;
}

/** The first process of a container has the number of the one before it. */
function isInUse(mark: string, pid: number): boolean {
  if (pid === process.pid) return lstatSync(mark).mtimeMs > Date.now() - process.uptime() * 1_000;
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function sumOf(data: Buffer): Buffer {
  const sum = Buffer.alloc(4);
  sum.writeUInt32LE(crc32(data));
  return sum;
}

function discard(file: string): undefined {
  try {
    rmSync(file, { force: true });
  } catch {
    // it cannot have been made either
  }
}

/**
 * Whether a file or folder is of a size to be read, and belongs to this user, who alone may write to it. Windows tells no
 * owner.
 */
function isOwn(path: string): boolean {
  const { uid, mode, size } = lstatSync(path);
  if (size > limit) return false;
  return process.getuid === undefined || (uid === process.getuid() && (mode & 0o022) === 0);
}

function discardOld(folder: string): void {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (Date.now() - lstatSync(path).mtimeMs > keptFor) rmSync(path, { force: true });
  }
}
