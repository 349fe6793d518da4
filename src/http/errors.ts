// Every error becomes a refusal, and every refusal the one error body.
import { STATUS_CODES } from 'node:http';
import type { ErrorRequestHandler, Request, Response } from 'express';
import type { Assumptions } from '../assumptions/table.ts';
import type { ErrorBody, ProblemBody } from '../document/schemas.ts';
import { statusOf } from '../refusal/kinds.ts';
import { Refusal } from '../refusal/refusal.ts';
import { contextOf } from './context.ts';
import { refusalOf } from './refusal-of.ts';

/** The last stage. */
export function answerErrors(assumptions: Assumptions): ErrorRequestHandler {
  return (error: unknown, request, response, _next) => {
    const refusal = error instanceof Refusal ? error : refusalOf(error, request, response);
    sendRefusal(response, refusal, assumptions);
  };
}

/** What to do about an answer of a behaviour that the validator finds not to fit the document. */
export function answerUnfitting(assumptions: Assumptions): (error: Error, body: unknown, request: Request) => void {
  return (cause, _body, { res }) => {
    const message = `The mock's own answer does not fit the document: ${cause.message}.`;
    if (res) sendRefusal(res, new Refusal('unfitting-answer', message, { cause }), assumptions);
  };
}

/** Sends a refusal, unless an answer is under way already: then the connection is cut, so that nobody takes it for whole. */
function sendRefusal(response: Response, refusal: Refusal, assumptions: Assumptions): void {
  contextOf(response).refusal = refusal;
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const { type, value } = errorBody(statusOf(refusal.kind, assumptions), refusal, assumptions);
  contextOf(response).answered = value;
  response.status(value.status).type(type).set(refusal.headers);
  response.json(value);
}

interface Said {
  /** A sentence for a person. */
  readonly message: string;
  readonly faults?: Refusal['faults'];
}

/** The one error body, in the shape that is assumed, with its media type. */
export function errorBody(status: number, { message, faults = [] }: Said, assumptions: Assumptions) {
  const title = STATUS_CODES[status] ?? '';
  const errors = faults.length > 0 && { errors: [...faults] };
  if (assumptions['error-body'] === 'problem') {
    const value: ProblemBody = { type: 'about:blank', title, status, detail: message, ...errors };
    return { type: 'application/problem+json', value };
  }
  const value: ErrorBody = { status, error: title, message, ...errors };
  return { type: 'application/json', value };
}
