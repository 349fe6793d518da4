// The sessions that the upstream was seen to give: whose each token is, and until when. The mock accepts no others.
import { isRecord } from '../document/json.ts';
import { accessCookie, refreshCookie } from '../session/behaviours.ts';
import { jsonOf } from './keeping.ts';
import { type Forwarded, jsonOfResponse } from './forwarded.ts';

export interface Seen {
  readonly username: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/** How many tokens are known; the oldest are forgotten. */
const most = 10_000;

/** An exchange with the session of the upstream. */
export interface SessionExchange extends Forwarded {
  readonly cookies: Readonly<Record<string, string | undefined>>;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Who has logged in, and to which spaces, if the response names any. */
export interface LoggedIn {
  readonly username: string;
  readonly spaces: readonly string[] | undefined;
}

export class SeenSessions {
  readonly #tokens = new Map<string, Seen>();

  /** Whose token it is, unless it has expired; undefined for one that the upstream was not seen to give. */
  find(token: string, now: number): Seen | undefined {
    const seen = this.#tokens.get(token);
    return seen && seen.expiresAt > now ? seen : undefined;
  }

  /** Learns what an exchange says of sessions: who was logged in by it, if anybody was. */
  learn({ sent, response, cookies, now }: SessionExchange): LoggedIn | undefined {
    const answer = jsonOfResponse(response);
    const given = response.headers.flatMap(([name, value]) => (/^set-cookie$/i.test(name) ? [value] : []));
    const tokens = [...given.flatMap((cookie) => tokenIn(cookie) ?? []), ...tokensInBody(answer)];
    const before = [accessCookie, refreshCookie].flatMap((name) => this.#tokens.get(cookies[name] ?? '') ?? [])[0];
    const form = nameIn(sent.whole);
    let username: string | undefined;
    for (const { token, maxAge } of tokens) {
      if (token === '' || maxAge === 0) this.#end(cookies);
      const claims = claimsOf(token);
      username = claims.username ?? form ?? before?.username;
      const seconds = secondsIn(answer) ?? maxAge;
      const expiresAt = claims.expiresAt ?? (seconds === undefined ? Infinity : now + seconds * 1_000);
      if (token !== '' && username !== undefined) this.#keep(token, { username, expiresAt });
    }
    return username === undefined ? undefined : { username, spaces: spacesIn(answer) };
  }

  #keep(token: string, seen: Seen): void {
    this.#tokens.set(token, seen);
    const [oldest] = this.#tokens.keys();
    if (oldest !== undefined && this.#tokens.size > most) this.#tokens.delete(oldest);
  }

  #end(cookies: SessionExchange['cookies']): void {
    for (const name of [accessCookie, refreshCookie]) this.#tokens.delete(cookies[name] ?? '');
  }
}

interface GivenToken {
  /** Empty when the cookie is taken away. */
  readonly token: string;
  /** Seconds. */
  readonly maxAge: number | undefined;
}

/** The name of a cookie that is set. */
export const nameOfCookie = (cookie: string): string => /^\s*([^=;]+)=/.exec(cookie)?.[1] ?? '';

function tokenIn(cookie: string): GivenToken | undefined {
  const name = nameOfCookie(cookie);
  const token = /=([^;]*)/.exec(cookie)?.[1] ?? '';
  const maxAge = /;\s*max-age=(\d+)/i.exec(cookie)?.[1];
  const isSession = name === accessCookie || name === refreshCookie;
  return isSession ? { token, maxAge: maxAge === undefined ? undefined : Number(maxAge) } : undefined;
}

/** Where tokens are in the body, as in another generation of the vendor's document. */
function tokensInBody(answer: unknown): GivenToken[] {
  const tokens = isRecord(answer) ? [answer['access_token'], answer['refresh_token']] : [];
  return tokens.flatMap((token) => (typeof token === 'string' && token !== '' ? [{ token, maxAge: undefined }] : []));
}

/** What a JSON Web Token says; nothing for another one. Its signature is the upstream's matter. */
function claimsOf(token: string): Partial<Seen> {
  const payload = jsonOf(Buffer.from(token.split('.')[1] ?? '', 'base64url'));
  if (!isRecord(payload)) return {};
  const names = ['preferred_username', 'username', 'user_name', 'sub'].map((name) => payload[name]);
  const username = names.find((name) => typeof name === 'string' && name !== '');
  const { exp } = payload;
  return {
    ...(typeof username === 'string' && { username }),
    ...(typeof exp === 'number' && { expiresAt: exp * 1_000 }),
  };
}

/** The user name in a form, of either kind. */
function nameIn(body: Buffer | undefined): string | undefined {
  const text = body?.toString() ?? '';
  const ofMultipart = /name="?username"?[^]*?\r?\n\r?\n([^]*?)\r?\n--/.exec(text)?.[1];
  return ofMultipart ?? new URLSearchParams(text).get('username') ?? undefined;
}

/** How long the access token is valid, as the login of the platform says it. */
function secondsIn(answer: unknown): number | undefined {
  const seconds = isRecord(answer) ? answer['expire-seconds'] : undefined;
  return typeof seconds === 'number' ? seconds : undefined;
}

function spacesIn(answer: unknown): string[] | undefined {
  const spaces = isRecord(answer) ? answer['spaces'] : undefined;
  return Array.isArray(spaces) ? spaces.filter((space) => typeof space === 'string') : undefined;
}
