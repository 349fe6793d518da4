// What the validator asks about the cookies that the documents demand.
import type { Request } from 'express';
import type { Sessions } from '../session/sessions.ts';
import { contextOf } from './context.ts';

type Handler = (request: Request, scopes: string[], scheme: object) => Promise<boolean>;

/** One handler for each security scheme of the documents. An empty cookie does not come this far. */
export function createSecurityHandlers(sessions: Sessions): Record<'accessToken' | 'refreshToken', Handler> {
  return {
    async accessToken(request, _scopes, scheme) {
      const user = await sessions.authenticate(cookieOf(request, scheme));
      if (request.res) contextOf(request.res).user = user;
      return true;
    },
    async refreshToken(request, _scopes, scheme) {
      await sessions.refresh(cookieOf(request, scheme));
      return true;
    },
  };
}

/** cookie-parser gives what is no text for values that look like its JSON form; no token of ours does. */
function cookieOf({ cookies }: Request, scheme: object): string {
  const value: unknown = (cookies as Record<string, unknown>)[(scheme as { name: string }).name];
  return typeof value === 'string' ? value : JSON.stringify(value);
}
