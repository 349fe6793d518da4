// A log on disk: JSON lines behind a header that says whose log it is and which number its first entry has.
import type { FileHandle } from 'node:fs/promises';
import type { Validate } from '../document/validate.ts';
import { isRecord } from '../document/json.ts';
import { formatVersion, parse, refuseNewer } from './disk-json.ts';
import { removeFile, replaceFile, type FolderSync } from './file-system.ts';
import { type Line, linesOf } from './lines.ts';
import type { LogContent, LogPlace, LogText } from './log-place.ts';
import { type LogLimits, Newest } from './newest.ts';
import { setAside, findGuarded, type Guarded, markUnreadable } from './set-aside.ts';

export interface DiskLogOptions extends Guarded {
  readonly space: string;
  /** Checks an entry. */
  readonly validate: Validate;
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
  let isReadable = true;
  const out = async (): Promise<void> => {
    if (!isReadable) await setAside(options);
    isReadable = true;
  };
  return {
    async read(limits) {
      isReadable = false;
      const isThere = (await findGuarded(options)) !== undefined;
      const log = isThere ? await readLog<T>(options, limits) : undefined;
      isReadable = true;
      if (log?.tail === 'torn') await fs.truncate(file, log.length);
      if (log?.tail !== 'open') return log;
      await append('\n', log.length);
      return { ...log, length: log.length + 1 };
    },
    append: (lines, length) => append(lines.join(''), length),
    async rewrite(log) {
      const text = textOfLog(space, log);
      await replaceFile(fs, { file, text, temporaryFolder, folders });
      await out();
      return Buffer.byteLength(text);
    },
    async remove() {
      await removeFile(fs, file);
      await out();
    },
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
    const problem = header ? problemOf(value, options) : problemOfHeader(value, options);
    // Without an end of line it was cut off by a crash before its append was answered.
    if (problem !== undefined && !line.ended && header)
      return { newest, next: header.first + count, length, tail: 'torn' };
    if (problem !== undefined) return markUnreadable(options, header ? `line ${count + 2}: ${problem}` : problem);
    length += line.bytes;
    if (header) {
      newest.add(value as T, line.bytes); // it was checked
      count += 1;
    }
    header ??= value as Header; // it was checked
    if (!line.ended) return { newest, next: header.first + count, length, tail: 'open' };
  }
  if (!header) return markUnreadable(options, noHeader);
  return { newest, next: header.first + count, length, tail: 'whole' };
}

const noHeader = 'it has no header in its first line';

function problemOf(value: unknown, { validate }: DiskLogOptions): string | undefined {
  return value === undefined ? 'it is not valid JSON' : validate(value);
}

/** @throws {Refusal} for a log that a newer version of this program has written. */
function problemOfHeader(value: unknown, options: DiskLogOptions): string | undefined {
  refuseNewer(value, options);
  if (!isRecord(value) || typeof value['space'] !== 'string' || !Number.isSafeInteger(value['first'])) return noHeader;
  return value['space'] === options.space ? undefined : `it belongs to the space ${JSON.stringify(value['space'])}`;
}
