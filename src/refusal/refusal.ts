// How any room refuses a request. http/ turns a refusal into a response; nothing else writes error bodies.
import type { Violation } from '../document/schemas.ts';
import type { RefusalKind } from './kinds.ts';

interface Details {
  /** Every validation error of the request. */
  readonly violations?: readonly Violation[];
  /** Headers that the answer must carry, for example Allow. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
}

/** A request is refused. The message is one sentence for a person, without secrets and file paths: the caller reads it. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly kind: RefusalKind;
  readonly violations: readonly Violation[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(kind: RefusalKind, message: string, { violations = [], headers = {}, cause }: Details = {}) {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0; // nobody reads it, and it takes longer than all else that a refusal needs
    super(message, { cause });
    Error.stackTraceLimit = stackTraceLimit;
    this.kind = kind;
    this.violations = violations;
    this.headers = headers;
  }
}
