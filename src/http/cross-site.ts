// Why a browser may have kept a cookie to itself. The session's cookies are SameSite=Lax: a browser sends them from pages of
// the same site only, and `localhost` and `127.0.0.1` are two sites.
import type { Request } from 'express';
import { isLoopback } from '../common/loopback.ts';

/**
 * Advice for a page that sent no cookie; undefined where nobody can be sure. Only the browser knows what its page called: a proxy
 * in between may change Host. It tells by Sec-Fetch-Site, https://www.w3.org/TR/fetch-metadata/.
 */
export function adviceAboutCookies({ headers }: Pick<Request, 'headers'>): string | undefined {
  const site = headers['sec-fetch-site'];
  if (site === 'same-site') return 'A page must send cookies along: call fetch with credentials: "include".';
  const { origin, host } = headers;
  if (site !== 'cross-site' || origin === undefined) return undefined;
  const reason = `The page of ${origin} called another site, and browsers send the cookie within one site only (SameSite=Lax).`;
  return `${reason} ${remedy(urlOf(origin), urlOf(`http://${host ?? ''}`))}`;
}

function remedy(page: URL | undefined, mock: URL | undefined): string {
  const isLocal = page && mock && isLoopback(page.hostname) && isLoopback(mock.hostname);
  if (isLocal && page.protocol === mock.protocol && page.hostname !== mock.hostname) {
    const better = `${mock.protocol}//${page.hostname}${mock.port === '' ? '' : `:${mock.port}`}`;
    return `Use ${better} instead of ${mock.origin}, for the login as well.`;
  }
  return 'Let the page reach the mock through its own origin, for example with the proxy of Vite, or start the mock with --auth off.';
}

function urlOf(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}
