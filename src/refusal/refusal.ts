// How any room says no to a request. The door turns it into an answer; nothing else writes error bodies.
import type { Fault } from '../document/schemas.ts';
import type { RefusalKind } from './kinds.ts';

interface Details {
  /** Every fault of the request, when it did not fit the document. */
  readonly faults?: readonly Fault[];
  /** Headers that the answer must carry, for example Allow. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
}

/** A request is refused. The message is one sentence for a person, without secrets and file paths: the caller reads it. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly kind: RefusalKind;
  readonly faults: readonly Fault[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(kind: RefusalKind, message: string, { faults = [], headers = {}, cause }: Details = {}) {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0; // nobody reads it, and it takes longer than all else that a refusal needs
    super(message, { cause });
    Error.stackTraceLimit = stackTraceLimit;
    this.kind = kind;
    this.faults = faults;
    this.headers = headers;
  }
}
