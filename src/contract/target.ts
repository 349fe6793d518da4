// The target over HTTP: one request, one response.
import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import type * as undiciModule from 'undici';
import type { Dispatcher } from 'undici';
import { isTooDeep, maximumDepth } from '../document/json.ts';
import { StartError } from '../document/start-error.ts';
import { isLoopback } from '../loopback.ts';
import { networkError } from './network-error.ts';
import type { TargetRequest } from './target-request.ts';

export type { TargetRequest } from './target-request.ts';

export interface TargetResponse {
  readonly request: TargetRequest;
  readonly status: number;
  /** In lower case; of several of one name the first, but all of set-cookie. */
  readonly headers: Readonly<Record<string, string>>;
  readonly setCookies: readonly string[];
  readonly text: string;
  /** The body as JSON; undefined when it is none, or is nested more than 64 levels deep. */
  readonly json: unknown;
}

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

/** The largest response that is read, in bytes; no response of this API is near it. */
const maximumSize = 8 * 1024 * 1024;

/**
 * Redirects are not followed: credentials are for this target only.
 * @throws {StartError} when the URL or the certificates cannot be used.
 */
export async function createTarget(url: string, options: TargetOptions): Promise<Target> {
  const base = parseUrl(url);
  const undici = await import('undici'); // large, and only for runs
  const dispatcher = createDispatcher(undici, base, options);
  const { origin, pathname } = new URL(base);
  const prefix = pathname.replace(/\/$/, '');
  const underWay = new Set<EventEmitter>();
  const send = async (asked: TargetRequest): Promise<TargetResponse> => {
    const over = new EventEmitter();
    underWay.add(over);
    try {
      return await exchange(asked, { dispatcher, origin, prefix, over, timeout: options.timeout });
    } finally {
      underWay.delete(over);
    }
  };
  return {
    url: base,
    send,
    interrupt: () => underWay.forEach((over) => over.emit('abort')),
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

type Undici = Pick<typeof undiciModule, 'Agent' | 'EnvHttpProxyAgent'>;

/** A target on this machine is asked directly: for a proxy, its name would mean the proxy's machine. */
function createDispatcher(undici: Undici, base: string, { timeout, insecure, ca }: TargetOptions): Dispatcher {
  const connect = { timeout, rejectUnauthorized: !insecure, ...(ca !== undefined && { ca: readCertificates(ca) }) };
  const options = { headersTimeout: timeout, bodyTimeout: timeout, connect, maxResponseSize: maximumSize };
  const proxied = ['HTTP_PROXY', 'HTTPS_PROXY', 'http_proxy', 'https_proxy'].some((name) => process.env[name]);
  return proxied && !isLoopback(new URL(base).hostname)
    ? new undici.EnvHttpProxyAgent({ ...options, requestTls: connect })
    : new undici.Agent(options);
}

function readCertificates(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new StartError(`The certificates ${file} cannot be read.`);
  }
}

interface Exchange {
  readonly dispatcher: Dispatcher;
  readonly origin: string;
  /** What comes before every path. */
  readonly prefix: string;
  /** Breaks the exchange off by `abort`; an AbortController for each costs a twentieth of a run. */
  readonly over: EventEmitter;
  /** Milliseconds for all of it. */
  readonly timeout: number;
}

async function exchange(
  asked: TargetRequest,
  { dispatcher, origin, prefix, over, timeout }: Exchange,
): Promise<TargetResponse> {
  let late: string | undefined;
  let waitingFor = 'it did not respond in time';
  const deadline = setTimeout(() => {
    late = waitingFor;
    over.emit('abort');
  }, timeout);
  try {
    const { statusCode, headers, body } = await dispatcher.request({
      origin,
      path: `${prefix}${asked.path}`,
      signal: over,
      method: asked.method,
      headers: latin1(asked.headers ?? {}),
      ...(asked.body !== undefined && { body: Buffer.from(asked.body) }),
    });
    waitingFor = 'its response was not complete in time';
    const text = await body.text();
    const setCookies = [headers['set-cookie'] ?? []].flat();
    const first = Object.entries(headers).map(([name, value]) => [name, [value].flat()[0] ?? '']);
    return {
      request: asked,
      status: statusCode,
      headers: Object.fromEntries(first),
      setCookies,
      text,
      json: parse(text),
    };
  } catch (error) {
    throw networkError(error, asked, late);
  } finally {
    clearTimeout(deadline);
  }
}

/** Header values go out as UTF-8, which HTTP libraries are given as Latin-1. */
function latin1(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Buffer.from(value).toString('latin1')]),
  );
}

/** Ignores what is nested deeper than anything in this API. Few brackets cannot be nested deep. */
function parse(text: string): unknown {
  if (text === '') return undefined; // most often, and an Error takes its time
  const brackets = text.match(/[[{]/g) ?? [];
  if (brackets.length > maximumDepth && isTooDeep(Buffer.from(text))) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
