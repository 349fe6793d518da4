// Why a browser may have kept a cookie to itself. The session's cookies are SameSite=Lax: a browser sends them from pages of
// the same site only, and `localhost` and `127.0.0.1` are two sites.
import { isIP } from 'node:net';
import type { Request } from 'express';
import { isLoopback } from '../loopback.ts';

/** What to say to somebody whose page sent no cookie, as far as Origin and Host tell; undefined when no page is told of. */
export function adviceAboutCookies({ headers: { origin, host } }: Pick<Request, 'headers'>): string | undefined {
  if (origin === undefined || host === undefined) return undefined;
  const [page, mock] = [urlOf(origin), urlOf(`http://${host}`)];
  if (!page || !mock) return undefined;
  if (siteOf(page) === siteOf(mock))
    return `A page has to have its browser send cookies along: fetch with credentials: "include".`;
  const reason = `The page of ${origin} and ${mock.origin} are two sites, and browsers send the cookie within one site only (SameSite=Lax).`;
  return `${reason} ${remedy(page, mock)}`;
}

function remedy(page: URL, mock: URL): string {
  if (page.protocol === mock.protocol && isLoopback(page.hostname) && isLoopback(mock.hostname)) {
    const better = `${mock.protocol}//${page.hostname}${mock.port === '' ? '' : `:${mock.port}`}`;
    return `Use ${better} in place of ${mock.origin}, for the login as well.`;
  }
  return 'Have the page reach the mock through its own origin, by a proxy like that of Vite, or start the mock with --auth off.';
}

function urlOf(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}

/** The scheme and the last two labels of a name; an address is a site of its own. Ports do not count. */
function siteOf({ protocol, hostname }: URL): string {
  const isName = isIP(hostname.replace(/^\[|\]$/g, '')) === 0;
  return `${protocol}//${isName ? hostname.split('.').slice(-2).join('.') : hostname}`;
}
