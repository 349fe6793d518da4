// The map: the parts of the mock, and the way of a request through it, one line a stage.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Express } from 'express';
import { chooseAssumptions } from './assumptions/choose.ts';
import { validatorFor } from './document/validate.ts';
import type { Operation } from './document/operations.ts';
import { given } from './common/given.ts';
import { actAs } from './http/act-as.ts';
import { answer } from './http/answer.ts';
import { createApp } from './http/app.ts';
import {
  coerceScalars,
  dropReadOnlyFields,
  ignoreMediaType,
  readBody,
  requireMediaType,
  takesBody,
} from './http/body.ts';
import { answerOptions } from './http/options.ts';
import { asRoot } from './http/as-root.ts';
import { catchUp, needsStore } from './http/catch-up.ts';
import { readCookies } from './http/cookies.ts';
import { allowOrigins, originsOf } from './http/cors.ts';
import { dateResponses } from './http/date.ts';
import { answerErrors } from './http/errors.ts';
import { goWrong } from './http/go-wrong.ts';
import { guard } from './http/guard.ts';
import { headAsGet } from './http/head.ts';
import { type Address, createPort } from './http/listen.ts';
import { createLog } from './http/log.ts';
import { type FullRecord, isRoutineOfPage, recordRequests } from './http/record.ts';
import { isOpen, renewWith, requireLogin } from './http/security.ts';
import { readSpace, requireSpace } from './http/space.ts';
import { loadValidated, type Validation } from './http/validation.ts';
import type { ServerOptions } from './options.ts';
import { type Core, createServices, type Services } from './services.ts';
import { madeToExpire } from './session/tokens.ts';
import { usualAccessSeconds } from './session/sessions.ts';
import { providerOf } from './settings/provider-of.ts';

/** Handles requests. */
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
export async function createServer(all: ServerOptions = {}): Promise<MockServer> {
  const options = given(all);
  const { log = createLog('silent', () => undefined, false) } = options;
  const assumptions = chooseAssumptions(options.assume);
  const { documents, operations, validation } = await loadValidated(assumptions, options.document);
  const core = { documents, operations, assumptions, log };
  const services = await createServices(options, core);
  const isAllowedOrigin = originsOf(options.cors ?? []);
  const app = assemble(options, { ...core, services, validation, isAllowedOrigin });
  const port = createPort(app, {
    isAllowedOrigin,
    log,
    isGuarded: options.controlToken !== undefined,
    gracePeriod: options.gracePeriod,
    requestTimeout: options.requestTimeout,
  });
  const { store, codes, outbox, journal, faults, events } = services;
  return {
    app,
    async listen(address = {}) {
      const url = await port.open(given(address));
      await store.announce(url);
      return url;
    },
    async warm() {
      await services.load();
      await validation.warm();
    },
    async close() {
      for (const each of [codes, outbox, journal, faults, events]) each.close();
      await port.close();
      await store.close();
    },
  };
}

interface Parts extends Core {
  readonly services: Services;
  readonly validation: Validation;
  readonly isAllowedOrigin: (origin: string) => boolean;
}

function assemble(
  options: ServerOptions,
  { documents, operations, assumptions, log, services, validation, isAllowedOrigin }: Parts,
): Express {
  const { store, sessions, journal, faults, clock, behaviours } = services;
  const { tokenTtl = usualAccessSeconds } = options;
  const renew = renewWith(sessions, assumptions['silent-renewal'] === 'renew' ? tokenTtl : undefined);
  const goingWrong = goWrong({
    faults,
    providerOf: (id, space) => providerOf(store, id, space),
    isFault: validatorFor(documents.control, 'Fault'),
    assumptions,
    expired: (request, response) => renew(madeToExpire(), request, response),
  });
  const recorder = {
    now: clock.now,
    record: (each: FullRecord): void => {
      if (!isRoutineOfPage(each)) log.request(each);
      if (!each.control) journal.record(each);
    },
    problem: (message: string) => log.problem(message),
    secrets: new Set(operations.flatMap(({ secrets }) => [...secrets])),
  };

  const everyRequest = [
    asRoot(), // wherever it is mounted
    dateResponses(clock), // unless it is the real time
    recordRequests(recorder), // an id; in the end a line in the log, an entry in the journal
    allowOrigins(isAllowedOrigin), // preflights end here
    guard({ hosts: options.allowHosts ?? [], isAllowedOrigin, token: options.controlToken }), // 403, 401
    answerOptions(), // of the server as a whole
    headAsGet(),
    readCookies,
  ];
  const stagesFor = (operation: Operation) => [
    ...(store.refresh && needsStore(operation) ? [catchUp(store.refresh), dateResponses(clock)] : []), // 503
    readSpace(assumptions),
    actAs(sessions, { auth: options.auth, bearer: assumptions['bearer-token'] }),
    ...(isOpen(operation) ? [] : [requireLogin(validation.demands(operation), { sessions, renew })]), // 401
    ...(operation.document === 'contract' ? [requireSpace(assumptions)] : []), // 401, 403
    ...(takesBody(operation)
      ? [
          requireMediaType(operation), // 415
          readBody(operation), // 413, unreadable 400
          dropReadOnlyFields(operation, assumptions),
          coerceScalars(operation, assumptions),
        ]
      : [ignoreMediaType()]),
    ...validation.request(operation), // 400, every validation error at once
    ...(operation.document === 'control' ? [] : [goingWrong]), // if asked for
    answer(operation, { behaviours, check: validation.response(operation), patience: options.readTimeout }),
  ];

  // A route for each operation; else 404, or 405.
  return createApp({ everyRequest, operations, stagesFor, answerErrors: answerErrors(assumptions) });
}
