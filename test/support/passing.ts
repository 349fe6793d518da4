// A mock that listens, in front of something, and requests to it as they are.
import { request as ask, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { onTestFinished } from 'vitest';
import type { ServerOptions } from '../../src/options.ts';
import { createMock, type TestMock } from './mock.ts';

export interface Started extends TestMock {
  readonly url: string;
}

export async function startListening(options: ServerOptions): Promise<Started> {
  const mock = await createMock(options);
  return { ...mock, url: await mock.server.listen({ port: 0 }) };
}

export interface Sent {
  readonly method?: string;
  readonly path: string;
  readonly headers?: readonly string[];
  readonly body?: Buffer;
}

/** A request as it is, with its response as it comes. */
export function send(
  url: string,
  { method = 'GET', path, headers = [], body }: Sent,
): Promise<IncomingMessage & { body: Buffer }> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const sent = ask(
      { hostname, port, method, path, headers: ['Host', `localhost:${port}`, ...headers] },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => resolve(Object.assign(response, { body: Buffer.concat(chunks) })));
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

/** Reads from a socket until a text has come. */
export function until(socket: ReturnType<typeof connect>, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let read = '';
    socket.on('data', (chunk: Buffer) => {
      read += chunk.toString('latin1');
      if (read.includes(text)) resolve(read);
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(read));
  });
}

export function handshake(url: string, path: string, headers = ''): ReturnType<typeof connect> {
  const { port } = new URL(url);
  const socket = connect(Number(port), '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  socket.write(
    `GET ${path} HTTP/1.1\r\nHost: localhost:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: abc\r\n${headers}\r\n`,
  );
  return socket;
}
