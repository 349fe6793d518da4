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
export function isUnreached({ error }: Attempt): boolean {
  return error !== undefined && Object.hasOwn(calls, error.code);
}

/** The same attempt without a reply. */
export function unreached({ from, to, exchanges, error }: Attempt): Attempt {
  const { code = '', rule = '' } = error ?? {};
  const [first] = exchanges;
  const { host, port } = addressOf(first);
  const where = code === 'ENOTFOUND' ? ` ${host}` : code === 'ECONNRESET' ? '' : ` ${host}:${port}`;
  const message = `${calls[code]} ${code}${where}`;
  return { from, to, exchanges: first ? [{ request: first.request } as Exchange] : [], error: { code, message, rule } };
}

function addressOf(exchange: Exchange | undefined): { readonly host: string; readonly port: number } {
  if (exchange?.request.protocol === 'smtp') return exchange.request;
  return { host: exchange ? new URL(exchange.request.url).host : '', port: 443 };
}
