// The request's body: its media type, its size and its syntax. The validator judges its content.
import type { RequestListener } from 'node:http';
import express, { type Request, type RequestHandler, type Response } from 'express';
import type { OpenAPIV3 } from 'openapi-types';
import type { Assumptions } from '../assumptions/table.ts';
import { fieldsOf } from '../document/fields.ts';
import { coerced } from '../document/coerce.ts';
import { isRecord, isTooDeep, maximumDepth } from '../document/json.ts';
import type { Operation } from '../document/operations.ts';
import { flawOfUtf8 } from '../document/utf8.ts';
import { once } from '../common/once.ts';
import { Refusal } from '../refusal/refusal.ts';
import { bodyLimits } from './limits.ts';
import { formRefusal } from './refusal-of.ts';

/** Whether an operation takes a body. */
function takesBody({ definition }: Operation): boolean {
  return definition.requestBody !== undefined;
}

/** The event by which a stage tells that it is going to read the body. Where nobody listens, Node has answered already. */
const wanted = 'body wanted';

/** Lets a client that waits for it (RFC 9110, 10.1.1) send the body when, and if, a stage is going to read it. */
export function continueWhenWanted(listener: RequestListener): RequestListener {
  return (request, response) => {
    response.once(wanted, () => response.writeContinue());
    listener(request, response);
  };
}

/** Has a client that waits for it send the body. */
export const wantBody = (response: Response): boolean => response.emit(wanted);

/** What looks at the body of a request. @param read what reads it, where that was not done before */
export const contentOf = (
  operation: Operation,
  assumptions: Assumptions,
  read: readonly RequestHandler[],
): readonly RequestHandler[] =>
  takesBody(operation)
    ? [
        requireMediaType(operation),
        ...read,
        dropReadOnlyFields(operation, assumptions),
        coerceScalars(operation, assumptions),
      ]
    : [ignoreMediaType()];

/** Removes the media type where an operation reads no body. The validator would check it. */
function ignoreMediaType(): RequestHandler {
  return ({ headers }, _response, next) => {
    if (headers['content-type'] !== undefined) delete headers['content-type'];
    next();
  };
}

/**
 * Refuses media types that the operation does not take, and charsets other than UTF-8. The header is cut down to the bare
 * media type, because the validator keeps 180 KB for every distinct one.
 */
function requireMediaType({ definition }: Operation): RequestHandler {
  const { content, required } = definition.requestBody as OpenAPIV3.RequestBodyObject; // of an operation that takes one
  const accepted = Object.keys(content);
  const [first] = accepted;
  return (request, _response, next) => {
    const header = request.headers['content-type'];
    if (header === undefined && !hasBody(request)) {
      if (required && first !== undefined) Object.assign(request.headers, { 'content-type': first });
      if (required) request.body = {}; // as with Content-Length: 0, so that what is missing is named
    } else if (header === undefined || !accepted.includes(header)) requireListed(header, accepted);
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
  if (!accepted.includes(type)) throw new Refusal('wrong-media-type', `The body was sent as ${type}. ${wanted}`);
  const charset = /;\s*charset\s*=\s*["']?([^\s;"']+)/i.exec(header)?.[1];
  if (charset !== undefined && !utf8.has(charset.toLowerCase()))
    throw new Refusal('wrong-media-type', `The body was sent in the charset ${charset}. Send it in UTF-8.`);
}

/** UTF-8 by the labels of https://encoding.spec.whatwg.org/#names-and-labels, and its subset ASCII by those of IANA. */
const utf8 = new Set(
  [
    'utf-8 utf8 unicode-1-1-utf-8 unicode11utf8 unicode20utf8 x-unicode20utf8',
    'us-ascii ascii csascii us iso-ir-6 iso646-us iso_646.irv:1991 cp367 ibm367 ansi_x3.4-1968 ansi_x3.4-1986',
  ].flatMap((labels) => labels.split(' ')),
);

export function bareType(header: string): string {
  return (header.split(';')[0] ?? '').trim().toLowerCase();
}

/** Reads the body of an operation by its media type: JSON, or a form of either kind. */
export function readBody({ document }: Operation): RequestHandler {
  const limit = bodyLimits[document];
  const parsers: Readonly<Record<string, RequestHandler>> = {
    'application/json': express.json({
      limit,
      type: isChosen,
      strict: false,
      verify: (_request, _response, bytes) => requireReadable(bytes),
    }),
    'application/x-www-form-urlencoded': express.urlencoded({ limit, type: isChosen, extended: false }),
    [form]: readForm(limit),
  };
  return (request, response, next) => {
    const header = request.headers['content-type'];
    const type = header === usual ? usual : bareType(header ?? '');
    const parse = parsers[type];
    if (!parse) return next();
    wantBody(response);
    if (type !== form) request.headers['content-type'] = type; // whose parser needs the boundary
    parse(request, response, (error?: unknown) => {
      if (type === form) request.headers['content-type'] = type;
      next(error);
    });
  };
}

const usual = 'application/json';
const form = 'multipart/form-data';

/** The parser was chosen by the media type. */
const isChosen = (): boolean => true;

/** @throws {Refusal} before anything is made of the bytes. */
function requireReadable(bytes: Uint8Array): void {
  const flaw = flawOfUtf8(bytes);
  if (flaw !== undefined) throw new Refusal('unreadable-body', `The body cannot be read: ${flaw}.`);
  if (!isTooDeep(bytes)) return;
  throw new Refusal(
    'unreadable-body',
    `The body is nested more than ${maximumDepth} levels deep. No request of this API needs that: send a flat object.`,
  );
}

/** Every error in a form is the client's: the form is read in memory, and files are not accepted. */
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
  const load = once(async () => (await import('multer')).default({ limits }).none()); // few send one
  return async (request, response, next) => {
    const read = await load();
    read(request, response, (error?: unknown) => next(error === undefined ? undefined : formRefusal(error, response)));
  };
}

/** Reads scalars of other types as those of the fields, where they are coerced. */
function coerceScalars(operation: Operation, assumptions: Assumptions): RequestHandler {
  const isCoerced = operation.document === 'contract' && assumptions['scalar-types'] === 'coerce';
  const properties = isCoerced ? Object.entries(operation.body?.properties ?? {}) : [];
  return ({ body }: { readonly body?: unknown }, _response, next) => {
    if (isRecord(body))
      for (const [name, schema] of properties) {
        const value = 'type' in schema ? coerced(body[name], schema.type) : undefined;
        if (value !== undefined) body[name] = value;
      }
    next();
  };
}

/** Drops the fields that the document marks as read-only where they are ignored: OpenAPI leaves open what becomes of them. */
function dropReadOnlyFields(operation: Operation, assumptions: Assumptions): RequestHandler {
  const isIgnored = assumptions['read-only-fields'] === 'ignore';
  const names = isIgnored ? fieldsOf(operation).flatMap(({ name, readOnly }) => (readOnly ? [name] : [])) : [];
  return ({ body }: { readonly body?: unknown }, _response, next) => {
    if (typeof body === 'object' && body !== null) for (const name of names) Reflect.deleteProperty(body, name);
    next();
  };
}
