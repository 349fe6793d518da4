// Checks the session cookies that the documents require.
import type { Request, RequestHandler, Response } from 'express';
import type { OpenAPIV3 } from 'openapi-types';
import type { Operation } from '../document/operations.ts';
import type { Sessions } from '../session/sessions.ts';
import { type Context, contextOf } from './context.ts';
import type { SecurityHandlers } from './validator.ts';

/** One handler for each security scheme of the documents. An empty cookie does not come this far. */
export const securityHandlers: SecurityHandlers = {
  async accessToken(request, _scopes, scheme) {
    const context = contextOf(responseTo(request));
    context.user = await sessionsOf(context).authenticate(cookieOf(request, scheme));
    return true;
  },
  async refreshToken(request, _scopes, scheme) {
    await sessionsOf(contextOf(responseTo(request))).refresh(cookieOf(request, scheme));
    return true;
  },
};

/** The validator is shared by mocks, so the request brings the sessions of its own. */
function sessionsOf({ sessions }: Context): Sessions {
  if (!sessions) throw new Error('A request that needs a session has not passed the stage that names its sessions.');
  return sessions;
}

function responseTo({ res }: Request): Response {
  if (!res) throw new Error('Express gives every request its response.');
  return res;
}

/** Whether an operation is open to everybody. */
export function isOpen({ security }: Operation): boolean {
  return security.length === 0;
}

export interface SecurityOptions {
  readonly schemes: NonNullable<OpenAPIV3.ComponentsObject['securitySchemes']>;
  /** The validator's stage. */
  readonly validate: RequestHandler;
}

/**
 * The stage that lets in who has logged in. Where an operation demands just one cookie, its handler is asked directly; the
 * validator says what is missing, and sees to all other demands.
 */
export function requireLogin({ security }: Operation, { schemes, validate }: SecurityOptions): RequestHandler {
  const names = security.flatMap((each) => Object.keys(each));
  const [name = ''] = names;
  const [scheme, handle] = [schemes[name], securityHandlers[name]];
  if (names.length !== 1 || security.length !== 1 || !scheme || !handle || !isCookie(scheme)) return validate;
  return async (request, response, next) => {
    const sent = (request.cookies as Record<string, unknown>)[scheme.name];
    if (sent) await handle(request, [], scheme);
    if (sent) next();
    else validate(request, response, next);
  };
}

function isCookie(
  scheme: OpenAPIV3.ReferenceObject | OpenAPIV3.SecuritySchemeObject,
): scheme is OpenAPIV3.ApiKeySecurityScheme {
  return 'type' in scheme && scheme.type === 'apiKey' && scheme.in === 'cookie';
}

function cookieOf({ cookies }: Request, scheme: object): string {
  return (cookies as Record<string, string>)[(scheme as { name: string }).name] ?? '';
}
