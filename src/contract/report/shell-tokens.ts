// The tokens in lines for a shell: each is a variable, which a login sets, or a line whose response has set the cookie.
import { quote } from '../../common/shell.ts';
import type { Sender, TokenKind } from '../target/client.ts';
import type { TargetResponse } from '../target/http.ts';
import type { Step } from './result.ts';

/** A request, with its response if there was one; milliseconds of waiting; or a line that does what no request does. */
export type Exchange =
  | TargetResponse
  | Pick<TargetResponse, 'request'>
  | { readonly pause: number }
  | { readonly line: string };

const variables: Readonly<Record<TokenKind, string>> = { access: 'OTP_TOKEN', refresh: 'OTP_REFRESH' };

interface Token {
  readonly text: string;
  readonly kind: TokenKind;
  /** The number of its login, or the response that has set it. */
  readonly source: number | Exchange;
}

export class Tokens {
  readonly url: string;
  readonly #given: boolean;
  readonly #known: readonly Token[];
  /** By token, those that are used. */
  readonly #names = new Map<Token, string>();
  readonly #loggedIn = new Set<number>();

  constructor(exchanges: readonly Exchange[], { url, given, tokens }: Sender) {
    this.url = url;
    this.#given = given;
    const ofLogins = [...tokens].map(([text, { kind, login }]): Token => ({ text, kind, source: login }));
    this.#known = [...exchanges.flatMap(tokensSetBy), ...ofLogins];
    for (const token of exchanges.flatMap((each) => this.#usedIn([each]))) this.#name(token);
  }

  /** A login for each session whose token is used here for the first time. */
  logins(exchanges: readonly Exchange[]): Step[] {
    const sources = new Set(this.#usedIn(exchanges).map(({ source }) => source));
    return [...sources].flatMap((source) => {
      if (typeof source !== 'number' || this.#loggedIn.has(source)) return [];
      this.#loggedIn.add(source);
      return [{ line: this.#login(source) }];
    });
  }

  /** A cookie with a token of the run, or with one made from it, by what differs; undefined for any other header. */
  cookie(header: string, value: string): string | undefined {
    if (!isCookie(header)) return undefined;
    const [name = '', ...rest] = value.split('=');
    const sent = rest.join('=');
    for (const [token, variable] of this.#names) {
      const made = madeFrom(token.text, sent, variable);
      if (made !== undefined) return `"${header}: ${inQuotes(name)}=${made}"`;
    }
    return undefined;
  }

  /** A line; if a token that its response has set is used later, it is kept. */
  capturing(exchange: Exchange, line: string): string {
    for (const [{ kind, source }, variable] of this.#names)
      if (source === exchange)
        return `${variable}=$(${line} | tee /dev/stderr | sed -n 's/^[Ss]et-[Cc]ookie: *ins_${kind}_token=\\([^;]*\\).*/\\1/p')`;
    return line;
  }

  #usedIn(exchanges: readonly Exchange[]): Token[] {
    const headers = exchanges.flatMap((each) => ('request' in each ? Object.entries(each.request.headers ?? {}) : []));
    const cookies = headers.filter(([header]) => isCookie(header));
    return cookies.flatMap(([, cookie]) => {
      const sent = cookie.slice(cookie.indexOf('=') + 1);
      return this.#known.find(({ text }) => madeFrom(text, sent, '') !== undefined) ?? [];
    });
  }

  /** The first of a kind has no number. */
  #name(token: Token): void {
    if (this.#names.has(token)) return;
    const before = [...this.#names.keys()].filter(({ kind }) => kind === token.kind).length;
    this.#names.set(token, `${variables[token.kind]}${before === 0 ? '' : `_${before + 1}`}`);
  }

  #login(source: number): string {
    const wanted = [...this.#names].filter(([token]) => token.source === source);
    if (this.#given) return wanted.map(([, variable]) => `${variable}="$OTP_CONTRACT_TOKEN"`).join('; ');
    const credentials = ['username', 'password']
      .map((name) => `-F "${name}=\${OTP_CONTRACT_${name.toUpperCase()}:-admin}"`)
      .join(' ');
    const login = `curl -s -o /dev/null -c - ${credentials} ${quote(`${this.url}/login`)}`;
    const cookie = (kind: TokenKind): string => `awk '/ins_${kind}_token/ {print $7}'`;
    const [[{ kind }, variable] = [{ kind: 'access' as const }, ''], ...more] = wanted;
    if (more.length === 0) return `${variable}=$(${login} | ${cookie(kind)})`;
    const each = wanted.map(([token, name]) => `${name}=$(echo "$OTP_LOGIN" | ${cookie(token.kind)})`);
    return [`OTP_LOGIN=$(${login})`, ...each].join('; ');
  }
}

/** Checks send the name of the header in other letter cases, too. */
const isCookie = (header: string): boolean => header.toLowerCase() === 'cookie';

function tokensSetBy(exchange: Exchange): Token[] {
  if (!('setCookies' in exchange)) return [];
  return exchange.setCookies.flatMap((cookie) => {
    const [, kind, text] = /^ins_(access|refresh)_token=([^;]+)/.exec(cookie) ?? [];
    return text === undefined ? [] : [{ text, kind: kind === 'refresh' ? 'refresh' : 'access', source: exchange }];
  });
}

/** In double quotes for a shell: how a text is made from a token; undefined when it is not. */
function madeFrom(token: string, text: string, variable: string): string | undefined {
  if (text.includes(token)) return text.split(token).map(inQuotes).join(`$${variable}`);
  if (text === token.toUpperCase()) return `$(echo "$${variable}" | tr a-z A-Z)`;
  if (text === token.toLowerCase()) return `$(echo "$${variable}" | tr A-Z a-z)`;
  const start = commonStart(text, token);
  const end = Math.min(commonEnd(text, token), token.length - start, text.length - start);
  if (start + end < token.length / 2) return undefined;
  const middle = inQuotes(text.slice(start, text.length - end));
  return `\${${variable}:0:${start}}${middle}\${${variable}:${token.length - end}}`;
}

function commonStart(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return length;
}

function commonEnd(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one.at(-1 - length) === other.at(-1 - length)) length += 1;
  return length;
}

const inQuotes = (text: string): string => text.replaceAll(/[\\"$`!]/g, String.raw`\$&`);
