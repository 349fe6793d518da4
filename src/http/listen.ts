// The port: opening it, and leaving it so that nobody is cut off.
import { createServer, IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Express } from 'express';
import { StartError } from '../document/start-error.ts';
import { isLoopback } from '../loopback.ts';
import { refuseUnreadableHttp } from './unreadable-http.ts';

export interface Address {
  /** 4010 by default; 0 for any free port. */
  readonly port?: number;
  /** 127.0.0.1 by default. */
  readonly host?: string;
}

export interface Port {
  /** Starts to accept requests; resolves with the URL. @throws {StartError} when the port is taken. */
  open(address?: Address): Promise<string>;
  /** Stops accepting; resolves when what is in flight is finished, or cut off at the end of the grace period. */
  close(): Promise<void>;
}

export interface PortOptions {
  /** Whether a token guards the control API; without one the port is for this machine only. */
  readonly isGuarded: boolean;
  /** How long requests in flight may take to finish when the port closes, in milliseconds; 2,000 by default. */
  readonly gracePeriod?: number | undefined;
  /** How long a client may take to send a whole request, in milliseconds; 60,000 by default. */
  readonly requestTimeout?: number | undefined;
}

/**
 * A port for an application. Express gives every request and response its own prototypes, which makes both slow for all that
 * follows; here they have them from the beginning.
 */
export function createPort(
  app: Express,
  { isGuarded, gracePeriod = 2_000, requestTimeout = 60_000 }: PortOptions,
): Port {
  const server = createServer(
    {
      IncomingMessage: withPrototype(IncomingMessage, app.request),
      ServerResponse: withPrototype(ServerResponse, app.response),
      // Longer than clients keep a connection that they do not use, so that none is closed while one is sending on it.
      keepAliveTimeout: 65_000,
      requestTimeout,
      headersTimeout: requestTimeout,
      connectionsCheckingInterval: Math.min(requestTimeout, 5_000),
    },
    app,
  );
  server.on('clientError', refuseUnreadableHttp);
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  /** Node counts a connection on which nothing has come yet as busy. */
  const closeIdle = (): void => {
    server.closeIdleConnections();
    for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
  };
  return {
    async open({ port = 4010, host = '127.0.0.1' } = {}) {
      if (!isGuarded && !isLoopback(host))
        throw new StartError(
          `Listening on ${host} needs a controlToken, because others can reach the mock's own API there.`,
        );
      await new Promise<void>((resolve, reject) => {
        server.once('error', (error: NodeJS.ErrnoException) => reject(cannotListen(error, `${host}:${port}`)));
        server.listen(port, host, resolve);
      });
      return urlOf(host, server.address() as AddressInfo); // it listens on a port, not on a pipe
    },
    async close() {
      if (!server.listening) return;
      await new Promise<void>((resolve) => {
        const closing = setInterval(closeIdle, 20); // a connection that is kept alive is idle only when its last response is out
        const grace = setTimeout(() => server.closeAllConnections(), gracePeriod);
        server.close(() => {
          clearInterval(closing);
          clearTimeout(grace);
          resolve();
        });
      });
    },
  };
}

/**
 * A constructor of the same objects, but for their prototype, which has to inherit from the usual one. Node's are functions
 * of the old kind, which can be called on an object that is there.
 */
function withPrototype<C extends typeof IncomingMessage | typeof ServerResponse>(Base: C, prototype: object): C {
  const construct = function (this: object, ...args: unknown[]): void {
    Reflect.apply(Base, this, args);
  };
  construct.prototype = prototype;
  return construct as unknown as C; // called by node:http with `new`, as it would call the other
}

function urlOf(host: string, { port }: AddressInfo): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function cannotListen({ code }: NodeJS.ErrnoException, address: string): StartError {
  if (code === 'EADDRINUSE')
    return new StartError(`The port of ${address} is taken. Stop what listens there, or choose another with --port.`);
  return new StartError(`Cannot listen on ${address} (${code}). Choose another --port or --host.`);
}
