// Headers on their way: those that are for one connection only stay behind (RFC 9110, 7.6.1), and what names an address is made
// to fit. All others pass as they are, as bytes in Latin-1, also several of one name.
import type { IncomingMessage } from 'node:http';

/** Names and values in turn, unchanged. */
export type RawHeaders = readonly string[];

export type Header = readonly [name: string, value: string];

const perConnection = [
  'connection',
  'keep-alive',
  'proxy-connection',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'transfer-encoding',
  'upgrade',
];

/** Name by name. */
export function pairsOf(raw: RawHeaders): [name: string, value: string][] {
  return raw.flatMap((name, index) => (index % 2 === 0 ? [[name, raw[index + 1] ?? '']] : []));
}

/** Without what is for the connection on which they came. */
function beyondConnection(headers: readonly Header[]): Header[] {
  const named = headers
    .filter(([name]) => name.toLowerCase() === 'connection')
    .flatMap(([, value]) => value.split(','));
  const left = new Set([...perConnection, ...named.map((name) => name.trim().toLowerCase())]);
  return headers.filter(([name]) => !left.has(name.toLowerCase()));
}

/** Where the mock is asked, as the client sees it, maybe through a proxy with TLS. */
export interface Place {
  /** Such as http://localhost:4010; undefined when the client does not say. */
  readonly origin: string | undefined;
  /** Whether by https. */
  readonly isSecure: boolean;
}

export function placeOf({ headers: { host, 'x-forwarded-proto': protocol }, socket }: IncomingMessage): Place {
  const isSecure = protocol === 'https' || ('encrypted' in socket && socket.encrypted === true);
  return { origin: host === undefined ? undefined : `${isSecure ? 'https' : 'http'}://${host}`, isSecure };
}

/** The headers of a request for the upstream, without those that only the mock understands. */
export function forUpstream(request: IncomingMessage, upstream: URL): Header[] {
  const { host = '' } = request.headers;
  const kept = beyondConnection(pairsOf(request.rawHeaders)).filter(
    ([name]) => !/^(host|expect|x-mock-.*|x-forwarded-(for|host|proto))$/i.test(name),
  );
  const before = request.headers['x-forwarded-for'];
  const client = request.socket.remoteAddress ?? '';
  return [
    ['Host', upstream.host],
    ...kept,
    ['X-Forwarded-For', [before ?? [], client].flat().join(', ')],
    ['X-Forwarded-Host', [request.headers['x-forwarded-host'] ?? host].flat().join(', ')],
    [
      'X-Forwarded-Proto',
      [request.headers['x-forwarded-proto'] ?? (placeOf(request).isSecure ? 'https' : 'http')].flat().join(', '),
    ],
  ];
}

/** The headers of a response for the client. */
export function forClient(headers: readonly Header[], upstream: URL, place: Place): Header[] {
  return beyondConnection(headers).map(([name, value]) => {
    if (/^set-cookie$/i.test(name)) return [name, fitCookie(value, place)];
    if (/^(content-)?location$/i.test(name)) return [name, fitAddress(value, upstream, place)];
    return [name, value];
  });
}

/**
 * A cookie that the browser takes from the mock: of its host, and where that is not asked by https, one that need not be. The
 * browser refuses SameSite=None without Secure.
 */
function fitCookie(cookie: string, { isSecure }: Place): string {
  const [pair = '', ...attributes] = cookie.split(';');
  const kept = attributes.filter((each) => {
    const [name = '', value = ''] = each.split('=').map((part) => part.trim().toLowerCase());
    if (name === 'domain') return false;
    return isSecure || !(name === 'secure' || name === 'partitioned' || (name === 'samesite' && value === 'none'));
  });
  const isForSecure = !isSecure && /^__(secure|host)-/i.test(pair.trim());
  return [isForSecure ? pair.trim().replace(/^__(secure|host)-/i, '') : pair, ...kept].join(';');
}

/** The address of the upstream becomes that of the mock. Others stay: nobody follows them here. */
function fitAddress(address: string, upstream: URL, { origin }: Place): string {
  if (origin === undefined || !URL.canParse(address, upstream.href)) return address;
  const isAbsolute = /^([a-z][a-z\d+.-]*:)?\/\//i.test(address);
  const target = new URL(address, upstream);
  if (!isAbsolute || target.origin !== upstream.origin) return address;
  return `${origin}${target.href.slice(target.origin.length)}`;
}
