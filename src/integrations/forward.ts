// Forwards a request to another server on this machine.
import { type IncomingMessage, type OutgoingHttpHeaders, request as ask, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream';

/** Forwards a request to `url` unchanged, and the response back. A connection that is closed on one side is closed on the other. */
export function forward(request: IncomingMessage, response: ServerResponse, url: string): void {
  const { method, url: path } = request;
  const asked = ask(url, { method, path, headers: headersOf(request) }, (answer) => {
    const kept = Object.entries(answer.headers).filter(([name]) => !ofOneHop.has(name));
    response.writeHead(answer.statusCode ?? 502, Object.fromEntries(kept));
    pipeline(answer, response, () => undefined);
  });
  asked.on('error', () => response.destroy());
  response.on('close', () => asked.destroy());
  request.pipe(asked);
}

/** Headers about the connection, which HTTP/2 forbids. RFC 9110, 7.6.1. */
const ofOneHop = new Set(['connection', 'keep-alive', 'transfer-encoding']);

/** HTTP/2 has pseudo-headers instead of the request line, and `:authority` instead of Host. */
function headersOf({ headers }: IncomingMessage): OutgoingHttpHeaders {
  const { ':authority': host, ...sent } = headers;
  const kept = Object.entries(sent).filter(([name]) => !name.startsWith(':'));
  return Object.fromEntries([...(typeof host === 'string' ? [['host', host] as const] : []), ...kept]);
}
