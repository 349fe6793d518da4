// A server between a run and its target: it delays, counts what is open at once, loses responses, and may respond by itself.
import { createServer, type IncomingMessage, request as send, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface Between {
  readonly url: string;
  /** The most requests that were open at once, by method. */
  readonly most: Map<string, number>;
  close(): void;
}

interface Options {
  /** Milliseconds before a request goes on to the target. */
  readonly delay?: number | (() => number);
  /** Whether the connection is closed when the target has responded. */
  readonly lose?: () => boolean;
  /** Responds in place of the target where it returns true. `open`: how many requests of the method are open. */
  readonly respond?: (response: ServerResponse, request: IncomingMessage, open: number) => boolean;
}

/** It is closed when the test has finished. */
export async function startBetween(target: string, options: Options): Promise<Between> {
  const between = await openBetween(target, options);
  onTestFinished(() => between.close());
  return between;
}

export async function openBetween(target: string, options: Options): Promise<Between> {
  const { delay = 0, lose = () => false, respond = () => false } = options;
  const most = new Map<string, number>();
  const open = new Map<string, number>();
  const server = createServer((request, response) => {
    const { method = '', headers, url = '' } = request;
    const now = (open.get(method) ?? 0) + 1;
    open.set(method, now);
    most.set(method, Math.max(now, most.get(method) ?? 0));
    response.once('close', () => open.set(method, (open.get(method) ?? 1) - 1));
    const pass = (): void => {
      const through = send(`${target}${url}`, { method, headers }, (answer) => {
        if (lose()) {
          answer.resume().once('end', () => response.destroy());
          return;
        }
        response.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(response);
      });
      through.on('error', () => response.destroy());
      request.pipe(through);
    };
    if (respond(response, request, now)) request.resume();
    else setTimeout(pass, typeof delay === 'number' ? delay : delay());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    most,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
