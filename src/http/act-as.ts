// The user of a request without a session: any user for clients of the control API (X-Mock-User), or
// the first user where no login is needed. And a token that comes in another header than the cookie.
import type { Request, RequestHandler } from 'express';
import type { Assumptions } from '../assumptions/table.ts';
import type { AuthMode } from '../session/auth-mode.ts';
import { accessCookie, refreshCookie } from '../session/behaviours.ts';
import type { Sessions } from '../session/sessions.ts';
import { decodeHeader } from './header-text.ts';

export interface Acting {
  readonly auth: AuthMode | undefined;
  /** Whether Authorization: Bearer stands for the cookie. */
  readonly bearer: Assumptions['bearer-token'];
}

/** Puts a token into the place of the cookie. Who may ask for a user the guard has looked at. */
export function actAs(sessions: Sessions, { auth = 'login', bearer }: Acting): RequestHandler {
  return async (request, _response, next) => {
    const username = request.headers['x-mock-user'];
    const cookies = request.cookies as Readonly<Record<string, unknown>>;
    const token = bearer === 'accept' ? bearerOf(request) : undefined;
    if (typeof username === 'string') {
      const { access } = await sessions.enter(decodeHeader(username));
      request.cookies = { ...cookies, [accessCookie]: access };
    } else if (token !== undefined && !cookies[accessCookie]) {
      request.cookies = { ...cookies, [accessCookie]: token };
    } else if (auth === 'off') {
      request.cookies = { ...cookies, ...missing(cookies) };
    }
    next();
  };
}

/** The token in Authorization: Bearer, if there is one. */
export const bearerOf = ({ headers: { authorization = '' } }: Pick<Request, 'headers'>): string | undefined =>
  /^Bearer +(\S+)$/i.exec(authorization)?.[1];

/** What stands for the cookies that are not there; any token will do then. */
function missing(cookies: Readonly<Record<string, unknown>>): Record<string, string> {
  const names = [accessCookie, refreshCookie].filter((name) => !cookies[name]);
  return Object.fromEntries(names.map((name) => [name, 'none']));
}
