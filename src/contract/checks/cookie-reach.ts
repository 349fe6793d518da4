// Whether a browser sends the cookies of a login to the operations (RFC 6265, 5.4): their path, domain, transport and lifetime.
import type { Subjects } from '../model/subjects.ts';
import type { Workspace } from '../model/workspace.ts';
import { isLoopback } from '../../common/loopback.ts';
import { Failed, Undecidable } from '../target/verdict.ts';

/** How far a lifetime may be from the announced one, in seconds. */
const tolerance = 60;

interface Cookie {
  readonly name: string;
  /** The whole header. */
  readonly text: string;
  /** By their names in small letters. */
  readonly attributes: ReadonlyMap<string, string>;
}

/** @throws {Failed} when a browser would keep a cookie back, or forget it early. @throws {Undecidable} without a login. */
export async function expectReach(workspace: Workspace, { list, puts, test }: Subjects): Promise<void> {
  const { setCookies = [], expiresIn } = await workspace.client.loginAgain();
  const cookies = parsedCookies(setCookies);
  const paths = [list, ...puts, test].map(({ operation }) => operation.path);
  const { hostname, protocol } = new URL(workspace.client.target.url);
  for (const cookie of cookies.filter(({ name }) => /^ins_(access|refresh)_token$/.test(name))) {
    const reached = cookie.name === 'ins_access_token' ? paths : ['/refresh'];
    const out = reached.find((path) => !isBelow(path, cookie.attributes.get('path')));
    if (out !== undefined) throw unreached(cookie, `a path that ${out} is below`);
    const domain = cookie.attributes.get('domain')?.replace(/^\./, '').toLowerCase();
    if (domain && hostname !== domain && !hostname.endsWith(`.${domain}`))
      throw unreached(cookie, `the domain ${hostname}`);
    if (cookie.attributes.has('secure') && protocol === 'http:' && !isLoopback(hostname))
      throw unreached(cookie, 'no Secure over http');
    if (cookie.name === 'ins_access_token') expectLifetime(cookie, expiresIn);
  }
  if (cookies.length === 0) throw new Undecidable('the login sets no cookies');
}

/** Set-Cookie headers. */
export function parsedCookies(texts: readonly string[]): Cookie[] {
  return texts.map(parsed);
}

function parsed(text: string): Cookie {
  const [first = '', ...rest] = text.split(';').map((part) => part.trim());
  const attributes = rest.map((part): [string, string] => {
    const [name = '', ...value] = part.split('=');
    return [name.toLowerCase(), value.join('=')];
  });
  return { name: first.split('=')[0] ?? '', text, attributes: new Map(attributes) };
}

/** Without a path, a cookie of /login is for the root (RFC 6265, 5.1.4). */
function isBelow(path: string, of = '/'): boolean {
  const start = of.startsWith('/') ? of : '/';
  return path === start || path.startsWith(start.endsWith('/') ? start : `${start}/`);
}

function expectLifetime(cookie: Cookie, expiresIn: number | undefined): void {
  const { attributes } = cookie;
  const ofExpires = (Date.parse(attributes.get('expires') ?? '') - Date.now()) / 1_000;
  const seconds = attributes.has('max-age') ? Number(attributes.get('max-age')) : ofExpires;
  if (Number.isNaN(seconds)) return; // until the browser is closed
  if (seconds <= 0 || (expiresIn !== undefined && seconds < expiresIn - tolerance))
    throw unreached(cookie, `a lifetime of ${expiresIn ?? 'some'} seconds`);
}

const unreached = ({ name, text }: Cookie, expected: string): Failed =>
  new Failed({ expected: `${name} with ${expected}`, actual: text.replace(/^[^;]*/, `${name}=…`) });
