// One listening address, and closing it without cutting off requests.
import { createServer, IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Express } from 'express';
import { continueWhenWanted } from './body.ts';
import { refuseUnreadableHttp, type UnreadableOptions } from './unreadable-http.ts';

export interface Listener {
  /** Starts to accept requests; resolves with the number of the port. Rejects with the error of the system. */
  open(port: number, host: string): Promise<number>;
  /** Stops accepting; resolves when what is in flight is finished, or cut off at the end of the grace period. */
  close(): Promise<void>;
}

export interface Limits {
  /** How long requests in flight may take to finish when the port closes, in milliseconds; 2,000 by default. */
  readonly gracePeriod?: number | undefined;
  /** How long a client may take to send a whole request, in milliseconds; 60,000 by default. */
  readonly requestTimeout?: number | undefined;
}

export interface ListenerOptions extends Limits, UnreadableOptions {
  /** Takes connections that are to become others, such as WebSockets; without it they are answered as requests. */
  readonly upgrade?: ((request: IncomingMessage, socket: Duplex, head: Buffer) => void) | undefined;
}

/** How many connections may wait to be accepted: test runners open thousands at once. The system may have a lower limit. */
const backlog = 4_096;

/** A listener for the requests of an application. */
export function createListener(
  app: Express,
  { gracePeriod = 2_000, requestTimeout = 60_000, upgrade, ...unreadable }: ListenerOptions,
): Listener {
  const server = createServer(
    {
      // The objects have Express's prototypes from the beginning: to change them for each request makes all that follows slow.
      IncomingMessage: withPrototype(IncomingMessage, app.request),
      ServerResponse: withPrototype(ServerResponse, app.response),
      requireHostHeader: false, // a stage refuses it, with the error body
      // Longer than clients keep a connection that they do not use, so that none is closed while one is sending on it.
      keepAliveTimeout: 65_000,
      requestTimeout,
      headersTimeout: requestTimeout,
      connectionsCheckingInterval: Math.min(requestTimeout, 5_000),
    },
    app,
  );
  server.on('clientError', refuseUnreadableHttp(unreadable));
  server.on('checkContinue', continueWhenWanted(app));
  if (upgrade) server.on('upgrade', upgrade);
  server.on('checkExpectation', app); // a stage refuses it
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
    async open(port, host) {
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen({ port, host, backlog }, resolve);
      });
      return (server.address() as AddressInfo).port; // it listens on a port, not on a pipe
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
  const base = Base as unknown as (this: object, first: unknown, second: unknown) => void;
  const construct = function (this: object, first: unknown, second: unknown): void {
    base.call(this, first, second);
  };
  construct.prototype = prototype;
  return construct as unknown as C; // called by node:http with `new`, as it would call the other
}
