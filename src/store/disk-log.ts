// A log on disk: JSON lines behind a header that says whose log it is and which number its first entry has.
import type { FileHandle } from 'node:fs/promises';
import type { Check } from '../document/check.ts';
import { isRecord } from '../document/json.ts';
import { formatVersion, parse, refuseNewer } from './disk-json.ts';
import { removeFile, replaceFile } from './file-system.ts';
import type { FolderSync } from './folder-sync.ts';
import { type Line, linesOf } from './lines.ts';
import type { LogContent, LogPlace, LogText } from './log-place.ts';
import { type LogLimits, Newest } from './newest.ts';
import { discardMark, findGuarded, type Guarded, setAside } from './set-aside.ts';

export interface DiskLogOptions extends Guarded {
  readonly space: string;
  /** What an entry has to be. */
  readonly check: Check;
  readonly temporaryFolder: string;
  readonly folders: FolderSync;
}

interface Header {
  readonly version: typeof formatVersion;
  readonly space: string;
  /** The number of the first entry in the file. */
  readonly first: number;
}

/** A place on disk. */
export function onDiskLogged<T>(options: DiskLogOptions): LogPlace<T> {
  const { fs, file, space, temporaryFolder, folders } = options;
  const append = async (text: string, length: number): Promise<void> => {
    const handle = await fs.open(file, 'r+');
    try {
      await writeAll(handle, Buffer.from(text), length);
    } catch (error) {
      await handle.truncate(length).catch(() => undefined); // if it stays, reading drops what is not whole
      throw error;
    } finally {
      await handle.close();
    }
  };
  return {
    async read(limits) {
      if ((await findGuarded(options)) === undefined) return undefined;
      const { tail, ...log } = await readLog<T>(options, limits);
      if (tail === 'torn') await fs.truncate(file, log.length);
      if (tail !== 'open') return log;
      await append('\n', log.length);
      return { ...log, length: log.length + 1 };
    },
    append: (lines, length) => append(lines.join(''), length),
    async rewrite(log) {
      const text = textOfLog(space, log);
      await replaceFile(fs, { file, text, temporaryFolder, folders });
      return Buffer.byteLength(text);
    },
    remove: () => removeFile(fs, file),
    discardUnreadable: () => discardMark(options),
  };
}

/** The whole file of a log. */
export function textOfLog(space: string, { lines, next }: LogText): string {
  const header: Header = { version: formatVersion, space, first: next - lines.length };
  return `${JSON.stringify(header)}\n${lines.join('')}`;
}

/** A full disk may take a part and say so only at the next write. */
async function writeAll(handle: FileHandle, bytes: Buffer, position: number): Promise<void> {
  let written = 0;
  while (written < bytes.length)
    written += (await handle.write(bytes, written, bytes.length - written, position + written)).bytesWritten;
  await handle.sync();
}

interface ReadLog<T> extends LogContent<T> {
  /** How the file ends: `open` behind an entry without its end of line, `torn` in the middle of one. */
  readonly tail: 'whole' | 'open' | 'torn';
}

/** Reads line by line, so that a file of any size costs no more memory than the limits allow. */
async function readLog<T>(options: DiskLogOptions, limits: LogLimits): Promise<ReadLog<T>> {
  const handle = await options.fs.open(options.file, 'r');
  try {
    return await parseLog(linesOf(handle), options, new Newest<T>(limits));
  } finally {
    await handle.close();
  }
}

async function parseLog<T>(
  lines: AsyncIterable<Line>,
  options: DiskLogOptions,
  newest: Newest<T>,
): Promise<ReadLog<T>> {
  let [count, length, header]: [number, number, Header | undefined] = [0, 0, undefined];
  for await (const line of lines) {
    const value = parse(line.text);
    const fault = header ? faultOf(value, options) : faultOfHeader(value, options);
    // Without an end of line it was cut off by a crash before its append was answered.
    if (fault !== undefined && !line.ended && header)
      return { newest, next: header.first + count, length, tail: 'torn' };
    if (fault !== undefined) return setAside(options, header ? `line ${count + 2}: ${fault}` : fault);
    length += line.bytes;
    if (header) {
      newest.add(value as T, line.bytes); // it was checked
      count += 1;
    }
    header ??= value as Header; // it was checked
    if (!line.ended) return { newest, next: header.first + count, length, tail: 'open' };
  }
  if (!header) return setAside(options, noHeader);
  return { newest, next: header.first + count, length, tail: 'whole' };
}

const noHeader = 'it has no header in its first line';

function faultOf(value: unknown, { check }: DiskLogOptions): string | undefined {
  return value === undefined ? 'it is not valid JSON' : check(value);
}

/** @throws {Refusal} for a log that a newer version of this program has written. */
function faultOfHeader(value: unknown, options: DiskLogOptions): string | undefined {
  refuseNewer(value, options);
  if (!isRecord(value) || typeof value['space'] !== 'string' || !Number.isSafeInteger(value['first'])) return noHeader;
  return value['space'] === options.space ? undefined : `it is of the space ${JSON.stringify(value['space'])}`;
}
