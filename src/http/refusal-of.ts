// Turns the errors of the packages in the pipeline into refusals.
import type { Request, Response } from 'express';
import { MulterError } from 'multer';
import { flawOfJson } from '../document/json-flaw.ts';
import type { Operation } from '../document/operations.ts';
import { refuseViolations } from '../refusal/violations.ts';
import type { RefusalKind } from '../refusal/kinds.ts';
import { Refusal } from '../refusal/refusal.ts';
import { contextOf } from './context.ts';
import { adviceAboutCookies } from './cross-site.ts';
import { bodyLimits, inWords } from './limits.ts';
import { describeViolations, mostDescribed, type ReportedViolation } from './violations.ts';

/** The refusal that an error of the validator, of a body parser or of anything else stands for. */
export function refusalOf(error: unknown, request: Request, response: Response): Refusal {
  if (!(error instanceof Error)) return internal(error);
  if ('type' in error && typeof error.type === 'string') return ofBodyParser(error, error.type, response);
  if ('status' in error && typeof error.status === 'number')
    return ofValidator(error as ValidatorError, request, response);
  return internal(error);
}

/** @param url path and query as received */
export function unknownPath(url: string): Refusal {
  const path = url.split('?')[0];
  return new Refusal(
    'unknown-path',
    `The path ${path} does not exist. GET /__mock/openapi.json lists the paths of the contract.`,
  );
}

interface ValidatorError extends Error {
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly errors?: readonly ReportedViolation[];
}

function ofValidator(error: ValidatorError, request: Request, response: Response): Refusal {
  const { method, url } = contextOf(response);
  switch (error.status) {
    case 404:
      return unknownPath(url);
    case 405: {
      const allowed = (error.headers?.['Allow'] ?? '').replace('GET', 'GET, HEAD');
      return new Refusal('wrong-method', `${method} is not allowed here. Allowed: ${allowed}.`, {
        headers: { Allow: allowed },
      });
    }
    case 401:
      return new Refusal('no-token', tokenMessage(error.message, request), { cause: error });
    case 415:
      return new Refusal('wrong-media-type', `The body cannot be read: ${error.message}.`);
    case 400:
      return ofViolations(error, request, response);
    default:
      return internal(error);
  }
}

/** The validator's own message for a missing cookie; all others come from the session. */
function tokenMessage(message: string, request: Request): string {
  const missing = /^cookie '(\w+)' required$/.exec(message)?.[1];
  if (missing === undefined) return message;
  const advice = adviceAboutCookies(request);
  const usual = 'Log in at POST /login, which sets it, and send it with each request.';
  return `The cookie ${missing} is missing or empty. ${advice ?? usual}`;
}

function ofViolations(error: ValidatorError, request: Request, response: Response): Refusal {
  const { errors = [] } = error;
  if (errors.length === 0) return new Refusal('invalid-request', `The request cannot be read: ${error.message}.`);
  return refusalOfViolations(errors, request, contextOf(response).operation);
}

/** The refusal of a request that does not fit the document. */
export function refusalOfViolations(
  errors: readonly ReportedViolation[],
  request: Request,
  operation: Operation | undefined,
): Refusal {
  const violations = describeViolations(errors, request, operation);
  const onlyBody = violations.every(({ path }) => path.startsWith('/body'));
  const count = errors.length > mostDescribed ? errors.length : violations.length;
  return refuseViolations(onlyBody ? 'invalid-body' : 'invalid-request', violations, count);
}

const bodyParserKinds: Readonly<Record<string, RefusalKind>> = {
  'entity.too.large': 'too-large',
  'entity.parse.failed': 'unreadable-body',
  'request.size.invalid': 'unreadable-body',
  'request.aborted': 'unreadable-body',
  'encoding.unsupported': 'wrong-media-type',
  'charset.unsupported': 'wrong-media-type',
};

function ofBodyParser(error: Error, type: string, response: Response): Refusal {
  const kind = bodyParserKinds[type];
  if (kind === 'too-large') return tooLarge(error, response);
  if (kind === 'wrong-media-type')
    return new Refusal(
      kind,
      'The encoding of the body is not supported. Send UTF-8, uncompressed or with gzip, deflate or br.',
      { cause: error },
    );
  // The parser's own message quotes the body, which may hold a secret.
  if (type === 'entity.parse.failed')
    return new Refusal('unreadable-body', `The body is not valid JSON: ${flawOfJson(rawBodyOf(error))}.`);
  if (kind || ('status' in error && error.status === 400))
    return new Refusal('unreadable-body', 'The body is incomplete or cannot be decompressed.', { cause: error });
  return type.startsWith('parameters.') ? tooLarge(error, response) : internal(error);
}

/** The parser leaves the text on its error. */
function rawBodyOf(error: Error): string {
  return 'body' in error && typeof error.body === 'string' ? error.body : '';
}

/** The refusal for an error that the reader of multipart forms has reported. */
export function formRefusal(error: unknown, response: Response): Refusal {
  if (!(error instanceof MulterError))
    return new Refusal(
      'unreadable-body',
      'The form in the body is incomplete, or its boundary or a header is malformed.',
      {
        cause: error,
      },
    );
  if (error.code === 'LIMIT_FIELD_VALUE') return tooLarge(error, response);
  return new Refusal('unreadable-body', `The form in the body cannot be read: ${error.message}.`, { cause: error });
}

function tooLarge(cause: Error, response: Response): Refusal {
  const limit = inWords(bodyLimits[contextOf(response).operation?.document ?? 'contract']);
  return new Refusal('too-large', `The body is too large. The limit for this request is ${limit}.`, { cause });
}

function internal(cause: unknown): Refusal {
  return new Refusal('internal', 'Internal error in the mock; see its log.', { cause });
}
