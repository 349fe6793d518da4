// A response that a proxy has compressed, although no request asks for it.
import { brotliDecompressSync, unzipSync } from 'node:zlib';

/** The largest response that is read, in bytes, packed or not; no response of this API is near it. */
export const maximumSize = 8 * 1024 * 1024;

/**
 * The bytes without their Content-Encoding. What is not packed as it says is left as it is.
 * @throws ERR_BUFFER_TOO_LARGE of Node for more than 8 MB.
 */
export function unpack(bytes: Buffer, encoding = ''): Buffer {
  const codings = encoding.toLowerCase().split(',').toReversed();
  try {
    return codings.reduce((packed, coding) => unpackOne(packed, coding.trim()), bytes);
  } catch (error) {
    if (error instanceof RangeError) throw error;
    return bytes;
  }
}

const options = { maxOutputLength: maximumSize };

function unpackOne(packed: Buffer, coding: string): Buffer {
  if (/^(x-)?(gzip|deflate)$/.test(coding)) return unzipSync(packed, options);
  return coding === 'br' ? brotliDecompressSync(packed, options) : packed;
}
