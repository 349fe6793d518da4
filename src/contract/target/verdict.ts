// The tiers and effects of checks, and the ways in which one can end.
import type { TargetResponse } from './http.ts';

/** What a check does to the target: nothing, stored settings, or messages that may be sent. */
export type Effect = 'read' | 'write' | 'send';
/** Whether the check covers a statement of the page or an assumption of ours. */
export type Tier = 'documented' | 'assumed';

interface Difference {
  readonly expected: string;
  readonly actual: string;
  /** The response that shows it. */
  readonly response?: TargetResponse | undefined;
}

/** A statement does not hold. */
export class Failed extends Error {
  override readonly name = 'Failed';
  readonly expected: string;
  readonly actual: string;
  readonly response: TargetResponse | undefined;

  constructor({ expected, actual, response }: Difference) {
    super(`expected ${expected}; actual ${actual}`);
    this.expected = expected;
    this.actual = actual;
    this.response = response;
  }
}

/** Whether a statement holds cannot be told here; the message says why. */
export class Undecidable extends Error {
  override readonly name: string = 'Undecidable';
}

/** Whether a statement holds cannot be told, because the target does not show what it is about. Other checks may see enough. */
export class NotShown extends Undecidable {
  override readonly name = 'NotShown';
}
