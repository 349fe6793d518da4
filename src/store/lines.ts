// The lines of a file, one after the other. Node's own reader also ends lines at characters that JSON allows in texts.
import { isUtf8 } from 'node:buffer';
import type { FileHandle } from 'node:fs/promises';

export interface Line {
  /** Without its end, and the first one without a byte order mark; empty if it is not UTF-8. */
  readonly text: string;
  /** As it stands in the file, with its end. */
  readonly bytes: number;
  /** Whether it has an end; only the last one may have none. */
  readonly ended: boolean;
}

const newLine = 0x0a;
const chunkSize = 256 * 1024;

/** Reads from the beginning, a piece at a time. */
export async function* linesOf(handle: FileHandle): AsyncGenerator<Line> {
  const chunk = Buffer.alloc(chunkSize);
  let [position, parts]: [number, Buffer[]] = [0, []];
  let first = true;
  const take = (ended: boolean): Line => {
    const bytes = Buffer.concat(parts);
    const text = isUtf8(bytes) ? bytes.toString('utf8', 0, bytes.length - (ended ? 1 : 0)) : '';
    parts = [];
    const line = { text: first ? text.replace(/^\uFEFF/, '') : text, bytes: bytes.length, ended };
    first = false;
    return line;
  };
  for (;;) {
    const { bytesRead } = await handle.read(chunk, 0, chunkSize, position);
    if (bytesRead === 0) break;
    position += bytesRead;
    let from = 0;
    for (let end = chunk.indexOf(newLine); end >= 0 && end < bytesRead; end = chunk.indexOf(newLine, from)) {
      parts.push(Buffer.from(chunk.subarray(from, end + 1)));
      from = end + 1;
      yield take(true);
    }
    if (from < bytesRead) parts.push(Buffer.from(chunk.subarray(from, bytesRead)));
  }
  if (parts.length > 0) yield take(false);
}
