// The beginning of a body that passes, for the record and the checks.
import { Transform, type TransformCallback } from 'node:stream';

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

  /** As JSON; undefined when it is not. */
  get json(): unknown {
    return jsonOf(this.whole);
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
