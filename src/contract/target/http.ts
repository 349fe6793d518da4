// The target over HTTP: where it is, and its connections.
import { createDispatcher } from '../../common/dispatcher.ts';
import { readCertificates } from '../../document/certificates.ts';
import { StartError } from '../../document/start-error.ts';
import { Exchange, type TargetResponse } from './exchange.ts';
import { maximumSize } from './unpack.ts';
import type { TargetRequest } from './target-request.ts';

export type { TargetRequest } from './target-request.ts';
export type { TargetResponse } from './exchange.ts';

export interface Target {
  readonly url: string;
  /** @throws {NetworkError} without a response. */
  send(asked: TargetRequest): Promise<TargetResponse>;
  /** Breaks off every request that is under way. */
  interrupt(): void;
  /** Closes all connections. */
  close(): Promise<void>;
}

export interface TargetOptions {
  /** Milliseconds until the whole response has to be there. */
  readonly timeout: number;
  readonly insecure?: boolean;
  /** A file of certificates in PEM. */
  readonly ca?: string;
}

/**
 * Redirects are not followed: credentials are for this target only.
 * @throws {StartError} when the URL or the certificates cannot be used.
 */
export async function createTarget(url: string, options: TargetOptions): Promise<Target> {
  const base = parseUrl(url);
  const { timeout, insecure, ca } = options;
  const dispatcher = await createDispatcher(base, {
    timeout,
    headersTimeout: timeout,
    bodyTimeout: timeout,
    maxResponseSize: maximumSize,
    insecure,
    ...(ca !== undefined && { ca: readCertificates(ca) }),
  });
  const { origin, pathname } = new URL(base);
  const prefix = pathname.replace(/\/$/, '');
  const server = { dispatcher, origin, prefix, timeout };
  const underWay = new Set<Exchange>();
  return {
    url: base,
    send(asked) {
      const exchange = new Exchange(asked, server);
      underWay.add(exchange);
      return exchange.response.finally(() => underWay.delete(exchange));
    },
    interrupt: () => underWay.forEach((exchange) => exchange.abort()),
    close: () => dispatcher.destroy(),
  };
}

function parseUrl(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (!parsed || !/^https?:$/.test(parsed.protocol))
    throw new StartError(
      `The target ${JSON.stringify(url)} is not an http(s) URL. Use one like https://staging.example:8082.`,
    );
  return `${parsed.origin}${parsed.pathname.replace(/\/$/, '')}`;
}
