// Lets in who has logged in, by what the documents demand of each operation.
import type { Request, RequestHandler, Response } from 'express';
import type { OpenAPIV3 } from 'openapi-types';
import type { Documents } from '../document/load.ts';
import { type Operation, titleOf } from '../document/operations.ts';
import { StartError } from '../document/start-error.ts';
import type { User } from '../document/schemas.ts';
import { Refusal } from '../refusal/refusal.ts';
import { accessCookie, cookiesOf, refreshCookie } from '../session/behaviours.ts';
import type { Sessions } from '../session/sessions.ts';
import { contextOf } from './context.ts';
import { adviceAboutCookies } from './cross-site.ts';

/** Whether an operation is open to everybody. */
export function isOpen({ security }: Operation): boolean {
  return security.length === 0;
}

/** Cookies that let a request in when all of them are valid, each with the name of its scheme. */
export type Demand = readonly { readonly cookie: string; readonly scheme: Scheme }[];

const schemes = ['accessToken', 'refreshToken'] as const;
type Scheme = (typeof schemes)[number];

/**
 * What an operation demands: one of these.
 * @throws {StartError} for schemes of which the mock knows nothing
 */
export function demandsOf(operation: Operation, { contract, session }: Documents): readonly Demand[] {
  const described = { ...contract.components?.securitySchemes, ...session.components?.securitySchemes };
  const cookieOf = (name: string) => {
    const [scheme, found] = [schemes.find((each) => each === name), described[name]];
    if (scheme && found && isCookie(found)) return { cookie: found.name, scheme };
    throw new StartError(
      `The document demands ${name} of ${titleOf(operation)}. The mock knows the cookies of the schemes ${schemes.join(' and ')} only.`,
    );
  };
  return operation.security.map((each) => Object.keys(each).map(cookieOf));
}

/** Lets in whose access token has expired and comes with a valid refresh token. @throws {Refusal} the one that is given. */
export type Renew = (refusal: unknown, request: Request, response: Response) => Promise<User>;

/** @param seconds how long an access token is valid; undefined where none is renewed in passing */
export function renewWith(sessions: Sessions, seconds: number | undefined): Renew {
  return async (refusal, request, response) => {
    if (seconds === undefined) throw refusal;
    const refresh = (request.cookies as Readonly<Record<string, string | undefined>>)[refreshCookie] ?? '';
    const granted = await sessions.refresh(refresh).catch(() => Promise.reject(refusal as Error));
    response.append('Set-Cookie', cookiesOf(granted, seconds));
    return granted.user;
  };
}

export interface LoginOptions {
  readonly sessions: Sessions;
  readonly renew: Renew;
}

/** 401 for requests that meet none of an operation's demands. */
export function requireLogin(demands: readonly Demand[], { sessions, renew }: LoginOptions): RequestHandler {
  const canRenew = demands.some((each) => each.some(({ scheme }) => scheme === 'accessToken'));
  return async (request, response, next) => {
    contextOf(response).user = await meetOne(demands, request, sessions).catch((refusal: unknown) => {
      if (!canRenew || !isExpired(refusal, request)) throw refusal;
      return renew(refusal, request, response);
    });
    next();
  };
}

/** Whether the access token has expired, or is missing because the browser has dropped it then. */
function isExpired(refusal: unknown, request: Request): boolean {
  if (!(request.cookies as Readonly<Record<string, unknown>>)[accessCookie]) return true;
  return refusal instanceof Refusal && refusal.kind === 'expired-token';
}

/** The user, if one of the demands is met and tells it. @throws {Refusal} of the first demand. */
async function meetOne([first = [], ...others]: readonly Demand[], request: Request, sessions: Sessions) {
  try {
    return await meet(first, request, sessions);
  } catch (refusal) {
    for (const each of others)
      try {
        return await meet(each, request, sessions);
      } catch {
        // the first one is the one to tell
      }
    throw refusal;
  }
}

async function meet(demand: Demand, request: Request, sessions: Sessions): Promise<User | undefined> {
  let user: User | undefined;
  for (const { cookie, scheme } of demand) {
    const token = (request.cookies as Readonly<Record<string, string | undefined>>)[cookie];
    if (!token) throw missing(cookie, request);
    if (scheme === 'accessToken') user = await sessions.authenticate(token);
    else await sessions.refresh(token);
  }
  return user;
}

function missing(cookie: string, request: Request): Refusal {
  const usual = 'Log in at POST /login, which sets it, and send it with each request.';
  return new Refusal('no-token', `The cookie ${cookie} is missing or empty. ${adviceAboutCookies(request) ?? usual}`);
}

function isCookie(
  scheme: OpenAPIV3.ReferenceObject | OpenAPIV3.SecuritySchemeObject,
): scheme is OpenAPIV3.ApiKeySecurityScheme {
  return 'type' in scheme && scheme.type === 'apiKey' && scheme.in === 'cookie';
}
