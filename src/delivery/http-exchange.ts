// A request to a provider over HTTPS and its reply, with the usual headers.
import type { HttpExchange } from '../document/schemas.ts';

export interface HttpParts {
  readonly url: string;
  readonly date: Date;
  readonly request: { readonly type: string; readonly body: string; readonly authorization?: string };
  readonly reply: { readonly status: number; readonly type: string; readonly body: string };
}

/** Every provider here is asked by POST. */
export function httpExchange({ url, date, request, reply }: HttpParts): HttpExchange {
  return {
    request: {
      protocol: 'https',
      method: 'POST',
      url,
      headers: {
        Host: new URL(url).host,
        ...(request.authorization !== undefined && { Authorization: request.authorization }),
        'Content-Type': request.type,
        'Content-Length': String(Buffer.byteLength(request.body)),
      },
      body: request.body,
    },
    reply: {
      status: reply.status,
      headers: {
        Date: date.toUTCString(),
        'Content-Type': reply.type,
        'Content-Length': String(Buffer.byteLength(reply.body)),
      },
      body: reply.body,
    },
  };
}
