// A backend that answers with what it was asked, for what passes a mock on its way to it.
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface Echo {
  readonly url: string;
  /** The method and path of each request that has come. */
  readonly asked: string[];
}

/** What a request looked like when it came. */
export interface Heard {
  readonly method: string;
  readonly url: string;
  readonly rawHeaders: string[];
  readonly size: number;
  readonly hash: string;
}

const hear = async (request: IncomingMessage): Promise<Heard> => {
  const hash = createHash('sha256');
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    hash.update(chunk);
    size += chunk.length;
  }
  const { method = '', url = '', rawHeaders } = request;
  return { method, url, rawHeaders, size, hash: hash.digest('hex') };
};

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const heard = await hear(request);
  response.setHeader('Content-Type', 'application/json');
  response.end(JSON.stringify(heard));
}

/** Starts a backend. `special` may answer some requests in its own way, and says whether it does. */
export async function startEcho(
  special: (request: IncomingMessage, response: ServerResponse) => boolean = () => false,
): Promise<Echo> {
  const asked: string[] = [];
  const listener: RequestListener = (request, response) => {
    asked.push(`${request.method} ${request.url}`);
    if (special(request, response)) return;
    void answer(request, response);
  };
  const server = createServer(listener);
  server.on('upgrade', (request: IncomingMessage, socket) => {
    asked.push(`${request.method} ${request.url}`);
    socket.on('error', () => socket.destroy());
    if (request.url === '/refused') return socket.end('HTTP/1.1 401 Unauthorized\r\nContent-Length: 2\r\n\r\nno');
    socket.write(
      'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nX-Upstream: here\r\n\r\n',
    );
    socket.pipe(socket);
    return undefined;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}
