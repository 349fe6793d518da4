// The request's body: of a media type that the operation takes, not too large, readable. What is in it the validator judges.
import express, { type Request, type RequestHandler } from 'express';
import multer from 'multer';
import type { OpenAPIV3 } from 'openapi-types';
import type { Assumptions } from '../assumptions/table.ts';
import { fieldsOf } from '../document/fields.ts';
import { isTooDeep, maximumDepth } from '../document/json.ts';
import type { Operation } from '../document/operations.ts';
import { Refusal } from '../refusal/refusal.ts';
import { contextOf } from './context.ts';
import { bodyLimits } from './limits.ts';
import { formRefusal } from './refusal-of.ts';

/**
 * Refuses media types that the operation does not take, and charsets other than UTF-8. The header is cut down to the bare
 * media type, because the validator keeps 180 KB for every distinct one; where the operation takes no body it is dropped.
 */
export function requireMediaType(): RequestHandler {
  return (request, response, next) => {
    const requestBody = contextOf(response).operation?.definition.requestBody as
      OpenAPIV3.RequestBodyObject | undefined;
    const accepted = Object.keys(requestBody?.content ?? {});
    const [first] = accepted;
    const header = request.headers['content-type'];
    if (first === undefined) delete request.headers['content-type'];
    else if (header === undefined && !hasBody(request) && requestBody?.required)
      request.headers['content-type'] = first;
    else if (header !== undefined || hasBody(request)) requireListed(header, accepted);
    next();
  };
}

function hasBody({ headers }: Request): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

function requireListed(header: string | undefined, accepted: readonly string[]): void {
  const wanted = `Send it as ${accepted.join(' or ')}.`;
  if (header === undefined) throw new Refusal('wrong-media-type', `The body has no Content-Type. ${wanted}`);
  const type = bareType(header);
  if (!accepted.includes(type)) throw new Refusal('wrong-media-type', `The body came as ${type}. ${wanted}`);
  const charset = /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(header)?.[1];
  if (charset !== undefined && charset.toLowerCase() !== 'utf-8')
    throw new Refusal('wrong-media-type', `The body came in the charset ${charset}. Send it in UTF-8.`);
}

function bareType(header: string): string {
  return (header.split(';')[0] ?? '').trim().toLowerCase();
}

/** Reads the body by its media type: JSON, or a form of either kind. */
export function readBody(): RequestHandler[] {
  const parsers = Object.fromEntries(
    Object.entries(bodyLimits).map(([document, limit]) => [
      document,
      {
        'application/json': express.json({
          limit,
          strict: false,
          verify: (_request, _response, b) => requireShallow(b),
        }),
        'application/x-www-form-urlencoded': express.urlencoded({ limit, extended: false }),
        'multipart/form-data': readForm(limit),
      } as Record<string, RequestHandler>,
    ]),
  );
  const parse: RequestHandler = (request, response, next) => {
    const type = bareType(request.headers['content-type'] ?? '');
    const parser = parsers[contextOf(response).operation?.document ?? 'contract']?.[type];
    if (parser) parser(request, response, next);
    else next();
  };
  return [parse, cutMediaType];
}

/** @throws {Refusal} before anything is made of the bytes. */
function requireShallow(bytes: Uint8Array): void {
  if (!isTooDeep(bytes)) return;
  throw new Refusal(
    'unreadable-body',
    `The body is nested more than ${maximumDepth} levels deep. No request of this API needs that: send a flat object.`,
  );
}

/** Whatever is wrong with a form is the sender's doing: it is read in memory, and files are not taken. */
function readForm(fieldSize: number): RequestHandler {
  const limits = {
    fieldSize,
    fieldNameSize: 1_000,
    fieldNestingDepth: maximumDepth,
    fieldArrayIndexLimit: 20,
    fields: 20,
    files: 0,
    parts: 20,
  };
  const read = multer({ limits }).none();
  return (request, response, next) =>
    read(request, response, (error?: unknown) => next(error === undefined ? undefined : formRefusal(error, response)));
}

const cutMediaType: RequestHandler = ({ headers }, _response, next) => {
  if (headers['content-type'] !== undefined) headers['content-type'] = bareType(headers['content-type']);
  next();
};

/** Drops read-only fields from bodies of the contract, where the assumption is that they are ignored, whatever they are. */
export function dropReadOnlyFields(operations: readonly Operation[], assumptions: Assumptions): RequestHandler {
  const ignored = operations.filter(
    ({ document }) => document === 'contract' && assumptions['read-only-fields'] === 'ignore',
  );
  const names = new Map(ignored.map((each) => [each, fieldsOf(each).flatMap((f) => (f.readOnly ? [f.name] : []))]));
  return (request, response, next) => {
    const { operation } = contextOf(response);
    const body: unknown = request.body;
    if (operation && typeof body === 'object' && body !== null)
      for (const name of names.get(operation) ?? []) Reflect.deleteProperty(body, name);
    next();
  };
}
