// Checks the session cookies that the documents require.
import type { Request, RequestHandler } from 'express';
import type { OpenAPIV3 } from 'openapi-types';
import type { Operation } from '../document/operations.ts';
import type { Sessions } from '../session/sessions.ts';
import { contextOf } from './context.ts';
import type { SecurityHandlers } from './validator.ts';

type Handler = SecurityHandlers[string];

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

/** Whether an operation is open to everybody. */
export function isOpen({ security }: Operation): boolean {
  return security.length === 0;
}

export interface SecurityOptions {
  readonly handlers: SecurityHandlers;
  readonly schemes: NonNullable<OpenAPIV3.ComponentsObject['securitySchemes']>;
  /** The validator's stage. */
  readonly validate: RequestHandler;
}

/**
 * The stage that lets in who has logged in. Where an operation demands just one cookie, its handler is asked directly; the
 * validator says what is missing, and sees to all other demands.
 */
export function requireLogin(
  { security }: Operation,
  { handlers, schemes, validate }: SecurityOptions,
): RequestHandler {
  const names = security.flatMap((each) => Object.keys(each));
  const [name = ''] = names;
  const [scheme, handle] = [schemes[name], handlers[name]];
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
