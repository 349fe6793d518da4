// Requests as lines for a shell, which can be pasted one after another. The token is in a variable that the first line sets.
import { quote } from '../../common/shell.ts';
import type { Sender, TokenKind } from '../target/client.ts';
import { describe } from '../target/response.ts';
import type { Step } from './result.ts';
import type { TargetRequest, TargetResponse } from '../target/http.ts';

/** A request, with its response if there was one. */
export type Exchange = TargetResponse | Pick<TargetResponse, 'request'>;

const variables: Readonly<Record<TokenKind, string>> = { access: 'OTP_TOKEN', refresh: 'OTP_REFRESH' };

/** A step for each exchange, and before them the login if a request needs it. Requests that go out together are one step. */
export function stepsOf(exchanges: readonly Exchange[], sender: Sender): Step[] {
  const steps: Step[] = [];
  let together: Exchange[] = [];
  const flush = (): void => {
    if (together.length > 0) steps.push(stepOf(together, sender));
    together = [];
  };
  for (const exchange of exchanges) {
    if (!exchange.request.atOnce) flush();
    together.push(exchange);
    if (!exchange.request.atOnce) flush();
  }
  flush();
  const used = (kind: TokenKind): boolean => steps.some(({ line }) => line.includes(variables[kind]));
  return [...loginSteps(sender, { access: used('access'), refresh: used('refresh') }), ...steps];
}

function stepOf(exchanges: readonly Exchange[], sender: Sender): Step {
  const lines = exchanges.map(({ request }) => curlOf(request, sender));
  const responses = exchanges.flatMap((exchange) => ('status' in exchange ? [describe(exchange)] : []));
  return {
    line: lines.length === 1 ? lines.join('') : `${lines.join(' & ')} & wait`,
    ...(responses.length > 0 && { response: responses.join('; ') }),
  };
}

function loginSteps({ url, given }: Sender, used: Readonly<Record<TokenKind, boolean>>): Step[] {
  if (given) return used.access ? [{ line: `${variables.access}="$OTP_CONTRACT_TOKEN"` }] : [];
  const credentials = ['username', 'password']
    .map((name) => `-F "${name}=\${OTP_CONTRACT_${name.toUpperCase()}:-admin}"`)
    .join(' ');
  const login = `curl -s -o /dev/null -c - ${credentials} ${quote(`${url}/login`)}`;
  const cookie = (kind: TokenKind): string => `awk '/ins_${kind}_token/ {print $7}'`;
  if (used.access && !used.refresh) return [{ line: `${variables.access}=$(${login} | ${cookie('access')})` }];
  if (!used.refresh) return [];
  const both = (['access', 'refresh'] as const).map(
    (kind) => `${variables[kind]}=$(echo "$OTP_LOGIN" | ${cookie(kind)})`,
  );
  return [{ line: [`OTP_LOGIN=$(${login})`, ...both].join('; ') }];
}

function curlOf({ method, path, headers = {}, body }: TargetRequest, sender: Sender): string {
  const shown = Object.entries(headers).map(([name, value]) => `-H ${headerOf(name, value, sender)}`);
  const data = body === undefined ? [] : [`--data-raw ${quote(body)}`];
  return [
    'curl -i',
    ...(method === 'GET' ? [] : [`-X ${method}`]),
    ...shown,
    ...data,
    quote(`${sender.url}${path}`),
  ].join(' ');
}

function headerOf(name: string, value: string, { tokens }: Sender): string {
  if (value === '') return quote(`${name};`); // for curl: the header without a value
  return name === 'Cookie' ? cookieOf(value, tokens) : quote(`${name}: ${value}`);
}

/** A cookie with a token of the run, or with one made from it, by what differs. */
function cookieOf(cookie: string, tokens: Sender['tokens']): string {
  const [name = '', ...rest] = cookie.split('=');
  const sent = rest.join('=');
  for (const [token, kind] of tokens) {
    const made = madeFrom(token, sent, variables[kind]);
    if (made !== undefined) return `"Cookie: ${inQuotes(name)}=${made}"`;
  }
  return quote(`Cookie: ${cookie}`);
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
