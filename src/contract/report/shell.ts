// Requests as lines for a shell, which can be pasted one after another. The token is in a variable that the first line sets.
import { quote } from '../../common/shell.ts';
import { type Exchange, Tokens } from './shell-tokens.ts';
import type { Sender } from '../target/client.ts';
import { describe } from '../target/response.ts';
import type { Step } from './result.ts';
import type { TargetRequest } from '../target/http.ts';

/** Shorter pauses pass while a line is pasted. */
const shortest = 100;

/**
 * A step for each exchange, before them a login for each session that they use, and pauses. Requests that go out together are one
 * step. A token that a response has set is taken from it.
 */
export function stepsOf(exchanges: readonly Exchange[], sender: Sender): Step[] {
  const tokens = new Tokens(exchanges, sender);
  const steps: Step[] = [];
  let together: Asked[] = [];
  const flush = (): void => {
    if (together.length > 0) steps.push(...tokens.logins(together), stepOf(together, tokens));
    together = [];
  };
  for (const [index, exchange] of exchanges.entries()) {
    if ('request' in exchange && exchange.request.atOnce) {
      together.push(exchange);
      continue;
    }
    flush();
    if ('request' in exchange) together.push(exchange);
    else if ('line' in exchange) steps.push({ line: exchange.line });
    else if (exchange.pause >= shortest)
      steps.push(...tokens.logins(exchanges.slice(index + 1, index + 2)), { line: `sleep ${exchange.pause / 1_000}` });
    flush();
  }
  flush();
  return steps;
}

type Asked = Extract<Exchange, { readonly request: TargetRequest }>;

function stepOf(exchanges: readonly Asked[], tokens: Tokens): Step {
  const lines = exchanges.map((exchange) => tokens.capturing(exchange, curlOf(exchange.request, tokens)));
  const responses = exchanges.flatMap((exchange) => ('status' in exchange ? [describe(exchange)] : []));
  return {
    line: lines.length === 1 ? lines.join('') : `${lines.join(' & ')} & wait`,
    ...(responses.length > 0 && { response: responses.join('; ') }),
  };
}

function curlOf({ method, path, headers = {}, body, inShell }: TargetRequest, tokens: Tokens): string {
  if (inShell !== undefined) return `curl -i ${inShell} ${quote(`${tokens.url}${path}`)}`;
  const shown = Object.entries(headers).map(([name, value]) => `-H ${headerOf(name, value, tokens)}`);
  const data = body === undefined ? [] : [typeof body === 'string' ? `--data-raw ${quote(body)}` : '--data-binary @-'];
  return [
    ...(body === undefined || typeof body === 'string' ? [] : [`printf ${octal(body)} |`]),
    'curl -i',
    ...(method === 'GET' ? [] : [`-X ${method}`]),
    ...shown,
    ...data,
    quote(`${tokens.url}${path}`),
  ].join(' ');
}

function headerOf(name: string, value: string, tokens: Tokens): string {
  if (value === '') return quote(`${name};`); // for curl: the header without a value
  return tokens.cookie(name, value) ?? quote(`${name}: ${value}`);
}

/** Bytes for printf: what is not a plain character of ASCII as its octal number. */
const octal = (bytes: Uint8Array): string =>
  quote(
    Buffer.from(bytes)
      .toString('latin1')
      .replaceAll(/[^ -~]|[%\\']/g, (byte) => `\\${byte.charCodeAt(0).toString(8).padStart(3, '0')}`),
  );
