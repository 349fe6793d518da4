// The first stage: every request gets an id, and when its answer is out, a record of what came of it.
import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import { contextOf, setContext } from './context.ts';

/** What came of one request. */
export interface RequestRecord {
  readonly id: string;
  readonly method: string;
  /** Path and query as they came. */
  readonly url: string;
  readonly space?: string;
  /** 0 when the client left before the answer. */
  readonly status: number;
  /** Milliseconds from the first stage to the end of the answer. */
  readonly ms: number;
  /** Why it was refused, when it was. */
  readonly reason?: string;
  /** The error behind a refusal that is the mock's own fault. */
  readonly cause?: unknown;
}

/** Gives each request an id and hands its record on when the answer is out. */
export function recordRequests(record: (entry: RequestRecord) => void): RequestHandler {
  return (request, response, next) => {
    const started = performance.now();
    setContext(response, { id: randomUUID(), method: request.method, url: request.originalUrl });
    response.once('close', () => {
      const { id, method, url, space, refusal } = contextOf(response);
      record({
        id,
        method,
        url,
        status: response.writableFinished ? response.statusCode : 0,
        ms: performance.now() - started,
        ...(space !== undefined && { space }),
        ...(refusal && { reason: refusal.message, cause: refusal.cause }),
      });
    });
    next();
  };
}
