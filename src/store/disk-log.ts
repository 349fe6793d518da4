// A log on disk: JSON lines behind a header that says whose log it is and which number its first entry has.
import type { FileHandle } from 'node:fs/promises';
import type { Check } from '../document/check.ts';
import { isRecord } from '../document/json.ts';
import { formatVersion, parse, refuseNewer } from './disk-json.ts';
import { removeFile, replaceFile } from './file-system.ts';
import type { LogContent, LogPlace } from './log-file.ts';
import { discardMark, type Guarded, readGuarded, setAside } from './set-aside.ts';

export interface DiskLogOptions extends Guarded {
  readonly space: string;
  /** What an entry has to be. */
  readonly check: Check;
  readonly temporaryFolder: string;
}

interface Header {
  readonly version: typeof formatVersion;
  readonly space: string;
  /** The number of the first entry in the file. */
  readonly first: number;
}

const linesOf = (values: readonly unknown[]): string => values.map((value) => `${JSON.stringify(value)}\n`).join('');

/** A place on disk. */
export function onDiskLogged<T>(options: DiskLogOptions): LogPlace<T> {
  const { fs, file, space, temporaryFolder } = options;
  /** Bytes of the file that are known to be whole lines. */
  let length = 0;
  return {
    async read() {
      const text = await readGuarded(options);
      if (text === undefined) return undefined;
      // Without an end of line the last one was cut off by a crash before its append was answered.
      const whole = text.slice(0, text.lastIndexOf('\n') + 1);
      const content = (await parseLog(whole, options)) as LogContent<T>; // every entry was checked
      length = Buffer.byteLength(whole);
      if (whole.length < text.length) await fs.truncate(file, length);
      return content;
    },
    async append(entries) {
      const text = linesOf(entries);
      const handle = await fs.open(file, 'r+');
      try {
        length += await writeAll(handle, Buffer.from(text), length);
      } catch (error) {
        await handle.truncate(length).catch(() => undefined); // if it stays, reading drops what is not whole
        throw error;
      } finally {
        await handle.close();
      }
    },
    async rewrite({ entries, next }) {
      const header: Header = { version: formatVersion, space, first: next - entries.length };
      const text = linesOf([header, ...entries]);
      await replaceFile(fs, { file, text, temporaryFolder });
      length = Buffer.byteLength(text);
    },
    remove: () => removeFile(fs, file),
    discardUnreadable: () => discardMark(options),
  };
}

/** A full disk may take a part and say so only at the next write. Resolves with the number of bytes. */
async function writeAll(handle: FileHandle, bytes: Buffer, position: number): Promise<number> {
  let written = 0;
  while (written < bytes.length)
    written += (await handle.write(bytes, written, bytes.length - written, position + written)).bytesWritten;
  await handle.sync();
  return written;
}

async function parseLog(text: string, options: DiskLogOptions): Promise<LogContent<unknown>> {
  const [header, ...entries] = text.split('\n').slice(0, -1).map(parse);
  refuseNewer(header, options);
  if (!isHeader(header)) return setAside(options, 'it has no header in its first line');
  if (header.space !== options.space) return setAside(options, `it is of the space ${JSON.stringify(header.space)}`);
  for (const [index, entry] of entries.entries()) {
    const fault = entry === undefined ? 'it is not valid JSON' : options.check(entry);
    if (fault !== undefined) return setAside(options, `line ${index + 2}: ${fault}`);
  }
  return { entries, next: header.first + entries.length };
}

function isHeader(value: unknown): value is Header {
  return isRecord(value) && typeof value['space'] === 'string' && Number.isSafeInteger(value['first']);
}
