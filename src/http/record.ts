// The first stage: every request gets an id, and when its answer is out, a record of what came of it.
import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import { secretsOf } from '../document/fields.ts';
import { isRecord } from '../document/json.ts';
import type { Operation } from '../document/operations.ts';
import type { RequestEntry } from '../document/schemas.ts';
import { mask } from '../settings/secret.ts';
import { contextOf, setContext } from './context.ts';

/** What came of one request. */
export interface RequestRecord {
  /** As the journal keeps it; the log leaves the body out. */
  readonly entry: RequestEntry;
  /** Whether it was to the mock's own API. */
  readonly control: boolean;
  /** Whether the mock's web page asked for it, to show what is there. */
  readonly fromPage: boolean;
  /** The error behind a refusal that is the mock's own fault. */
  readonly cause?: unknown;
}

export interface Recorder {
  readonly now: () => Date;
  readonly record: (entry: RequestRecord) => void;
  /** Told in a sentence when a record cannot be made or kept: by then nobody is left to answer to. */
  readonly problem: (message: string) => void;
}

/** Gives each request an id and hands its record on when the answer is out. */
export function recordRequests({ now, record, problem }: Recorder): RequestHandler {
  return (request, response, next) => {
    const started = performance.now();
    const at = now().toISOString();
    const id = randomUUID();
    setContext(response, { id, method: request.method, url: maskQuery(request.originalUrl) });
    response.once('close', () => {
      try {
        const { operation, url, refusal } = contextOf(response);
        const entry = { at, ms: performance.now() - started, ...describe(request, response) };
        const control = operation?.document === 'control' || url.startsWith('/__mock');
        const fromPage = control && (request.headers['x-mock-page'] !== undefined || pageFiles.test(url));
        record({ entry, control, fromPage, ...(refusal && { cause: refusal.cause }) });
      } catch (error) {
        problem(`The request ${id} could not be recorded: ${error instanceof Error ? error.message : String(error)}.`);
      }
    });
    next();
  };
}

/** The page itself, and what it is made of. */
const pageFiles = /^\/__mock(\/|\/docs|\/assets\/.*)?$/;

/** What the page asks for all the time would fill a log in which people look for their own requests. */
export function isRoutineOfPage({ fromPage, entry: { status } }: RequestRecord): boolean {
  return fromPage && status < 400;
}

function describe(request: Request, response: Response): Omit<RequestEntry, 'at' | 'ms'> {
  const { id, method, url, operation, space, user, refusal, fault } = contextOf(response);
  const body = masked(request.body, operation);
  return {
    id,
    method,
    url,
    status: response.writableFinished ? response.statusCode : 0,
    ...(operation && { operation: operation.id }),
    ...(space !== undefined && { space }),
    ...(user && { user: user.username }),
    ...(refusal && { reason: refusal.message }),
    ...(fault !== undefined && { fault }),
    ...(refusal && refusal.faults.length > 0 && { errors: [...refusal.faults] }),
    ...(body && { body }),
  };
}

/** How long a body may be as JSON, in characters, to be kept in a record. */
const keepable = 8_192;
/** A field that is not in the document may hold a secret all the same. */
const suspicious = /passw|token|secret|authoriz/i;

/** A URL as it came, but for the values of parameters that may be secret: some clients log in by the query string. */
function maskQuery(url: string): string {
  const [path = '', ...query] = url.split('?');
  if (query.length === 0) return url;
  const parts = query.join('?').split('&');
  const shown = parts.map((part) => {
    const [name = ''] = part.split('=', 1);
    return name.length < part.length && suspicious.test(decode(name)) ? `${name}=${mask}` : part;
  });
  return `${path}?${shown.join('&')}`;
}

function decode(text: string): string {
  return new URLSearchParams(`a=${text}`).get('a') ?? text;
}

/** A copy of a body with its secrets masked, whatever they are; undefined when it is large or no object. */
function masked(body: unknown, operation: Operation | undefined): Record<string, unknown> | undefined {
  if (!isRecord(body) || !operation || operation.document === 'control') return undefined;
  const secrets = new Set(secretsOf(operation));
  const hide = (name: string, value: unknown): unknown =>
    (secrets.has(name) || suspicious.test(name)) && value !== '' && value !== null ? mask : value;
  const text = JSON.stringify(body, hide);
  return text.length > keepable ? undefined : (JSON.parse(text) as Record<string, unknown>); // it was an object before
}
