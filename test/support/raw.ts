// Requests as bytes on a socket, for what HTTP clients do not send.
import { connect } from 'node:net';
import { onTestFinished } from 'vitest';
import type { ServerOptions } from '../../src/options.ts';
import { createServer } from '../../src/server.ts';

/** A mock on a port of its own, and its answers to raw requests. `Connection: close` is added to each. */
export async function listening(options: ServerOptions = {}, address: { host?: string } = {}) {
  const server = await createServer(options);
  onTestFinished(() => server.close());
  const { port } = new URL(await server.listen({ port: 0, ...address }));
  return (head: string, body: Uint8Array | string = ''): Promise<string> =>
    new Promise((resolve, reject) => {
      let answer = '';
      const socket = connect(Number(port), '127.0.0.1');
      socket
        .on('data', (chunk) => (answer += String(chunk)))
        .on('close', () => resolve(answer))
        .on('error', reject);
      socket.write(`${head}\r\nConnection: close\r\n\r\n`);
      socket.write(body);
    });
}
