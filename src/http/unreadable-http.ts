// Requests that are not valid HTTP never reach the application, but still get the error body, a line in the log, and what lets a page of
// an allowed origin read the response.
import { randomUUID } from 'node:crypto';
import { maxHeaderSize, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { maskQuery } from './masked.ts';
import type { Log } from './log.ts';

export interface UnreadableOptions {
  readonly isAllowedOrigin: (origin: string) => boolean;
  readonly log: Log;
}

/** An error of Node's parser. */
interface ParserError extends NodeJS.ErrnoException {
  /** What had come when it failed. */
  readonly rawPacket?: Buffer;
  /** In the parser's words, without any of the request. */
  readonly reason?: string;
}

const statuses: Readonly<Record<string, number>> = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 };

const messages: Readonly<Record<number, string>> = {
  431: `The request has more than ${maxHeaderSize} bytes of headers. Send fewer or shorter cookies, or start the mock with NODE_OPTIONS=--max-http-header-size=65536.`,
  408: 'The request did not come whole in time.',
};

/** A listener for a server's `clientError`. */
export function refuseUnreadableHttp({ isAllowedOrigin, log }: UnreadableOptions) {
  return (error: ParserError, socket: Duplex): void => {
    if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
    const status = statuses[error.code ?? ''] ?? 400;
    const reason = error.reason === undefined ? '' : `: ${error.reason}`;
    const message = messages[status] ?? `The request cannot be read as HTTP${reason}.`;
    const head = error.rawPacket?.toString('latin1') ?? '';
    const origin = /^origin: *(\S+)\r$/im.exec(head)?.[1];
    socket.end(responseOf(status, message, origin !== undefined && isAllowedOrigin(origin) ? origin : undefined));
    const [, method = '-', url = '-'] = /^([A-Z]+) (\S+) HTTP\//.exec(head) ?? [];
    const entry = { id: randomUUID(), at: new Date().toISOString(), ms: 0, method, url: maskQuery(url), status };
    log.request({ entry: { ...entry, reason: message }, control: false, fromPage: false });
  };
}

/** @param origin of a page that may read it */
function responseOf(status: number, message: string, origin: string | undefined): string {
  const title = STATUS_CODES[status] ?? '';
  const body = JSON.stringify({ status, error: title, message });
  return [
    `HTTP/1.1 ${status} ${title}`,
    'Connection: close',
    'Vary: Origin',
    ...(origin === undefined
      ? []
      : [`Access-Control-Allow-Origin: ${origin}`, 'Access-Control-Allow-Credentials: true']),
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    '',
    body,
  ].join('\r\n');
}
