// Who may reach the mock through a browser on its machine. A foreign web page must not use it, neither with another
// name for this machine (DNS rebinding) nor with a simple cross-site request (CSRF, also of the login).
import { createHash, timingSafeEqual } from 'node:crypto';
import { isIP, type Server, type Socket } from 'node:net';
import type { Request, RequestHandler } from 'express';
import { Refusal } from '../refusal/refusal.ts';
import { isLoopback } from '../common/loopback.ts';

export interface GuardOptions {
  /** Host names that are accepted besides those of this machine. */
  readonly hosts: readonly string[];
  readonly isAllowedOrigin: (origin: string) => boolean;
  /** The required bearer token, if there is one. */
  readonly token: string | undefined;
}

/** Open to everyone: the health, and the pages, which contain no data themselves. */
const open = /^\/__mock(\/|\/health|\/docs|\/assets\/.*)?$/;

/**
 * Guards every request: its Host, its Origin, and the control API's token. A mock that was opened to other machines is called by
 * any name; there, the token protects the control API.
 */
export function guard({ hosts, isAllowedOrigin, token }: GuardOptions): RequestHandler {
  const known = new Set(hosts.map((each) => each.toLowerCase()));
  return (request, _response, next) => {
    requireValidHttp(request);
    const control = request.path.startsWith('/__mock') || request.headers['x-mock-user'] !== undefined;
    const host = hostIn(request.headers.host ?? '', known);
    const isTrusted = host.isKnown || (host.isAddress && (!control || token !== undefined));
    const isOpened = token !== undefined && isForOthers(request);
    if (!isTrusted && !isOpened && (control || isToLoopback(request))) throw foreignHost(request);
    requireAllowedOrigin(request, isAllowedOrigin, isTrusted);
    if (control && token !== undefined && !open.test(request.path)) requireToken(request, token);
    next();
  };
}

/** What Node would refuse itself, without an error body. */
function requireValidHttp({ headers: { host, expect }, httpVersion }: Request): void {
  if (host === undefined && httpVersion === '1.1')
    throw new Refusal('invalid-request', 'The request has no Host header, which HTTP/1.1 requires (RFC 9112, 3.2).');
  if (expect !== undefined && expect.toLowerCase() !== '100-continue')
    throw new Refusal(
      'unmet-expectation',
      `The mock does not know the expectation ${JSON.stringify(expect)}. Send Expect: 100-continue, or no Expect header.`,
    );
}

/** What a Host header names. */
interface Host {
  /** Whether it is an address: nobody can have a name point there, so a page that sends it was loaded from there. */
  readonly isAddress: boolean;
  /** Whether it is a name of this machine, or one that is accepted, or missing: every browser sends one. */
  readonly isKnown: boolean;
}

function hostIn(header: string, known: ReadonlySet<string>): Host {
  const name = nameOf(header);
  return {
    isAddress: isIP(name.replace(/^\[|\]$/g, '')) !== 0,
    isKnown: header === '' || isLoopback(name) || known.has(name),
  };
}

function nameOf(header: string): string {
  return URL.canParse(`http://${header}`) ? new URL(`http://${header}`).hostname.replace(/\.$/, '') : '';
}

/** Whether the connection was made to a loopback address, as all are while the mock is bound to one. */
function isToLoopback({ socket }: Request): boolean {
  return isLoopback((socket.localAddress ?? '').replace(/^::ffff:/, ''));
}

/** Whether the server listens at an address of other machines, too. */
function isForOthers({ socket }: Request): boolean {
  const { server } = socket as Socket & { readonly server?: Server };
  const address = server?.address();
  return typeof address === 'object' && address !== null && !isLoopback(address.address);
}

function foreignHost({ headers: { host = '' } }: Request): Refusal {
  return new Refusal(
    'foreign-host',
    `The mock does not accept the Host header ${JSON.stringify(host)}. If it is a name of your own for the mock, allow it with --allow-host ${nameOf(host) || 'NAME'}.`,
  );
}

/** A page of the mock's own origin is trusted, unless it may have pointed its own name here. */
function requireAllowedOrigin(
  { method, headers }: Request,
  isAllowed: (origin: string) => boolean,
  isTrusted: boolean,
): void {
  const { origin, host } = headers;
  if (origin === undefined || ['GET', 'HEAD', 'OPTIONS'].includes(method) || isAllowed(origin)) return;
  if (isTrusted && URL.canParse(origin) && new URL(origin).host === host?.toLowerCase()) return;
  throw new Refusal(
    'foreign-origin',
    `Pages of ${origin} may not change anything here. Start the mock with --cors ${origin} to allow them.`,
  );
}

function requireToken({ headers: { authorization = '' } }: Request, token: string): void {
  const sent = /^Bearer +(.+)$/i.exec(authorization)?.[1] ?? '';
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  if (timingSafeEqual(digest(sent), digest(token))) return;
  throw new Refusal(
    'no-control-token',
    'The control API requires its token. Send the header Authorization: Bearer <token> with the token that the mock printed at its start, or that --control-token set.',
    {
      violations: [
        { path: '/headers/authorization', message: 'must be the token of the control API', rule: 'control-token' },
      ],
      headers: { 'WWW-Authenticate': 'Bearer' },
    },
  );
}
