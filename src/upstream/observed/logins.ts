// What logins show.
import { isRecord } from '../../document/json.ts';
import { accessCookie } from '../../session/behaviours.ts';
import type { Exchange, Seen } from './exchange.ts';

/** @param exchange with the session */
export function seenInLogin(exchange: Exchange): Seen[] {
  const { operation, request, response } = exchange;
  if (response.status >= 400 || !['login', 'validate'].includes(operation.id)) return [];
  const inCookies = response.cookies.includes(accessCookie);
  const inBody = isRecord(response.json) && typeof response.json['access_token'] === 'string';
  if (!inCookies && !inBody) return []; // a code was sent
  const value = inCookies && inBody ? 'both' : inBody ? 'body' : 'cookies';
  const code = operation.id === 'validate' ? /(?:^|&)otp_code=(\d+)(?:&|$)/.exec(request.text ?? '')?.[1] : undefined;
  const digits: Seen = {
    name: 'otp-digits',
    value: String(code?.length),
    what: 'a code of so many digits was accepted',
  };
  return [
    { name: 'token-place', value, what: `a login with ${response.status} puts the tokens there` },
    ...(code === undefined ? [] : [digits]),
  ];
}
