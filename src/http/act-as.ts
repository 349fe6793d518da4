// Whoever may use the mock's own API may send requests of the contract as any user, without a login: X-Mock-User.
import type { RequestHandler } from 'express';
import { accessCookie } from '../session/behaviours.ts';
import type { Sessions } from '../session/sessions.ts';
import { decodeHeader } from './space.ts';

/** Puts a token of the user into the place of the cookie. Who may ask for it the guard has looked at. */
export function actAs(sessions: Sessions): RequestHandler {
  return async (request, _response, next) => {
    const username = request.get('x-mock-user');
    if (username === undefined) return next();
    const { access } = await sessions.enter(decodeHeader(username));
    request.cookies = { ...(request.cookies as object), [accessCookie]: access };
    next();
  };
}
