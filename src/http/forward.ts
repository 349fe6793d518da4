// What is not mocked goes to the upstream.
import type { Request, RequestHandler, Response } from 'express';
import type { Assumptions } from '../assumptions/table.ts';
import type { Operation } from '../document/operations.ts';
import type { PassingViolation } from '../document/schemas.ts';
import { Refusal } from '../refusal/refusal.ts';
import type { Forwarding } from '../upstream/forwarding.ts';
import { type Forwarded, jsonOfResponse } from '../upstream/forwarded.ts';
import { contentOf, wantBody } from './body.ts';
import { type PassingChecks, violationsIn } from './checked.ts';
import { contextOf } from './context.ts';
import type { Log } from './log.ts';
import { Mirror, type MirrorOptions } from './mirror.ts';
import { exchangeOf, letBy, sentSpace } from './observe.ts';
import { readSpace } from './space.ts';
import type { Validation } from './validation.ts';

export interface ForwardOptions extends Forwarding, Omit<MirrorOptions, 'choice'> {
  readonly assumptions: Assumptions;
  readonly validation: Validation;
  readonly now: () => Date;
  readonly log: Log;
  /** What makes a request go wrong, if that was asked for. */
  readonly goingWrong: RequestHandler;
}

/** Forwards the requests of forwarded operations, and all that are none of the documents'; the control API never. */
export function forwardRequests(options: ForwardOptions): RequestHandler[] {
  const { choice, seen, now, goingWrong, assumptions } = options;
  const isForwarded = (request: Request, response: Response): boolean => {
    const { operation } = contextOf(response);
    return operation ? choice.forwards(operation) : !/^\/__mock(\/|$)/.test(request.path);
  };
  const send = forwarderOf(options);
  return [
    readSpace(assumptions),
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
  const { upstream, seen, observed, now, failOnViolation, log } = options;
  const [checksOf, mirror] = [checksBy(options), new Mirror(options)];
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
        if (forwarded.response.status < 300 && context.violations.length === 0) {
          if (operation.method === 'put') await mirror.put(request, response);
          if (operation.id === 'getSettings') await mirror.list(context.space ?? '', exchange.response.json);
        }
        if (operation.document !== 'session') return;
        const loggedIn = seen.learn({ ...forwarded, cookies, now: now().getTime() });
        if (!loggedIn) return;
        observed.loggedIn(loggedIn);
        await mirror.user(loggedIn);
      },
    });
    await whole.catch((error: unknown) => {
      looking?.lost();
      throw error;
    });
  };
}

/** Checks of what passes. Forms of the session are not read. */
const checksBy =
  ({ assumptions, validation }: ForwardOptions) =>
  (operation: Operation): PassingChecks => ({
    request:
      operation.document === 'contract'
        ? [...contentOf(operation, assumptions, []), ...validation.request(operation)]
        : [],
    response: validation.upstream(operation),
  });

/** For the record, where they are JSON. */
function keepBodies({ sent, response: passed }: Forwarded, request: Request, response: Response): void {
  const [received, answered] = [sent.json(request.headers['content-encoding']), jsonOfResponse(passed)];
  if (received !== undefined) request.body = received;
  if (answered !== undefined) contextOf(response).answered = answered;
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
