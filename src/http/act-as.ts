// As whom a request acts that brings no session of its own: as any user, for whoever may use the mock's own API (X-Mock-User), or
// as the first user where nobody needs to log in.
import type { RequestHandler } from 'express';
import type { AuthMode } from '../session/auth-mode.ts';
import { accessCookie, refreshCookie } from '../session/behaviours.ts';
import type { Sessions } from '../session/sessions.ts';
import { decodeHeader } from './space.ts';

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
