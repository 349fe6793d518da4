// Who may reach the mock's own API. It needs no session, so a web page must not be able to use it through the browser of
// whoever has it open, be it by another name for this machine (DNS rebinding) or by a plain request from elsewhere (CSRF).
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import { Refusal } from '../refusal/refusal.ts';
import { isLoopback } from './loopback.ts';

export interface GuardOptions {
  /** Names by which the mock may be asked, besides those of this machine. */
  readonly hosts: readonly string[];
  readonly isAllowedOrigin: (origin: string) => boolean;
  /** Wanted as a bearer token, if there is one. */
  readonly token: string | undefined;
}

/** What everybody may have: whether the mock is ready, and the pages, which know nothing by themselves. */
const open = /^\/__mock(\/|\/health|\/docs|\/assets\/.*)?$/;

/** Guards every path below /__mock, and whoever wants to act as a user. */
export function guardControl({ hosts, isAllowedOrigin, token }: GuardOptions): RequestHandler {
  return (request, _response, next) => {
    if (request.path.startsWith('/__mock') || request.headers['x-mock-user'] !== undefined) {
      requireKnownHost(request, hosts);
      requireAllowedOrigin(request, isAllowedOrigin);
      if (token !== undefined && !open.test(request.path)) requireToken(request, token);
    }
    next();
  };
}

function requireKnownHost({ headers: { host = '' } }: Request, hosts: readonly string[]): void {
  const name = URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : '';
  if (isLoopback(name) || hosts.some((each) => each.toLowerCase() === name)) return;
  throw new Refusal(
    'foreign-host',
    `The mock's own API was asked by the name ${JSON.stringify(host)} and answers to names of this machine only. Start it with --allow-host NAME to allow another.`,
  );
}

function requireAllowedOrigin({ method, headers: { origin } }: Request, isAllowed: (origin: string) => boolean): void {
  if (origin === undefined || ['GET', 'HEAD', 'OPTIONS'].includes(method) || isAllowed(origin)) return;
  throw new Refusal(
    'foreign-origin',
    `Pages of ${origin} may change nothing here. Start the mock with --cors ${origin} to allow them.`,
  );
}

function requireToken({ headers: { authorization = '' } }: Request, token: string): void {
  const sent = /^Bearer +(.+)$/i.exec(authorization)?.[1] ?? '';
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  if (timingSafeEqual(digest(sent), digest(token))) return;
  throw new Refusal(
    'no-control-token',
    "The mock's own API wants its token here: send the header Authorization: Bearer TOKEN, with the one that was printed at the start or given by --control-token.",
    { headers: { 'WWW-Authenticate': 'Bearer' } },
  );
}
