// The map: what the mock is made of, and the way of a request through it, one line a stage. Express is only the door.
import cookieParser from 'cookie-parser';
import express, { type Express } from 'express';
import { applyAssumptions } from './assumptions/apply.ts';
import { chooseAssumptions } from './assumptions/choose.ts';
import { loadDocuments } from './document/load.ts';
import { listOperations } from './document/operations.ts';
import { answer } from './http/answer.ts';
import { dropReadOnlyFields, readBody, requireMediaType } from './http/body.ts';
import { allowOrigins, originsOf } from './http/cors.ts';
import { answerErrors, answerUnfitting } from './http/errors.ts';
import { guardControl } from './http/guard.ts';
import { headAsGet } from './http/head.ts';
import { type Address, createPort } from './http/listen.ts';
import { createLog } from './http/log.ts';
import { recordRequests, type RequestRecord } from './http/record.ts';
import { createSecurityHandlers } from './http/security.ts';
import { readSpace } from './http/space.ts';
import { createValidation } from './http/validation.ts';
import type { ServerOptions } from './options.ts';
import { openRooms } from './rooms.ts';

export interface MockServer {
  readonly app: Express;
  /** Starts to accept requests; resolves with the URL. @throws {StartError} when the port is taken. */
  listen(address?: Address): Promise<string>;
  /** Stops accepting, finishes what is in flight, gives the data folder free. */
  close(): Promise<void>;
}

/**
 * Builds the mock. Nothing is listening yet.
 * @throws {StartError} when a document, a seed, the users, an assumption or the data folder cannot be used.
 */
export async function createServer(options: ServerOptions = {}): Promise<MockServer> {
  const { log = createLog('silent', () => undefined, false), now = () => new Date() } = options;
  const assumptions = chooseAssumptions(options.assume);
  const documents = applyAssumptions(await loadDocuments(options.document), assumptions);
  const operations = listOperations(documents);
  const { store, sessions, outbox, journal, behaviours } = await openRooms(options, {
    documents,
    operations,
    assumptions,
    log,
  });
  const { match, security, request, response } = createValidation({
    documents,
    operations,
    securityHandlers: createSecurityHandlers(sessions),
    onUnfittingAnswer: answerUnfitting(assumptions),
  });

  const app = express();
  app.disable('x-powered-by').disable('etag').enable('case sensitive routing').enable('strict routing');
  app.set('query parser', 'simple');

  const isAllowedOrigin = originsOf(options.cors ?? []);
  const record = (each: RequestRecord): void => {
    log.request(each);
    if (!each.control) journal.record(each.entry);
  };
  app.use(recordRequests(now, record)); // an id, and in the end a line in the log and an entry in the journal
  app.use(allowOrigins(isAllowedOrigin)); // preflights end here
  app.use(guardControl({ hosts: options.allowHosts ?? [], isAllowedOrigin, token: options.controlToken }));
  app.use(headAsGet());
  app.use(cookieParser());
  app.use(match); // 404, 405
  app.use(readSpace(assumptions));
  app.use(security); // 401
  app.use(requireMediaType()); // 415
  app.use(readBody()); // 413, unreadable 400
  app.use(dropReadOnlyFields(operations, assumptions));
  app.use(request); // 400, every fault at once
  app.use(response); // checks what the behaviour answers
  app.use(answer(behaviours));
  app.use(answerErrors(assumptions));

  const port = createPort(app, options.controlToken !== undefined);
  return {
    app,
    async listen(address) {
      const url = await port.open(address);
      await store.announce(url);
      return url;
    },
    async close() {
      outbox.close();
      await port.close();
      await store.close();
    },
  };
}
