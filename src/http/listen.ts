// The port: opening it, and leaving it so that nobody is cut off.
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { StartError } from '../document/start-error.ts';
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
  /** Stops accepting; resolves when what is in flight is finished. */
  close(): Promise<void>;
}

/** A port for an application. */
export function createPort(app: RequestListener): Port {
  const server = createServer(app);
  server.on('clientError', refuseUnreadableHttp);
  return {
    async open({ port = 4010, host = '127.0.0.1' } = {}) {
      await new Promise<void>((resolve, reject) => {
        server.once('error', (error: NodeJS.ErrnoException) => reject(cannotListen(error, `${host}:${port}`)));
        server.listen(port, host, resolve);
      });
      return urlOf(host, server.address() as AddressInfo); // it listens on a port, not on a pipe
    },
    async close() {
      if (!server.listening) return;
      await new Promise<void>((resolve) => {
        // A connection that is kept alive is idle only when its last answer is out.
        const closing = setInterval(() => server.closeIdleConnections(), 20);
        server.close(() => resolve(clearInterval(closing)));
      });
    },
  };
}

function urlOf(host: string, { port }: AddressInfo): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function cannotListen({ code }: NodeJS.ErrnoException, address: string): StartError {
  if (code === 'EADDRINUSE')
    return new StartError(`The port of ${address} is taken. Stop what listens there, or choose another with --port.`);
  return new StartError(`Cannot listen on ${address} (${code}). Choose another --port or --host.`);
}
