// The first stage: every request gets an id, and when its answer is out, a record of what came of it.
import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import { isRecord } from '../document/json.ts';
import type { RequestEntry } from '../document/schemas.ts';
import { contextOf, setContext } from './context.ts';
import { maskBody, maskHeaders, maskQuery } from './masked.ts';

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
  /** The names of all fields that are secret. */
  readonly secrets: ReadonlySet<string>;
}

/** Gives each request an id and hands its record on when the answer is out. */
export function recordRequests({ now, record, problem, secrets }: Recorder): RequestHandler {
  return (request, response, next) => {
    const started = performance.now();
    const at = now().toISOString();
    const id = randomUUID();
    setContext(response, { id, method: request.method, url: maskQuery(request.originalUrl) });
    response.once('close', () => {
      try {
        const { operation, url, refusal } = contextOf(response);
        const entry = { at, ms: performance.now() - started, ...describe(request, response, secrets) };
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

function describe(request: Request, response: Response, secrets: ReadonlySet<string>): Omit<RequestEntry, 'at' | 'ms'> {
  const { id, method, url, operation, space, user, refusal, fault } = contextOf(response);
  const { body, responseBody } = shownBodies(request, response, secrets);
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
    requestHeaders: maskHeaders(request.headers),
    responseHeaders: maskHeaders(response.getHeaders()),
    ...(body && { body }),
    ...(responseBody !== undefined && { responseBody }),
  };
}

/** What is shown of the bodies; of the mock's own API nothing is. */
function shownBodies(request: Request, response: Response, secrets: ReadonlySet<string>): Shown {
  const { operation, answered } = contextOf(response);
  if (!operation || operation.document === 'control') return {};
  const body: unknown = request.body;
  return {
    ...(isRecord(body) && { body: maskBody(body, secrets) as Record<string, unknown> | undefined }), // a copy of an object is one
    responseBody: maskBody(answered, secrets),
  };
}

interface Shown {
  readonly body?: Record<string, unknown> | undefined;
  readonly responseBody?: unknown;
}
