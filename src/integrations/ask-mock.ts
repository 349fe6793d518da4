// Requests to a mock by Node's own HTTP client. Not by fetch: environments for tests like jsdom and happy-dom bring one of their
// own, or the classes that one works with, and it may keep cookies back and apply CORS as a browser does.
import type { IncomingMessage } from 'node:http';

export interface Ask {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Asked {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
}

/**
 * How Mock Service Worker is told to let a request through, also with `onUnhandledRequest: 'error'`: as its `bypass()` does
 * from 2.6.5 on, and before.
 */
const unmocked = { accept: '*/*, msw/passthrough', 'x-msw-intention': 'bypass' };

/**
 * Sends a request; resolves when the whole response is there.
 * @throws {Error} when there is none, with the URL in its message.
 */
export async function askMock(url: string, { method = 'GET', headers = {}, body }: Ask = {}): Promise<Asked> {
  const { request: send } = await (new URL(url).protocol === 'https:' ? import('node:https') : import('node:http'));
  // A connection of its own: one that is kept may be closed by the other side at the moment at which it is used again.
  return new Promise((resolve, reject) => {
    const fail = ({ message }: Error): void => reject(new Error(`${method} ${url} got no response: ${message}`));
    const request = send(
      url,
      { method, agent: false, headers: { ...unmocked, ...headers, ...lengthOf(body) } },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', fail);
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text: Buffer.concat(chunks).toString('utf8'),
          }),
        );
      },
    );
    request.on('error', fail);
    request.end(body);
  });
}

/** The length of a body in bytes; no header without a body. */
function lengthOf(body: string | undefined): Record<string, number> {
  return body === undefined ? {} : { 'Content-Length': Buffer.byteLength(body) };
}
