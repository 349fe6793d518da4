// The map: the parts of the mock, and the way of a request through it, one line a stage.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isDeepStrictEqual } from 'node:util';
import type { Router } from 'express';
import pLimit from 'p-limit';
import { type AssumptionValues, chooseAssumptions } from './assumptions/choose.ts';
import { type Base, openBase, orRelease } from './base.ts';
import { loadCompose } from './delivery/sending.ts';
import type { Providers } from './document/schemas.ts';
import { validatorFor } from './document/validate.ts';
import type { Operation } from './document/operations.ts';
import { given } from './common/given.ts';
import { actAs } from './http/act-as.ts';
import { answer } from './http/answer.ts';
import { createApp, createRoutes } from './http/app.ts';
import { contentOf, readBody } from './http/body.ts';
import { answerOptions } from './http/options.ts';
import { asRoot } from './http/as-root.ts';
import { catchUp, needsStore } from './http/catch-up.ts';
import { readCookies } from './http/cookies.ts';
import { allowOrigins, originsOf } from './http/cors.ts';
import { dateResponses } from './http/date.ts';
import { answerErrors } from './http/errors.ts';
import { forwardRequests } from './http/forward.ts';
import { goWrong } from './http/go-wrong.ts';
import { guard } from './http/guard.ts';
import { headAsGet } from './http/head.ts';
import { type Address, createPort } from './http/listen.ts';
import { createLog, type Log } from './http/log.ts';
import { serveProviders } from './http/providers.ts';
import { isRoutineOfPage, type Recorder, recordRequests } from './http/record.ts';
import { isOpen, renewWith, requireLogin } from './http/security.ts';
import { readSpace, requireSpace } from './http/space.ts';
import { upgradeTo } from './http/upgrade.ts';
import { loadValidated, type Validation } from './http/validation.ts';
import type { ServerOptions } from './options.ts';
import { type Core, createServices, type Services } from './services.ts';
import { loadJose, madeToExpire } from './session/tokens.ts';
import { usualAccessSeconds } from './session/sessions.ts';
import type { Users } from './session/users.ts';
import { providerOf } from './settings/provider-of.ts';
import { StandIns } from './stand-ins/stand-ins.ts';
import { writeDecisions } from './upstream/observed/write.ts';

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
  /** Where the stand-ins for the providers listen, once the mock does. */
  providers(): Providers;
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
  const isAllowedOrigin = originsOf(options.cors ?? []);
  const load = async (values: AssumptionValues): Promise<Assumed> => {
    const assumptions = chooseAssumptions({ ...options.assume, ...values });
    return { assumptions, ...(await loadValidated(assumptions, options.document)) };
  };
  const first = await load({});
  const base = await openBase(options, { control: first.documents.control, log });
  const build = (assumed: Assumed) => {
    const services = createServices(base, assumed, { assume, providers: () => standIns.providers });
    const parts = { ...assumed, base, services, standIns, log, isAllowedOrigin };
    return { ...parts, routes: assemble(options, parts) };
  };
  const oneAtATime = pLimit(1);
  const assume = (values: AssumptionValues): Promise<void> =>
    oneAtATime(async () => {
      const assumed = await load(values);
      if (isDeepStrictEqual(assumed.assumptions, current.assumptions)) return;
      current = build(assumed); // requests that are under way end as they began
      base.events.publish('assumptions', () => ({}));
    });
  const standIns = standInsOf(base, log, () => current.services.users);
  let current = await orRelease(base.store, async () => build(first));
  await orRelease(base.store, () => current.services.plant());
  const app = createApp(() => current.routes);
  const { upstream } = base.forwarding ?? {};
  const port = createPort(app, {
    isAllowedOrigin,
    upgrade: upgradeOf(base, { log, isAllowedOrigin }),
    log,
    isGuarded: options.controlToken !== undefined,
    gracePeriod: options.gracePeriod,
    requestTimeout: options.requestTimeout,
  });
  return {
    app,
    async listen(address = {}) {
      const url = await port.open(given(address));
      await standIns.listen({ host: address.host, app });
      await base.store.announce(url);
      void upstream?.probe().catch((error: Error) => log.problem(error.message));
      return url;
    },
    providers: () => standIns.providers,
    async warm() {
      await Promise.all([base.random(), loadJose(), loadCompose()]);
      await current.validation.warm();
    },
    async close() {
      base.endWaiting();
      upstream?.hangUp();
      await Promise.all([standIns.close(), port.close()]);
      await upstream?.close();
      await base.store.close();
      await writeDecisions(base.forwarding, { ...base, file: options.writeAssumptions });
    },
  };
}

const standInsOf = (base: Base, log: Log, users: () => Users): StandIns =>
  new StandIns(base.options, { ...base, users, now: base.clock.now, report: (problem) => log.problem(problem) });

/** Connections that become others go to the upstream, if there is one. */
function upgradeOf(base: Base, { log, isAllowedOrigin }: Pick<Parts, 'log' | 'isAllowedOrigin'>) {
  const { options, forwarding } = base;
  const guarding = guardOf(options, isAllowedOrigin);
  const recorder = recorderOf(base, [], log);
  return forwarding && upgradeTo(forwarding.upstream, { recorder, guard: guarding, isAllowedOrigin });
}

const guardOf = (
  { allowHosts: hosts = [], controlToken: token }: ServerOptions,
  isAllowedOrigin: Parts['isAllowedOrigin'],
) => guard({ hosts, isAllowedOrigin, token });

/** The documents under assumptions, and what checks by them. */
type Assumed = Core & { readonly validation: Validation };

interface Parts extends Assumed {
  readonly base: Base;
  readonly services: Services;
  readonly standIns: StandIns;
  readonly log: Log;
  readonly isAllowedOrigin: (origin: string) => boolean;
}

function assemble(
  options: ServerOptions,
  { documents, operations, assumptions, log, base, services, standIns, validation, isAllowedOrigin }: Parts,
): Router {
  const { store, faults, clock, forwarding } = base;
  const { sessions, behaviours } = services;
  const { tokenTtl = usualAccessSeconds } = options;
  const renew = renewWith(sessions, assumptions['silent-renewal'] === 'renew' ? tokenTtl : undefined);
  const goingWrong = goWrong({
    faults,
    providerOf: (id, space) => providerOf(store, id, space),
    isFault: validatorFor(documents.control, 'Fault'),
    assumptions,
    expired: (request, response) => renew(madeToExpire(), request, response),
  });
  const everyRequest = [
    asRoot(), // wherever it is mounted
    dateResponses(clock), // unless it is the real time
    recordRequests(recorderOf(base, operations, log)), // an id; in the end a line in the log, an entry in the journal
    allowOrigins(isAllowedOrigin, forwarding !== undefined), // preflights end here
    guardOf(options, isAllowedOrigin), // 403, 401
    answerOptions(forwarding !== undefined), // of the server as a whole
    headAsGet(),
    readCookies,
  ];
  const passing = { store, operations, assumptions, validation, now: clock.now, log, goingWrong };
  const forward = forwarding ? forwardRequests({ ...forwarding, ...services, ...passing }) : [];
  const stagesFor = (operation: Operation) => [
    ...forward, // to the upstream, if there is one and it is not mocked: 502, 504
    ...(store.refresh && needsStore(operation) ? [catchUp(store.refresh), dateResponses(clock)] : []), // 503
    readSpace(assumptions),
    actAs(sessions, { auth: options.auth, bearer: assumptions['bearer-token'] }),
    ...(isOpen(operation) ? [] : [requireLogin(validation.demands(operation), { sessions, renew })]), // 401
    ...(operation.document === 'contract' ? [requireSpace(assumptions)] : []), // 401, 403
    ...contentOf(operation, assumptions, [readBody(operation)]), // 415, 413, unreadable 400
    ...validation.request(operation), // 400, every validation error at once
    ...(operation.document === 'control' ? [] : [goingWrong]), // if asked for
    answer(operation, { behaviours, check: validation.response(operation), patience: options.readTimeout }),
  ];

  // A route for each operation; else 404, or 405.
  return createRoutes({
    everyRequest,
    operations,
    stagesFor,
    otherwise: [...serveProviders(standIns, faults.closing), ...forward],
    answerErrors: answerErrors(assumptions),
  });
}

/** A line in the log, and an entry in the journal. */
const recorderOf = ({ clock, journal }: Base, operations: readonly Operation[], log: Log): Recorder => ({
  now: clock.now,
  record: (each) => {
    if (!isRoutineOfPage(each)) log.request(each);
    if (!each.control) journal.record(each);
  },
  problem: (message) => log.problem(message),
  secrets: new Set(operations.flatMap(({ secrets }) => [...secrets])),
});
