// Requests and responses with their secrets masked.
import type { OutgoingHttpHeaders } from 'node:http';
import { isSecretName, mask } from '../document/secret.ts';
import { decodeHeader } from './header-text.ts';

/** How long a body may be, in characters, to be kept in a record. */
export const keepable = 8_192;

/** The URL as received, except for the values of parameters that may be secret: some clients log in by the query string. */
export function maskQuery(url: string): string {
  if (!url.includes('?')) return url;
  const [path = '', ...query] = url.split('?');
  const parts = query.join('?').split('&');
  const shown = parts.map((part) => {
    const [name = ''] = part.split('=', 1);
    return name.length < part.length && isSecretName(decode(name)) ? `${name}=${mask}` : part;
  });
  return `${path}?${shown.join('&')}`;
}

function decode(text: string): string {
  return new URLSearchParams(`a=${text}`).get('a') ?? text;
}

/** Headers by their names in lower case. Of cookies the names and attributes are shown. */
export function maskHeaders(headers: OutgoingHttpHeaders): Record<string, string> {
  const shown = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined
      ? []
      : [[name.toLowerCase(), [value].flat().map((each) => decodeHeader(String(each)))] as const],
  );
  return Object.fromEntries(
    shown.map(([name, values]) => [name, values.map((each) => maskHeader(name, each)).join(', ')]),
  );
}

function maskHeader(name: string, value: string): string {
  const parts = value.split(';');
  if (name === 'cookie') return parts.map(maskPair).join(';');
  if (name === 'set-cookie') return parts.map((part, index) => (index === 0 ? maskPair(part) : part)).join(';');
  if (name === 'referer') return maskQuery(value);
  return isSecretName(name) ? mask : value;
}

function maskPair(pair: string): string {
  const end = pair.indexOf('=') + 1;
  return pair.slice(0, end) + mask;
}

/** A copy of a JSON value with masked secrets; undefined when it is large or missing. */
export function maskBody(body: unknown, secrets: ReadonlySet<string>): unknown {
  if (typeof body === 'string') return body.length > keepable ? undefined : body;
  const hide = (name: string, value: unknown): unknown =>
    (secrets.has(name) || isSecretName(name)) && value !== '' && value !== null ? mask : value;
  const text = JSON.stringify(body, hide) as string | undefined; // of undefined there is none
  return text === undefined || text.length > keepable ? undefined : JSON.parse(text);
}
