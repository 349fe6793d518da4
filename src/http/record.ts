// The first stage: gives every request an id and, when the response is sent, records it.
import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import type { Request, RequestHandler, Response } from 'express';
import { isRecord } from '../document/json.ts';
import type { RequestEntry } from '../document/schemas.ts';
import { once } from '../common/once.ts';
import { contextOf, setContext } from './context.ts';
import { keepable, maskBody, maskHeaders, maskQuery } from './masked.ts';

/** The outcome of a request, without headers and bodies. */
export type RequestSummary = Omit<RequestEntry, 'requestHeaders' | 'responseHeaders' | 'body' | 'responseBody'>;

/** One request and its response. */
export interface RequestRecord {
  /** Without headers and bodies. */
  readonly entry: RequestSummary;
  /** Whether it was to the control API. */
  readonly control: boolean;
  /** Whether the mock's web page asked for it, to show what is there. */
  readonly fromPage: boolean;
  /** The error behind a refusal that is the mock's own mistake. */
  readonly cause?: unknown;
}

/** A record with the shown parts of the request, which are computed when they are read. */
export interface FullRecord extends RequestRecord {
  readonly whole: () => RequestEntry;
}

export interface Recorder {
  readonly now: () => Date;
  readonly record: (entry: FullRecord) => void;
  /** Called with a sentence when a record fails: the response is already sent. */
  readonly problem: (message: string) => void;
  /** The names of all fields that are secret. */
  readonly secrets: ReadonlySet<string>;
}

/** Gives each request an id and hands its record on when the response is out. */
export function recordRequests(recorder: Recorder): RequestHandler {
  const { now, record, problem, secrets } = recorder;
  return (request, response, next) => {
    const started = performance.now();
    const at = now().toISOString();
    const id = randomUUID();
    setContext(response, { id, method: request.method, url: maskQuery(request.originalUrl) });
    response.once('close', () => {
      try {
        const { operation, url, refusal } = contextOf(response);
        const entry = { at, ms: performance.now() - started, ...summarise(response) };
        const control = operation?.document === 'control' || url.startsWith('/__mock');
        const fromPage = control && (request.headers['x-mock-page'] !== undefined || pageFiles.test(url));
        const whole = wholeOf(entry, detailsOf(request, response, secrets));
        record({ entry, whole, control, fromPage, ...(refusal && { cause: refusal.cause }) });
      } catch (error) {
        problem(`The request ${id} could not be recorded: ${error instanceof Error ? error.message : String(error)}.`);
      }
    });
    next();
  };
}

interface Upgraded {
  readonly status: number;
  /** Why it was refused, if it was. */
  readonly reason?: string;
}

/** Records a connection that was to become another one, when it is known whether it does. */
export function recordUpgrade(
  { now, record }: Recorder,
  { method = '', url = '', headers }: IncomingMessage,
): (outcome: Upgraded) => void {
  const started = performance.now();
  const begun = { at: now().toISOString(), id: randomUUID(), method, url: maskQuery(url), forwarded: true };
  return ({ status, reason }) => {
    const entry = { ...begun, status, ms: performance.now() - started, ...(reason !== undefined && { reason }) };
    record({
      entry,
      whole: () => ({ ...entry, requestHeaders: maskHeaders(headers) }),
      control: false,
      fromPage: false,
    });
  };
}

/** Made here, because a function keeps everything that others in its scope use: the request, with its body. */
function wholeOf(entry: RequestSummary, details: () => Details): () => RequestEntry {
  return once(() => ({ ...entry, ...details() }));
}

/** The page itself, and what it is made of. */
const pageFiles = /^\/__mock(\/|\/docs|\/assets\/.*)?$/;

/** The page's own polling would fill the log in which people look for their requests. */
export function isRoutineOfPage({ fromPage, entry: { status } }: RequestRecord): boolean {
  return fromPage && status < 400;
}

function summarise(response: Response): Omit<RequestSummary, 'at' | 'ms'> {
  const { id, method, url, operation, space, user, refusal, fault, forwarded, violations = [] } = contextOf(response);
  return {
    id,
    method,
    url,
    status: response.writableFinished ? response.statusCode : 0,
    ...(operation && { operation: operation.id }),
    ...(space !== undefined && { space }),
    ...(user && { user: user.username }),
    ...(forwarded && { forwarded }),
    ...(violations.length > 0 && { violations: [...violations] }),
    ...(refusal && { reason: refusal.message }),
    ...(fault !== undefined && { fault }),
    ...(refusal && refusal.violations.length > 0 && { errors: [...refusal.violations] }),
  };
}

type Details = Omit<RequestEntry, keyof RequestSummary>;

/** Headers and bodies as they may be shown. They are worked out when they are read, unless what that needs is large. */
function detailsOf(request: Request, response: Response, secrets: ReadonlySet<string>): () => Details {
  const parts = {
    sent: response.getHeaders(),
    received: request.headers,
    bodies: bodiesOf(request, response),
    secrets,
  };
  return isSmall(request) ? later(parts) : lasting(show(parts));
}

const later = (parts: Parts) => () => show(parts);
const lasting = (details: Details) => () => details;

interface Parts {
  readonly sent: OutgoingHttpHeaders;
  readonly received: IncomingHttpHeaders;
  readonly bodies: Bodies;
  readonly secrets: ReadonlySet<string>;
}

const show = ({ sent, received, bodies, secrets }: Parts): Details => ({
  requestHeaders: maskHeaders(received),
  responseHeaders: maskHeaders(sent),
  ...shownBodies(bodies, secrets),
});

/** Whether a body takes so little that it can be kept as it is. A packed one may be large. */
function isSmall({ headers }: Request): boolean {
  if (headers['content-encoding'] !== undefined || headers['transfer-encoding'] !== undefined) return false;
  return Number(headers['content-length'] ?? 0) <= 2 * keepable;
}

interface Bodies {
  readonly received?: unknown;
  readonly sent?: unknown;
}

/** The bodies to show; of the control API there are none. */
function bodiesOf(request: Request, response: Response): Bodies {
  const { operation, answered } = contextOf(response);
  if (!operation || operation.document === 'control') return {};
  return { received: request.body as unknown, sent: answered };
}

function shownBodies({ received, sent }: Bodies, secrets: ReadonlySet<string>): Pick<Details, 'body' | 'responseBody'> {
  const body = isRecord(received) ? (maskBody(received, secrets) as Details['body'] | undefined) : undefined; // a copy of an object is one
  const responseBody = maskBody(sent, secrets);
  return { ...(body && { body }), ...(responseBody !== undefined && { responseBody }) };
}
