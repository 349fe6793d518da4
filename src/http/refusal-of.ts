// Turns the errors of packages into refusals.
import type { Request, Response } from 'express';
import type { MulterError } from 'multer';
import { flawOfJson } from '../document/json-flaw.ts';
import { refuseViolations } from '../refusal/violations.ts';
import type { RefusalKind } from '../refusal/kinds.ts';
import { Refusal } from '../refusal/refusal.ts';
import { contextOf } from './context.ts';
import { bodyLimits, inWords } from './limits.ts';
import { describeViolations, mostDescribed, type ReportedViolation } from './violations.ts';

/** The refusal that an error of the validator, of a body parser or of anything else stands for. */
export function refusalOf(error: unknown, request: Request, response: Response): Refusal {
  if (!(error instanceof Error)) return internal(error);
  if ('type' in error && typeof error.type === 'string') return ofBodyParser(error, error.type, response);
  if ('status' in error && typeof error.status === 'number') return ofRequest(error as RequestError, request, response);
  return internal(error);
}

/** Of the validator, or of Express for a path that cannot be decoded. */
interface RequestError extends Error {
  readonly status: number;
  readonly errors?: readonly ReportedViolation[];
}

function ofRequest(error: RequestError, request: Request, response: Response): Refusal {
  const { status, errors = [] } = error;
  if (status !== 400) return internal(error);
  if (errors.length === 0) return new Refusal('invalid-request', `The request cannot be read: ${error.message}.`);
  const violations = describeViolations(errors, request, contextOf(response).operation);
  const onlyBody = violations.every(({ path }) => path.startsWith('/body'));
  const count = errors.length > mostDescribed ? errors.length : violations.length;
  return refuseViolations(onlyBody ? 'invalid-body' : 'invalid-request', violations, count);
}

/** The refusal that takes the place of a response that does not fit. */
export function unfittingAnswer(flaw: string): Refusal {
  return new Refusal('unfitting-answer', `The mock's response does not match the document: ${flaw}.`);
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

/** By its name, because its class is loaded with the first form. */
const isOfMulter = (error: unknown): error is MulterError => error instanceof Error && error.name === 'MulterError';

/** The refusal for an error that the reader of multipart forms has reported. */
export function formRefusal(error: unknown, response: Response): Refusal {
  if (!isOfMulter(error))
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
