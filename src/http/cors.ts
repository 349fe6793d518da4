// Which web pages may call the mock with a user's cookies: those of an allow-list, by default those of this machine.
import cors from 'cors';
import type { RequestHandler } from 'express';
import { Refusal } from '../refusal/refusal.ts';

/** Origins with a loopback host, on any port. */
function isLoopback(origin: string): boolean {
  const { protocol, hostname } = URL.canParse(origin) ? new URL(origin) : { protocol: '', hostname: '' };
  return /^https?:$/.test(protocol) && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname);
}

/**
 * Allows the listed origins, or loopback ones when none is listed, with credentials. To others no allow header is sent, so
 * that browsers keep the answer from the page; their preflight is refused with the reason.
 */
export function allowOrigins(listed: readonly string[]): RequestHandler {
  const isAllowed = (origin: string): boolean => (listed.length > 0 ? listed.includes(origin) : isLoopback(origin));
  const headers = cors({
    origin: (origin, callback) => callback(null, origin !== undefined && isAllowed(origin)),
    credentials: true,
    methods: ['GET', 'HEAD', 'PUT', 'POST', 'DELETE'],
    allowedHeaders: ['Content-Type', 'X-Space'],
    maxAge: 600,
  });
  return (request, response, next) => {
    const { origin } = request.headers;
    response.vary('Origin');
    const preflight = request.method === 'OPTIONS' && request.headers['access-control-request-method'] !== undefined;
    if (preflight && origin !== undefined && !isAllowed(origin))
      throw new Refusal(
        'foreign-origin',
        `Pages of ${origin} may not call the mock. Start it with --cors ${origin} to allow them.`,
      );
    headers(request, response, next);
  };
}
