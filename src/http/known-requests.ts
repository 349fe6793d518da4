// Requests whose parameters the validator accepted before. It looks at a few texts in them; with the same texts it
// would accept them again, so only the body needs to be checked.
import type { Request, RequestHandler } from 'express';
import type { OpenAPIV3 } from 'openapi-types';
import type { Operation } from '../document/operations.ts';
import { type CheckBody, createBodyCheck } from './body-check.ts';
import { takesBody } from './body.ts';
import type { ReportedViolation } from './violations.ts';
import { refusalOfViolations } from './refusal-of.ts';

/** How many combinations of texts are remembered for an operation. */
const limit = 1_000;

/**
 * The validator's stage for requests, skipped where its verdict is known. It always checks operations
 * that take a query or a part of the path, requests that bring a query, and bodies other than JSON.
 */
export function acceptKnown(operation: Operation, validate: RequestHandler): RequestHandler {
  const names = headersOf(operation);
  const type = takesBody(operation) ? 'application/json' : undefined;
  const check = type === undefined ? nothing : createBodyCheck(operation);
  if (!names || !check) return validate;
  const accepted = new Set<string>();
  return (request, response, next) => {
    const texts = isPlain(request, type, operation) ? textsOf(request, names) : undefined;
    const violations = texts !== undefined && accepted.has(texts) ? check(request.body) : undefined;
    if (violations)
      return next(violations.length > 0 ? refusalOfViolations(violations, request, operation) : undefined);
    return validate(request, response, (error?: unknown) => {
      if (texts !== undefined && !isAboutParameters(error)) {
        if (accepted.size >= limit) accepted.clear();
        accepted.add(texts);
      }
      next(error);
    });
  };
}

const nothing: CheckBody = (body) => (body === undefined ? [] : undefined);

/** The headers that the operation declares, in lower case; undefined when it takes parameters of other kinds. */
function headersOf({ definition }: Operation): string[] | undefined {
  const parameters = (definition.parameters ?? []) as OpenAPIV3.ParameterObject[]; // resolved when the document was loaded
  return parameters.every((each) => each.in === 'header')
    ? parameters.map(({ name }) => name.toLowerCase())
    : undefined;
}

/** Whether a request has nothing but the path, headers and, where the operation takes it, JSON. */
function isPlain({ originalUrl, headers }: Request, type: string | undefined, { path }: Operation): boolean {
  return originalUrl === path && headers['content-type'] === type;
}

function textsOf({ headers }: Request, names: readonly string[]): string {
  return names.map((name) => (headers[name] === undefined ? '' : `=${String(headers[name])}`)).join('\n');
}

/** Whether the validator has found violation with more than the body. */
function isAboutParameters(error: unknown): boolean {
  if (!error) return false;
  const { errors = [] } = error as { readonly errors?: readonly ReportedViolation[] };
  return errors.length === 0 || errors.some(({ path }) => !path.startsWith('/body'));
}
