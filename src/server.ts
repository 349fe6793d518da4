// The map: what the mock is made of, and the way of a request through it, one line a stage. Express is only the door.
import type { IncomingMessage, ServerResponse } from 'node:http';
import cookieParser from 'cookie-parser';
import express, { type Express } from 'express';
import { applyAssumptions } from './assumptions/apply.ts';
import { chooseAssumptions } from './assumptions/choose.ts';
import { checkFor } from './document/check.ts';
import { secretsOf } from './document/fields.ts';
import { loadDocuments } from './document/load.ts';
import { listOperations } from './document/operations.ts';
import { actAs } from './http/act-as.ts';
import { answer } from './http/answer.ts';
import { dropReadOnlyFields, readBody, requireMediaType } from './http/body.ts';
import { asRoot } from './http/as-root.ts';
import { allowOrigins, originsOf } from './http/cors.ts';
import { answerErrors, answerUnfitting } from './http/errors.ts';
import { goWrong } from './http/go-wrong.ts';
import { guard } from './http/guard.ts';
import { headAsGet } from './http/head.ts';
import { type Address, createPort } from './http/listen.ts';
import { createLog } from './http/log.ts';
import { isRoutineOfPage, recordRequests, type RequestRecord } from './http/record.ts';
import { createSecurityHandlers } from './http/security.ts';
import { readSpace } from './http/space.ts';
import { createValidation, type Validation } from './http/validation.ts';
import type { ServerOptions } from './options.ts';
import { type Foundations, openRooms, type Rooms } from './rooms.ts';
import { providerOf } from './settings/provider-of.ts';

/** What handles requests. */
export type Application = (
  request: IncomingMessage,
  response: ServerResponse,
  next?: (error?: unknown) => void,
) => unknown;

export interface MockServer {
  /** For node:http, or to be mounted in an application of Express or Connect. */
  readonly app: Application;
  /** Starts to accept requests; resolves with the URL. @throws {StartError} when the port is taken. */
  listen(address?: Address): Promise<string>;
  /** Loads and compiles what requests need, so that the first of each kind is as quick as those after it. */
  warm(): Promise<void>;
  /** Stops accepting, lets requests in flight finish within the grace period, and releases the data folder. */
  close(): Promise<void>;
}

/**
 * Builds the mock. Nothing is listening yet.
 * @throws {StartError} when a document, a seed, the users, an assumption or the data folder cannot be used.
 */
export async function createServer(options: ServerOptions = {}): Promise<MockServer> {
  const { log = createLog('silent', () => undefined, false) } = options;
  const assumptions = chooseAssumptions(options.assume);
  const documents = applyAssumptions(await loadDocuments(options.document), assumptions);
  const operations = listOperations(documents);
  const foundations = { documents, operations, assumptions, log };
  const rooms = await openRooms(options, foundations);
  const validation = createValidation({
    documents,
    operations,
    securityHandlers: createSecurityHandlers(rooms.sessions),
    onUnfittingAnswer: answerUnfitting(assumptions),
  });
  const app = createApp(options, { ...foundations, rooms, validation });
  const port = createPort(app, {
    isGuarded: options.controlToken !== undefined,
    gracePeriod: options.gracePeriod,
    requestTimeout: options.requestTimeout,
  });
  const { store, outbox, journal, faults, events } = rooms;
  return {
    app,
    async listen(address) {
      const url = await port.open(address);
      await store.announce(url);
      return url;
    },
    async warm() {
      await rooms.load();
      await validation.warm();
    },
    async close() {
      for (const each of [outbox, journal, faults, events]) each.close();
      await port.close();
      await store.close();
    },
  };
}

interface Parts extends Foundations {
  readonly rooms: Rooms;
  readonly validation: Validation;
}

function createApp(options: ServerOptions, parts: Parts): Express {
  const { documents, operations, assumptions, log } = parts;
  const { store, sessions, journal, faults, behaviours } = parts.rooms;
  const { match, security, request, response } = parts.validation;
  const isAllowedOrigin = originsOf(options.cors ?? []);
  const isFault = checkFor(documents.control, 'InjectedFault');
  const recorder = {
    now: options.now ?? (() => new Date()),
    record: (each: RequestRecord): void => {
      if (!isRoutineOfPage(each)) log.request(each);
      if (!each.control) journal.record(each.entry);
    },
    problem: (message: string) => log.problem(message),
    secrets: new Set(operations.flatMap(secretsOf)),
  };

  const app = express();
  app.disable('x-powered-by').disable('etag').enable('case sensitive routing').enable('strict routing');
  app.set('query parser', 'simple');

  app.use(asRoot()); // wherever it is mounted
  app.use(recordRequests(recorder)); // an id; in the end a line in the log, an entry in the journal
  app.use(allowOrigins(isAllowedOrigin)); // preflights end here
  app.use(guard({ hosts: options.allowHosts ?? [], isAllowedOrigin, token: options.controlToken })); // 403, 401
  app.use(headAsGet());
  app.use(cookieParser());
  app.use(match); // 404, 405
  app.use(readSpace(assumptions));
  app.use(actAs(sessions, options.auth));
  app.use(security); // 401
  app.use(requireMediaType()); // 415
  app.use(readBody()); // 413, unreadable 400
  app.use(dropReadOnlyFields(operations, assumptions));
  app.use(request); // 400, every fault at once
  app.use(response); // checks what the behaviour answers
  app.use(goWrong({ faults, providerOf: (id, space) => providerOf(store, id, space), isFault, assumptions })); // if asked for
  app.use(answer(behaviours, options.readTimeout));
  app.use(answerErrors(assumptions));
  return app;
}
