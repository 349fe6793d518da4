// Forwards a request to another server on this machine.
import { type IncomingMessage, type OutgoingHttpHeaders, request as ask, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { type Duplex, pipeline } from 'node:stream';

/** A request as Connect hands it on: stages before may have changed its `url`. */
type Handed = IncomingMessage & { readonly originalUrl?: string | undefined };

/** Forwards a request to `url` unchanged, and the response back. A connection that is closed on one side is closed on the other. */
export function forward(request: Handed, response: ServerResponse, url: string): void {
  const { method, originalUrl: path = request.url } = request;
  const asked = ask(url, { method, path, headers: headersOf(request) }, (answer) => {
    const kept = Object.entries(answer.headers).filter(([name]) => !ofOneHop.has(name));
    response.writeHead(answer.statusCode ?? 502, Object.fromEntries(kept));
    pipeline(answer, response, () => undefined);
  });
  asked.on('error', () => response.destroy());
  response.on('close', () => asked.destroy());
  request.pipe(asked);
}

/** Forwards a connection that is to become another one, such as a WebSocket, with its first request as it is. */
export function forwardUpgrade(request: IncomingMessage, socket: Duplex, { head, url }: Upgrade): void {
  const { hostname, port } = new URL(url);
  const other = connect(Number(port), hostname);
  const { rawHeaders: raw } = request;
  const lines = raw.flatMap((name, index) => (index % 2 === 0 ? [`${name}: ${raw[index + 1]}\r\n`] : []));
  other.write(`${request.method} ${request.url} HTTP/1.1\r\n${lines.join('')}\r\n`, 'latin1');
  other.write(head);
  pipeline(socket, other, () => other.destroy());
  pipeline(other, socket, () => socket.destroy());
}

interface Upgrade {
  /** What has come after the head of the request. */
  readonly head: Buffer;
  readonly url: string;
}

/** Headers about the connection, which HTTP/2 forbids. RFC 9110, 7.6.1. */
const ofOneHop = new Set(['connection', 'keep-alive', 'transfer-encoding']);

/** HTTP/2 has pseudo-headers instead of the request line, and `:authority` instead of Host. */
function headersOf({ headers, socket }: IncomingMessage): OutgoingHttpHeaders {
  const { ':authority': host, ...sent } = headers;
  const kept = Object.entries(sent).filter(([name]) => !name.startsWith(':'));
  return {
    ...(typeof host === 'string' && { host }),
    ...('encrypted' in socket && { 'x-forwarded-proto': 'https' }),
    ...Object.fromEntries(kept),
  };
}
