// What is not mocked goes to the upstream.
import type { Request, RequestHandler, Response } from 'express';
import type { Behaviour, Behaviours, Call } from '../document/behaviour.ts';
import type { Operation } from '../document/operations.ts';
import type { OperationId, PassingViolation } from '../document/schemas.ts';
import { Refusal } from '../refusal/refusal.ts';
import type { Users } from '../session/users.ts';
import type { Forwarding } from '../upstream/forwarding.ts';
import type { LoggedIn } from '../upstream/seen-sessions.ts';
import { type Forwarded, jsonOfResponse } from '../upstream/forwarded.ts';
import { callOf } from './answer.ts';
import { wantBody } from './body.ts';
import { type PassingChecks, violationsIn } from './checked.ts';
import { contextOf } from './context.ts';
import type { Log } from './log.ts';
import { exchangeOf, letBy, sentSpace } from './observe.ts';

export interface ForwardOptions extends Forwarding {
  readonly users: Users;
  readonly now: () => Date;
  readonly behaviours: Behaviours;
  /** What checks the exchanges of an operation. */
  readonly checksOf: (operation: Operation) => PassingChecks;
  readonly log: Log;
  /** What makes a request go wrong, if that was asked for. */
  readonly goingWrong: RequestHandler;
}

/** Forwards the requests of forwarded operations, and all that are none of the documents'; the control API never. */
export function forwardRequests(options: ForwardOptions): RequestHandler[] {
  const { choice, seen, now, goingWrong } = options;
  const isForwarded = (request: Request, response: Response): boolean => {
    const { operation } = contextOf(response);
    return operation ? choice.forwards(operation) : !/^\/__mock(\/|$)/.test(request.path);
  };
  const send = forwarderOf(options);
  return [
    (request, response, next) => {
      if (!isForwarded(request, response)) return next();
      const { username } = letBy(request, seen, now().getTime());
      if (username !== undefined) contextOf(response).user = { username, password: '', spaces: [] };
      return goingWrong(request, response, next);
    },
    (request, response, next) => (isForwarded(request, response) ? send(request, response) : next()),
  ];
}

function forwarderOf(options: ForwardOptions): (request: Request, response: Response) => Promise<void> {
  const { upstream, seen, observed, users, now, failOnViolation, checksOf, behaviours, log } = options;
  return async (request, response) => {
    const context = contextOf(response);
    const { operation, method } = context;
    context.forwarded = true;
    wantBody(response);
    const cookies = request.cookies as Record<string, string>;
    const entry = letBy(request, seen, now().getTime());
    const looking = operation && observed.begin(operation, sentSpace(request));
    const whole = upstream.forward(request, response, {
      method,
      url: request.originalUrl,
      // Or a client that does not wait for the body is faster, or gets what is refused, or cut off.
      isHeld:
        operation?.document === 'session' ||
        (operation !== undefined && failOnViolation) ||
        context.fault !== undefined,
      learn: async (forwarded) => {
        if (!operation || operation.document === 'control') return keepBodies(forwarded, request, response);
        const source = { id: context.id, at: now().toISOString() };
        const exchange = exchangeOf(forwarded, { request, response, operation }, entry);
        looking?.end(exchange, source).forEach((changed) => log.problem(`The upstream: ${changed}`));
        keepBodies(forwarded, request, response);
        context.violations = await violationsIn(forwarded, checksOf(operation), { request, response });
        if (failOnViolation) requireNone(context.violations, upstream.url);
        const isStored = operation.method === 'put' && forwarded.response.status < 300;
        if (isStored && context.violations.length === 0)
          await store(behaviours[operation.id], callOf(request, response));
        if (operation.document !== 'session') return;
        const loggedIn = seen.learn({ ...forwarded, cookies, now: now().getTime() });
        if (loggedIn) observed.loggedIn(loggedIn);
        if (loggedIn) await know(loggedIn, users);
      },
    });
    await whole.catch((error: unknown) => {
      looking?.lost();
      throw error;
    });
  };
}

/** For the record, where they are JSON. */
function keepBodies({ sent, response: passed }: Forwarded, request: Request, response: Response): void {
  const [received, answered] = [sent.json(request.headers['content-encoding']), jsonOfResponse(passed)];
  if (received !== undefined) request.body = received;
  if (answered !== undefined) contextOf(response).answered = answered;
}

/** What the upstream has stored, the mock stores, too, unless it refuses that: for what is mocked of the rest. */
async function store(behave: Behaviour<OperationId>, call: Call<OperationId>): Promise<void> {
  await Promise.resolve(behave(call)).catch((error: unknown) => {
    if (!(error instanceof Refusal)) throw error;
  });
}

/** @throws {Refusal} with all violations, if there are any. */
function requireNone(violations: readonly PassingViolation[], url: string): void {
  const [first] = violations;
  if (!first) return;
  const way = first.in === 'request' ? 'to' : 'from';
  throw new Refusal(
    'upstream-violates',
    `The ${first.in} violates the contract, on its way ${way} ${url}: ${first.path} ${first.message}.`,
    { violations: violations.map(({ in: side, path, ...rest }) => ({ ...rest, path: `/${side}${path}` })) },
  );
}

/** Who has logged in at the upstream is a user of the mock, too: with a recipient for messages, and the spaces of the login. */
async function know({ username, spaces }: LoggedIn, users: Users): Promise<void> {
  const known = await users.find(username);
  const { phone, mail } = known ?? (await users.first());
  const all = [...new Set([...(known?.spaces ?? []), ...(spaces ?? [])])];
  if (known && all.length === known.spaces.length) return;
  const { username: _name, ...fields } = known ?? { username };
  await users.set(username, {
    ...fields,
    ...(phone && { phone }),
    ...(mail && { mail }),
    ...(all.length > 0 && { spaces: all }),
  });
}
