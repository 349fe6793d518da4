// What the stages of one request know of it. It lives in the response's locals, Express's place for that.
import type { Response } from 'express';
import type { Operation } from '../document/operations.ts';
import type { User } from '../document/schemas.ts';
import type { CheckResponse } from '../document/responses.ts';
import type { PassingViolation } from '../document/schemas.ts';
import type { Refusal } from '../refusal/refusal.ts';

export interface Context {
  readonly id: string;
  /** As the client sent them: HEAD is treated as GET further on. */
  readonly method: string;
  readonly url: string;
  operation?: Operation;
  pathParameters?: Readonly<Record<string, string>>;
  space?: string;
  user?: User | undefined;
  /** Checks the response, from where a behaviour is asked for it. */
  check?: CheckResponse;
  refusal?: Refusal;
  /** The body of the response: a value of JSON, or a text. */
  answered?: unknown;
  /** Whether the upstream answers it. */
  forwarded?: boolean;
  /** What in it violates the contract. */
  violations?: readonly PassingViolation[];
  /** What was made to go wrong, in words. */
  fault?: string | undefined;
  /** The code with which the provider refuses. */
  providerErrorCode?: string | undefined;
}

export function setContext(response: Response, context: Context): void {
  response.locals['context'] = context;
}

export function contextOf({ locals }: Response): Context {
  return locals['context'] as Context; // set by the first stage of every request
}
