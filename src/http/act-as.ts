// The user of a request without a session: any user for clients of the control API (X-Mock-User), or
// the first user where no login is needed.
import type { RequestHandler } from 'express';
import type { AuthMode } from '../session/auth-mode.ts';
import { accessCookie, refreshCookie } from '../session/behaviours.ts';
import type { Sessions } from '../session/sessions.ts';
import { decodeHeader } from './header-text.ts';

/** Puts a token into the place of the cookie. Who may ask for a user the guard has looked at. */
export function actAs(sessions: Sessions, auth: AuthMode = 'login'): RequestHandler {
  return async (request, _response, next) => {
    const username = request.headers['x-mock-user'];
    const cookies = request.cookies as Readonly<Record<string, unknown>>;
    if (typeof username === 'string') {
      const { access } = await sessions.enter(decodeHeader(username));
      request.cookies = { ...cookies, [accessCookie]: access };
    } else if (auth === 'off') {
      request.cookies = { ...cookies, ...missing(cookies) };
    }
    next();
  };
}

/** What stands for the cookies that are not there; any token will do then. */
function missing(cookies: Readonly<Record<string, unknown>>): Record<string, string> {
  const names = [accessCookie, refreshCookie].filter((name) => !cookies[name]);
  return Object.fromEntries(names.map((name) => [name, 'none']));
}
