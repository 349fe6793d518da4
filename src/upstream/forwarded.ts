// An exchange with the upstream, when it is through.
import { type Header } from './headers.ts';
import type { Keeping } from './keeping.ts';
import type { Passed } from './passing.ts';

/** What went there and back. */
export interface Forwarded {
  readonly sent: Keeping;
  readonly response: Passed;
}

/** The first value of a header. */
export function headerOf(headers: readonly Header[], name: string): string | undefined {
  return headers.find(([each]) => each.toLowerCase() === name)?.[1];
}

/** The body of a response, if it is JSON. */
export const jsonOfResponse = ({ headers, body }: Passed): unknown => body.json(headerOf(headers, 'content-encoding'));
