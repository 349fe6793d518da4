// Which web pages may call the mock with a user's cookies: those of this machine, and those of an allow-list.
import cors from 'cors';
import type { RequestHandler } from 'express';
import { Refusal } from '../refusal/refusal.ts';
import { isLoopback } from '../common/loopback.ts';

/** Whether a page of an origin may call the mock: one of this machine, on any port, or one that is listed. */
export function originsOf(listed: readonly string[]): (origin: string) => boolean {
  return (origin) => {
    const { protocol, hostname } = URL.canParse(origin) ? new URL(origin) : { protocol: '', hostname: '' };
    return (/^https?:$/.test(protocol) && isLoopback(hostname)) || listed.includes(origin);
  };
}

/**
 * Allows origins with credentials, and any header that they ask for. To others no allow header is sent, so that browsers keep the
 * response from the page; their preflight is refused with the reason.
 * @param hasUpstream whether somebody else answers other requests with OPTIONS
 */
export function allowOrigins(isAllowed: (origin: string) => boolean, hasUpstream: boolean): RequestHandler {
  const options: cors.CorsOptions = {
    origin: (origin, callback) => callback(null, origin !== undefined && isAllowed(origin)),
    credentials: true,
    methods: ['GET', 'HEAD', 'PUT', 'POST', 'DELETE'],
    maxAge: 600,
  };
  const [headers, headersOnly] = [cors(options), cors({ ...options, preflightContinue: true })];
  return (request, response, next) => {
    const { origin } = request.headers;
    response.setHeader('Vary', 'Origin');
    if (origin === undefined && request.method !== 'OPTIONS') return next();
    const preflight = request.method === 'OPTIONS' && request.headers['access-control-request-method'] !== undefined;
    if (preflight && origin !== undefined && !isAllowed(origin))
      throw new Refusal(
        'foreign-origin',
        `Pages of ${origin} may not call the mock. Start it with --cors ${origin} to allow them.`,
      );
    if (preflight || !hasUpstream) headers(request, response, next);
    else headersOnly(request, response, next); // the upstream answers
  };
}
