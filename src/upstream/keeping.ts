// The beginning of a body that passes, for the record and the checks.
import { Transform, type TransformCallback } from 'node:stream';
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';

/** How much of a body is kept, in bytes: more than any of this API. */
const most = 1024 ** 2;

export class Keeping {
  readonly #chunks: Buffer[] = [];
  #size = 0;

  take(chunk: Buffer): void {
    this.#size += chunk.length;
    if (this.#size <= most) this.#chunks.push(chunk);
    else this.#chunks.length = 0; // of what is not whole nothing can be said
  }

  /** The whole body; undefined when it was too large to be kept. */
  get whole(): Buffer | undefined {
    return this.#size <= most ? Buffer.concat(this.#chunks) : undefined;
  }

  /** As JSON; undefined when it is not. @param encoding how it is packed, as Content-Encoding says it */
  json(encoding = ''): unknown {
    return jsonOf(unpack(this.whole, encoding));
  }

  /** As text in UTF-8; undefined when it was too large to be kept, or cannot be unpacked. */
  text(encoding = ''): string | undefined {
    return unpack(this.whole, encoding)?.toString();
  }
}

const unpackers: Readonly<Record<string, (body: Buffer, options: { maxOutputLength: number }) => Buffer>> = {
  gzip: gunzipSync,
  deflate: inflateSync,
  br: brotliDecompressSync,
};

/** Undefined when it cannot be unpacked, or takes too much then. */
function unpack(body: Buffer | undefined, encoding: string): Buffer | undefined {
  const unpacker = unpackers[encoding.trim().toLowerCase()];
  if (!body || !unpacker) return encoding === '' || encoding === 'identity' ? body : undefined;
  try {
    return unpacker(body, { maxOutputLength: most });
  } catch {
    return undefined;
  }
}

export function jsonOf(body: Buffer | undefined): unknown {
  try {
    return JSON.parse(body?.toString() ?? '') as unknown;
  } catch {
    return undefined;
  }
}

/** Hands on what it is given, and keeps it. */
export class KeepingStream extends Transform {
  readonly kept = new Keeping();

  override _transform(chunk: Buffer, _encoding: BufferEncoding, callback: TransformCallback): void {
    this.kept.take(chunk);
    callback(null, chunk);
  }
}
