// A provider that cannot be reached: its first exchange has no reply. Codes and words as Node's sockets have them.
import type { Exchange } from '../document/schemas.ts';
import type { Attempt } from './deliver.ts';

const calls: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connect',
  ETIMEDOUT: 'connect',
  ECONNRESET: 'read',
  ENOTFOUND: 'getaddrinfo',
};

/** Whether the code of a refusal is one of the network, not of the provider. */
export function isUnreached({ error }: Pick<Attempt, 'error'>): boolean {
  return error !== undefined && Object.hasOwn(calls, error.code);
}

/** What a client meets then that has reached a server of ours: silence, or the end of its connection. */
export const endOfConnection = (code: string): 'hang' | 'reset' => (code === 'ETIMEDOUT' ? 'hang' : 'reset');

/** The same attempt without a reply. */
export function unreached({ from, to, exchanges, error }: Attempt): Attempt {
  const { code = '', rule = '' } = error ?? {};
  const [first] = exchanges;
  const message = inWords(code, addressOf(first));
  return { from, to, exchanges: first ? [{ request: first.request } as Exchange] : [], error: { code, message, rule } };
}

interface Address {
  readonly host: string;
  readonly port: number;
}

/** As an error of a socket has it. */
export function inWords(code: string, { host, port }: Address): string {
  const where = code === 'ENOTFOUND' ? ` ${host}` : code === 'ECONNRESET' ? '' : ` ${host}:${port}`;
  return `${calls[code]} ${code}${where}`;
}

function addressOf(exchange: Exchange | undefined): Address {
  if (exchange?.request.protocol === 'smtp') return exchange.request;
  return { host: exchange ? new URL(exchange.request.url).host : '', port: 443 };
}
