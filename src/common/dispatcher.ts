// Connections to a server: through a proxy, if the environment names one, and with the certificates that are trusted.
import type { Agent, Dispatcher } from 'undici';
import { isLoopback } from './loopback.ts';

export interface ConnectionOptions extends Pick<Agent.Options, 'headersTimeout' | 'bodyTimeout' | 'maxResponseSize'> {
  /** Milliseconds until a connection has to be there. */
  readonly timeout: number;
  /** Whether any certificate is accepted. */
  readonly insecure?: boolean | undefined;
  /** Trusted certificates in PEM. */
  readonly ca?: string | undefined;
}

/** A server on this machine is asked directly: for a proxy, its name would mean the proxy's machine. */
export async function createDispatcher(
  url: string,
  { timeout, insecure = false, ca, ...options }: ConnectionOptions,
): Promise<Dispatcher> {
  const undici = await import('undici'); // large, and seldom used
  const connect = { timeout, rejectUnauthorized: !insecure, ...(ca !== undefined && { ca }) };
  const proxied = ['HTTP_PROXY', 'HTTPS_PROXY', 'http_proxy', 'https_proxy'].some((name) => process.env[name]);
  return proxied && !isLoopback(new URL(url).hostname)
    ? new undici.EnvHttpProxyAgent({ ...options, connect, requestTls: connect })
    : new undici.Agent({ ...options, connect });
}
