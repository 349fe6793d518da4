// Who may reach the mock through a browser that runs on its machine. A web page must not be able to use it, be it by another
// name for this machine (DNS rebinding) or by a plain request from elsewhere (CSRF, also of the login).
import { createHash, timingSafeEqual } from 'node:crypto';
import { isIP } from 'node:net';
import type { Request, RequestHandler } from 'express';
import { Refusal } from '../refusal/refusal.ts';
import { isLoopback } from '../loopback.ts';

export interface GuardOptions {
  /** Host names that are accepted besides those of this machine. */
  readonly hosts: readonly string[];
  readonly isAllowedOrigin: (origin: string) => boolean;
  /** Wanted as a bearer token, if there is one. */
  readonly token: string | undefined;
}

/** What everybody may have: whether the mock is ready, and the pages, which know nothing by themselves. */
const open = /^\/__mock(\/|\/health|\/docs|\/assets\/.*)?$/;

/** Guards every request: its Host where the connection came to this machine itself, its Origin, and the control API's token. */
export function guard({ hosts, isAllowedOrigin, token }: GuardOptions): RequestHandler {
  const readHost = createHostReader(new Set(hosts.map((host) => host.toLowerCase())));
  return (request, _response, next) => {
    const control = request.path.startsWith('/__mock') || request.headers['x-mock-user'] !== undefined;
    const host = readHost(request.headers.host ?? '');
    const byAddress = host.isAddress && (!control || token !== undefined);
    if (!byAddress && !host.isKnown && (control || isToLoopback(request))) throw foreignHost(request);
    requireAllowedOrigin(request, isAllowedOrigin);
    if (control && token !== undefined && !open.test(request.path)) requireToken(request, token);
    next();
  };
}

/** What a Host header names. */
interface Host {
  /** Whether it is an address: nobody can have a name point there, so a page that sends it was loaded from there. */
  readonly isAddress: boolean;
  /** Whether it is a name of this machine, or one that is accepted. */
  readonly isKnown: boolean;
}

/** Reads Host headers, of which a client sends the same with each request. The last one is remembered. */
function createHostReader(known: ReadonlySet<string>): (header: string) => Host {
  let last: { readonly header: string; readonly host: Host } | undefined;
  const read = (header: string): Host => {
    const name = nameOf(header);
    return { isAddress: isIP(name.replace(/^\[|\]$/g, '')) !== 0, isKnown: isLoopback(name) || known.has(name) };
  };
  return (header) => {
    if (last?.header !== header) last = { header, host: read(header) };
    return last.host;
  };
}

function nameOf(header: string): string {
  return URL.canParse(`http://${header}`) ? new URL(`http://${header}`).hostname : '';
}

/** Whether the connection was made to a loopback address, as all are while the mock is bound to one. */
function isToLoopback({ socket }: Request): boolean {
  return isLoopback((socket.localAddress ?? '').replace(/^::ffff:/, ''));
}

function foreignHost({ headers: { host = '' } }: Request): Refusal {
  return new Refusal(
    'foreign-host',
    `The mock does not accept the Host header ${JSON.stringify(host)}. If it is a name of your own for the mock, allow it with --allow-host ${nameOf(host) || 'NAME'}.`,
  );
}

/** A page of the mock's own origin is no stranger; by now its host is known, or the mock was opened to others on purpose. */
function requireAllowedOrigin({ method, headers }: Request, isAllowed: (origin: string) => boolean): void {
  const { origin, host } = headers;
  if (origin === undefined || ['GET', 'HEAD', 'OPTIONS'].includes(method) || isAllowed(origin)) return;
  if (URL.canParse(origin) && new URL(origin).host === host?.toLowerCase()) return;
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
    {
      faults: [
        { path: '/headers/authorization', message: "must be the token of the mock's own API", rule: 'control-token' },
      ],
      headers: { 'WWW-Authenticate': 'Bearer' },
    },
  );
}
