// A forwarded exchange as it is looked at for what it says of the assumptions.
import type { Request, Response } from 'express';
import type { Operation } from '../document/operations.ts';
import { accessCookie } from '../session/behaviours.ts';
import { type Forwarded, headerOf, jsonOfResponse } from '../upstream/forwarded.ts';
import type { Access, Exchange } from '../upstream/observed/exchange.ts';
import { nameOfCookie, type SeenSessions } from '../upstream/seen-sessions.ts';
import { bearerOf } from './act-as.ts';
import { bareType } from './body.ts';
import { contextOf } from './context.ts';
import { decodeHeader } from './header-text.ts';

interface Asked {
  readonly request: Request;
  readonly response: Response;
  readonly operation: Operation;
}

/** The header as it was sent, whatever the assumptions make of it. */
export function sentSpace({ headersDistinct }: Pick<Request, 'headersDistinct'>): string | undefined {
  const [sent] = headersDistinct['x-space'] ?? [];
  return sent === undefined ? undefined : decodeHeader(sent);
}

export function exchangeOf(
  { sent, response: passed }: Forwarded,
  { request, response, operation }: Asked,
  { access, username }: Let,
): Exchange {
  const encoding = request.headers['content-encoding'];
  const cookies = passed.headers.flatMap(([name, value]) => (/^set-cookie$/i.test(name) ? [nameOfCookie(value)] : []));
  return {
    operation,
    request: {
      access,
      username,
      space: sentSpace(request),
      hasQuery: /\?./.test(contextOf(response).url),
      type: bareType(request.headers['content-type'] ?? ''),
      text: sent.text(encoding),
      json: sent.json(encoding),
    },
    response: {
      status: passed.status,
      type: bareType(headerOf(passed.headers, 'content-type') ?? ''),
      text: passed.body.text(headerOf(passed.headers, 'content-encoding')) ?? '',
      json: jsonOfResponse(passed),
      cookies,
    },
  };
}

/** By what a request is let in, and as whom, as far as the upstream was seen to give its token. */
export interface Let {
  readonly access: Access;
  readonly username: string | undefined;
}

export function letBy(request: Request, seen: SeenSessions, now: number): Let {
  const cookie = (request.cookies as Record<string, string>)[accessCookie] ?? '';
  const bearer = bearerOf(request) ?? '';
  const known = seen.find(cookie === '' ? bearer : cookie, now);
  const sent = cookie !== '' ? 'cookie' : request.headers.authorization === undefined ? 'none' : 'bearer';
  return { access: known || sent === 'none' ? sent : 'unknown', username: known?.username };
}
