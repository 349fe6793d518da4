// Connections that are to become others, such as WebSockets: the upstream is at their other end.
import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Request, RequestHandler, Response } from 'express';
import { Refusal } from '../refusal/refusal.ts';
import { type Recorder, recordUpgrade } from './record.ts';
import type { Upstream } from '../upstream/upstream.ts';

export interface UpgradeOptions {
  readonly recorder: Recorder;
  /** Who may reach the mock. */
  readonly guard: RequestHandler;
  readonly isAllowedOrigin: (origin: string) => boolean;
}

/** Hands a connection to the upstream, if who asks for it may reach the mock. Browsers let any page open a WebSocket. */
export function upgradeTo(upstream: Upstream, { recorder, guard, isAllowedOrigin }: UpgradeOptions) {
  return (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    const record = recordUpgrade(recorder, request);
    socket.on('error', () => socket.destroy());
    try {
      void guard(request as Request, undefined as unknown as Response, () => undefined); // it looks at the request only
      requireOrigin(request, isAllowedOrigin);
      void upstream.upgrade(request, { socket, head, answered: record });
    } catch (error) {
      record(refuse(socket, error));
    }
  };
}

function requireOrigin({ headers: { origin, host } }: IncomingMessage, isAllowed: (origin: string) => boolean): void {
  if (origin === undefined || isAllowed(origin)) return;
  if (URL.canParse(origin) && new URL(origin).host === host?.toLowerCase()) return;
  throw new Refusal(
    'foreign-origin',
    `Pages of ${origin} may not connect here. Start the mock with --cors ${origin} to allow them.`,
  );
}

function refuse(socket: Duplex, error: unknown) {
  const status = error instanceof Refusal && error.kind === 'no-control-token' ? 401 : 403;
  const message = error instanceof Error ? error.message : String(error);
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Connection: close',
    'Content-Type: text/plain; charset=utf-8',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${message}\n`);
  return { status, reason: message };
}
