// Why a browser may have kept a cookie to itself. The session's cookies are SameSite=Lax: a browser sends them from pages of
// the same site only, and `localhost` and `127.0.0.1` are two sites.
import { isIP } from 'node:net';
import type { Request } from 'express';
import { isLoopback } from '../loopback.ts';

/** Advice for a page that sent no cookie, derived from Origin and Host; undefined for requests that come from no page. */
export function adviceAboutCookies({ headers: { origin, host } }: Pick<Request, 'headers'>): string | undefined {
  if (origin === undefined || host === undefined) return undefined;
  const [page, mock] = [urlOf(origin), urlOf(`http://${host}`)];
  if (!page || !mock) return undefined;
  if (siteOf(page) === siteOf(mock)) return `A page must send cookies along: call fetch with credentials: "include".`;
  const reason = `${origin} and ${mock.origin} are two different sites, and browsers send the cookie within one site only (SameSite=Lax).`;
  return `${reason} ${remedy(page, mock)}`;
}

function remedy(page: URL, mock: URL): string {
  if (page.protocol === mock.protocol && isLoopback(page.hostname) && isLoopback(mock.hostname)) {
    const better = `${mock.protocol}//${page.hostname}${mock.port === '' ? '' : `:${mock.port}`}`;
    return `Use ${better} instead of ${mock.origin}, for the login as well.`;
  }
  return 'Let the page reach the mock through its own origin, for example with the proxy of Vite, or start the mock with --auth off.';
}

function urlOf(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}

/** The scheme and the last two labels of a name; an address is a site of its own. Ports do not count. */
function siteOf({ protocol, hostname }: URL): string {
  const isName = isIP(hostname.replace(/^\[|\]$/g, '')) === 0;
  return `${protocol}//${isName ? hostname.split('.').slice(-2).join('.') : hostname}`;
}
