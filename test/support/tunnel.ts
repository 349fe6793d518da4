import { type IncomingMessage, request } from 'node:http';
import type { Socket } from 'node:net';

export interface Tunnel {
  readonly response: IncomingMessage;
  readonly socket: Socket;
  readonly head: Buffer;
}

/** Asks a proxy for a tunnel to HOST:PORT. */
export function tunnel(proxy: string, target: string): Promise<Tunnel> {
  const { hostname, port } = new URL(proxy);
  return new Promise((resolve, reject) => {
    const asked = request({ hostname, port, method: 'CONNECT', path: target });
    asked.on('connect', (response, socket, head) => resolve({ response, socket, head }));
    asked.on('error', reject);
    asked.end();
  });
}
