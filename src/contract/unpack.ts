// A response that a proxy has compressed, although no request asks for it.
import { brotliDecompressSync, unzipSync } from 'node:zlib';

/** The largest response that is read, in bytes, packed or not; no response of this API is near it. */
export const maximumSize = 8 * 1024 * 1024;

/** The bytes without their Content-Encoding. An unknown one is left. @throws an error of node:zlib. */
export function unpack(bytes: Buffer, encoding = ''): Buffer {
  const options = { maxOutputLength: maximumSize };
  const codings = encoding.toLowerCase().split(',').toReversed();
  return codings.reduce((packed, coding) => {
    if (/^\s*(x-)?(gzip|deflate)\s*$/.test(coding)) return unzipSync(packed, options);
    return coding.trim() === 'br' ? brotliDecompressSync(packed, options) : packed;
  }, bytes);
}
