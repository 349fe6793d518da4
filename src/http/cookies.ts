// The cookies of a request. A session sends the same header with each of its requests, so what is in it is remembered.
import { parse } from 'cookie';
import type { RequestHandler } from 'express';

/** How many headers are remembered, and how long they may be, in characters. */
const limits = { headers: 1_000, length: 2_048 };

type Cookies = Readonly<Record<string, string | undefined>>;

/** Puts the cookies on the request, by their names. */
export function readCookies(): RequestHandler {
  const known = new Map<string, Cookies>();
  const read = (header: string): Cookies => {
    const cookies = parse(header);
    if (known.size >= limits.headers) known.clear();
    if (header.length <= limits.length) known.set(header, cookies);
    return cookies;
  };
  const none: Cookies = {};
  return (request, _response, next) => {
    const { cookie } = request.headers;
    request.cookies = cookie === undefined ? none : (known.get(cookie) ?? read(cookie));
    next();
  };
}
