// Every error becomes a refusal, and every refusal the one error body.
import { STATUS_CODES } from 'node:http';
import type { ErrorRequestHandler, Response } from 'express';
import type { Assumptions } from '../assumptions/table.ts';
import type { ErrorBody, ProblemBody } from '../document/schemas.ts';
import { statusOf } from '../refusal/kinds.ts';
import { Refusal } from '../refusal/refusal.ts';
import { contextOf } from './context.ts';
import { unfittingAnswer, refusalOf } from './refusal-of.ts';
import { sendText } from './send-text.ts';

/** The last stage. */
export function answerErrors(assumptions: Assumptions): ErrorRequestHandler {
  return (error: unknown, request, response, _next) => {
    const refusal = error instanceof Refusal ? error : refusalOf(error, request, response);
    const unfitting = send(response, refusal, assumptions);
    if (unfitting) send(response, unfitting, assumptions);
  };
}

/**
 * Sends a refusal, unless a response has begun: then the connection is closed, so that the client does not take it for
 * complete.
 * @returns the refusal to send instead, when it does not match the document
 */
function send(response: Response, refusal: Refusal, assumptions: Assumptions): Refusal | undefined {
  const context = contextOf(response);
  context.refusal = refusal;
  if (response.headersSent) return void response.destroy();
  const { type, value } = errorBody(statusOf(refusal.kind, assumptions), refusal, assumptions);
  const unfitting = context.check?.({ status: value.status, type, body: value });
  if (unfitting) return unfittingAnswer(unfitting);
  context.answered = value;
  response.statusCode = value.status;
  for (const [name, text] of Object.entries(refusal.headers)) response.setHeader(name, text);
  sendText(response, type, JSON.stringify(value));
  return undefined;
}

interface Said {
  /** A sentence for a person. */
  readonly message: string;
  readonly violations?: Refusal['violations'];
}

/** The one error body, in the shape that is assumed, with its media type. */
export function errorBody(status: number, { message, violations = [] }: Said, assumptions: Assumptions) {
  const title = STATUS_CODES[status] ?? '';
  const errors = violations.length > 0 && { errors: [...violations] };
  if (assumptions['error-body'] === 'problem') {
    const value: ProblemBody = { type: 'about:blank', title, status, detail: message, ...errors };
    return { type: 'application/problem+json', value };
  }
  const value: ErrorBody = { status, error: title, message, ...errors };
  return { type: 'application/json', value };
}
