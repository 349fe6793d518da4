// Checks with the validator whether a response is valid, without sending one.
import type { Request, RequestHandler, Response } from 'express';
import type { Operation } from '../document/operations.ts';
import { Refusal } from '../refusal/refusal.ts';
import type { Matched } from './validator.ts';

/** A response as far as the validator looks at it. */
export interface Checked {
  readonly status: number;
  /** The media type. */
  readonly type: string;
  readonly body: unknown;
}

/** The validator's error; undefined when the response fits. Of responses with 500 and more nothing is asked. */
export type CheckResponse = (response: Checked) => Error | undefined;

/**
 * @param validate the validator's stage for responses, which replaces a response's `json`
 * @param matched has what the validator found for the operation
 */
export async function createResponseCheck(
  validate: RequestHandler,
  operation: Operation,
  matched: ReadonlyMap<Operation, Matched>,
): Promise<CheckResponse> {
  const now: { type: string; error?: unknown } = { type: '' };
  const request = {
    method: operation.method.toUpperCase(),
    originalUrl: operation.path,
    headers: {},
    openapi: matched.get(operation),
  } as unknown as Request; // all that the validator looks at
  const response = {
    statusCode: 200,
    headersSent: false,
    json: () => response,
    getHeaders: () => ({ 'content-type': now.type }),
  } as unknown as Response;
  await new Promise<void>((resolve) => {
    void validate(request, response, (error?: unknown) => {
      now.error = error; // also of every check to come
      resolve();
    });
  });
  const { json } = response;
  return ({ status, type, body }) => {
    [now.type, now.error, response.statusCode] = [type, undefined, status];
    json.call(response, body);
    return now.error as Error | undefined; // the validator throws nothing else
  };
}

/** The refusal that takes the place of a response that does not fit. */
export function unfittingAnswer(error: Error): Refusal {
  const message = `The mock's response does not match the document: ${error.message}.`;
  return new Refusal('unfitting-answer', message, { cause: error });
}
