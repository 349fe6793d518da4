// What V8 compiled, kept in a file from one start to the next. A file that is not ours, is damaged or is missing is ignored;
// one that cannot be written is skipped. Neither is reported.
import { lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
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
    return data.length > 0 && sumOf(data).equals(content.subarray(0, 4)) ? data : undefined;
  } catch {
    return undefined;
  }
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

function sumOf(data: Buffer): Buffer {
  const sum = Buffer.alloc(4);
  sum.writeUInt32LE(crc32(data));
  return sum;
}

function discard(file: string): void {
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
