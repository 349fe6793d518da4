// Every error becomes a refusal, and every refusal the one error body.
import { STATUS_CODES } from 'node:http';
import type { ErrorRequestHandler, Response } from 'express';
import { escape } from '../common/xml.ts';
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
    const assumed = {
      assumptions,
      form: formFor(request.path, assumptions),
      isListed: isOfControl(request.path) || assumptions['error-details'] === 'listed',
    };
    const unfitting = send(response, refusal, assumed);
    if (unfitting) send(response, unfitting, assumed);
  };
}

/**
 * Sends a refusal, unless a response has begun: then the connection is closed, so that the client does not take it for
 * complete.
 * @returns the refusal to send instead, when it does not match the document
 */
function send(response: Response, refusal: Refusal, { assumptions, form, isListed }: Assumed): Refusal | undefined {
  const context = contextOf(response);
  context.refusal = refusal;
  if (response.headersSent) return void response.destroy();
  const status = statusOf(refusal.kind, assumptions);
  const { message } = refusal;
  const violations = isListed ? refusal.violations : [];
  const { type, value } = errorBody(status, { message, violations, path: context.url.split('?', 1)[0] }, form);
  const unfitting = type === '' ? undefined : context.check?.({ status, type, body: value });
  if (unfitting) return unfittingAnswer(unfitting);
  context.answered = value;
  response.statusCode = status;
  for (const [name, text] of Object.entries(refusal.headers)) response.setHeader(name, text);
  if (type === '') response.end();
  else sendText(response, type, typeof value === 'string' ? value : JSON.stringify(value));
  return undefined;
}

type Form = Assumptions['error-body'];

interface Assumed {
  readonly assumptions: Assumptions;
  readonly form: Form;
  /** Whether every violation is listed. */
  readonly isListed: boolean;
}

const isOfControl = (path: string): boolean => path.startsWith('/__mock');

/** The control API is ours: its users are told in JSON. */
export function formFor(path: string, { 'error-body': form }: Assumptions): Form {
  return isOfControl(path) && form !== 'problem' ? 'vendor' : form;
}

interface Said {
  /** A sentence for a person. */
  readonly message: string;
  readonly violations?: Refusal['violations'];
  /** Of the request. */
  readonly path?: string | undefined;
}

/** The one error body, in the form that is assumed, with its media type, which is empty where there is no body. */
export function errorBody(status: number, { message, violations = [], path = '/' }: Said, form: Form): ErrorContent {
  const title = STATUS_CODES[status] ?? '';
  const errors = violations.length > 0 && { errors: [...violations] };
  if (form === 'none') return { type: '', value: '' };
  if (form === 'text') return { type: 'text/plain', value: message };
  if (form === 'html') return { type: 'text/html', value: pageOf(`${status} ${title}`, message) };
  if (form === 'spring')
    return { type: 'application/json', value: { timestamp: new Date().toISOString(), status, error: title, path } };
  if (form === 'problem')
    return {
      type: 'application/problem+json',
      value: { type: 'about:blank', title, status, detail: message, ...errors },
    };
  return { type: 'application/json', value: { status, error: title, message, ...errors } };
}

/** What Spring Boot writes by default: no message. */
interface SpringBody {
  readonly timestamp: string;
  readonly status: number;
  readonly error: string;
  readonly path: string;
}

interface ErrorContent {
  readonly type: string;
  readonly value: string | ErrorBody | ProblemBody | SpringBody;
}

const pageOf = (title: string, message: string): string =>
  `<!doctype html>\n<title>${title}</title>\n<h1>${title}</h1>\n<p>${escape(message)}</p>\n`;
