// The backend behind the mock: what the mock does not mock goes there.
import { STATUS_CODES, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Dispatcher } from 'undici';
import { createDispatcher } from '../common/dispatcher.ts';
import { once } from '../common/once.ts';
import { readCertificates } from '../document/certificates.ts';
import { StartError } from '../document/start-error.ts';
import { Refusal } from '../refusal/refusal.ts';
import { forClient, forUpstream, type Header, placeOf } from './headers.ts';
import { KeepingStream } from './keeping.ts';
import type { Forwarded } from './forwarded.ts';
import { type Head, Passing, Upgrading } from './passing.ts';

export interface UpstreamOptions {
  readonly url: string;
  /** A file of trusted certificates in PEM. */
  readonly ca?: string | undefined;
  /** Whether any certificate is accepted. */
  readonly insecure?: boolean | undefined;
  /** How long the head of a response may take, in milliseconds. */
  readonly timeout?: number | undefined;
}

export const usualTimeout = 60_000;

/** How long a connection may take, in milliseconds. A body may take any time. */
const patience = { timeout: 10_000, bodyTimeout: 0 };

export class Upstream {
  readonly #url: URL;
  readonly #dispatcher: () => Promise<Dispatcher>;
  /** Of the clients whose connections have become others. */
  readonly #sockets = new Set<Duplex>();

  /** @throws {StartError} when the URL or the certificates cannot be used. */
  constructor({ url, ca, insecure, timeout = usualTimeout }: UpstreamOptions) {
    const parsed = URL.canParse(url) ? new URL(url) : undefined;
    if (parsed && (parsed.username !== '' || parsed.search !== ''))
      throw new StartError(
        'Give the URL of the upstream without a user and without a query: https://staging.example:8082.',
      );
    if (!parsed || !/^https?:$/.test(parsed.protocol))
      throw new StartError(
        `The upstream ${JSON.stringify(url)} is not an http(s) URL. Use one like https://staging.example:8082.`,
      );
    this.#url = parsed;
    const trusted = ca === undefined ? undefined : readCertificates(ca);
    this.#dispatcher = once(() =>
      createDispatcher(url, { ...patience, headersTimeout: timeout, insecure, ca: trusted }),
    );
  }

  /** Without a slash at its end. */
  get url(): string {
    return this.#url.href.replace(/\/$/, '');
  }

  /**
   * Sends a request on, and the response back.
   * @param asked its `learn` is told of the whole before the client has the end of the response
   * @throws {Refusal} when the upstream does not answer.
   */
  async forward(
    request: IncomingMessage,
    response: ServerResponse,
    { learn, isHeld, ...asked }: Asked,
  ): Promise<Forwarded> {
    const body = new KeepingStream();
    const hasBody =
      request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0;
    const passing = new Passing(response, {
      begin: (head) => this.#begin(head, { request, response, method: asked.method }),
      complete: (passed) => learn({ sent: body.kept, response: passed }),
      isHeld,
    });
    (await this.#dispatcher()).dispatch(
      { ...this.#way(request, asked), body: hasBody ? request.pipe(body) : null },
      passing,
    );
    return { sent: body.kept, response: await passing.passed.catch((error: unknown) => this.#refuse(error)) };
  }

  /** Has a connection become one of another protocol, such as WebSocket, with the upstream at its other end. */
  async upgrade(request: IncomingMessage, { socket, head, answered }: Upgrade): Promise<void> {
    this.#sockets.add(socket);
    socket.once('close', () => this.#sockets.delete(socket));
    const place = placeOf(request);
    const write = ({ status, statusText, headers }: Head, reason?: string): void => {
      const isUpgraded = status === 101;
      const kept = isUpgraded ? headers : [...forClient(headers, this.#url, place), ['Connection', 'close'] as const];
      const lines = kept.map(([name, value]) => `${name}: ${value}\r\n`);
      const words = statusText || (STATUS_CODES[status] ?? '');
      socket.write(`HTTP/1.1 ${status} ${words}\r\n${lines.join('')}\r\n`, 'latin1');
      answered({ status, ...(reason !== undefined && { reason }) });
    };
    const failed = (error: Error): void => {
      const { message } = this.#refusalOf(error);
      write({ status: 502, statusText: '', headers: [['Content-Type', 'text/plain; charset=utf-8']] }, message);
      socket.end(`${message}\n`);
    };
    const asked = { method: request.method ?? 'GET', url: request.url ?? '/' };
    (await this.#dispatcher()).dispatch(
      { ...this.#way(request, asked), upgrade: request.headers.upgrade ?? '' },
      new Upgrading(socket, head, { write, failed }),
    );
  }

  /** Asks whether anybody is there. @throws {Refusal} when nobody is. */
  async probe(): Promise<void> {
    const { origin, pathname: path } = this.#url;
    const asked = (await this.#dispatcher()).request({ origin, path, method: 'HEAD' });
    await asked.then(({ body }) => body.dump()).catch((error: unknown) => this.#refuse(error));
  }

  /** Ends the connections that have become others, which no request ends. */
  hangUp(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  /** Ends everything that is under way. */
  async close(): Promise<void> {
    await (await this.#dispatcher()).destroy();
  }

  #way(request: IncomingMessage, { method, url }: Pick<Asked, 'method' | 'url'>) {
    const prefix = this.#url.pathname.replace(/\/$/, '');
    return {
      origin: this.#url.origin,
      path: `${prefix}${url}`,
      method,
      headers: forUpstream(request, this.#url).flat(),
    };
  }

  #begin({ status, statusText, headers }: Head, { request, response, method }: Answering): void {
    response.statusCode = status;
    if (statusText !== '') response.statusMessage = statusText;
    response.sendDate = false; // if there is one, it is the upstream's
    const isWhole = method === 'HEAD' || [204, 304].includes(status) || request.httpVersion === '1.0';
    const fit = forClient(headers, this.#url, placeOf(request)).filter(
      ([name]) => !(isWhole && /^trailer$/i.test(name)),
    );
    for (const name of new Set(fit.map(([each]) => each.toLowerCase())))
      setHeader(
        response,
        name,
        fit.filter(([each]) => each.toLowerCase() === name),
      );
  }

  #refuse(error: unknown): never {
    throw error instanceof Refusal ? error : this.#refusalOf(error); // of what was learned
  }

  #refusalOf(error: unknown): Refusal {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    const why = cause instanceof Error ? cause.message : String(cause);
    if (/TIMEOUT/.test(code))
      return new Refusal(
        'upstream-slow',
        `The upstream ${this.url} did not answer in time. The mocked operations go on.`,
        { cause },
      );
    return new Refusal(
      'upstream-away',
      `The upstream ${this.url} cannot be reached (${why}). The mocked operations go on.`,
      { cause },
    );
  }
}

/** A connection that is to become another one. */
interface Upgrade {
  readonly socket: Duplex;
  /** What has come after the head of the request. */
  readonly head: Buffer;
  /** Is told once with which status, and why if there is none of the upstream. */
  readonly answered: (outcome: { readonly status: number; readonly reason?: string }) => void;
}

interface Answering {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Of the request. */
  readonly method: string;
}

export interface Asked {
  /** As the client has sent it. */
  readonly method: string;
  /** The path with the query. */
  readonly url: string;
  readonly learn: (forwarded: Forwarded) => Promise<void>;
  /** Whether the client has nothing of the response before it was learned from. */
  readonly isHeld: boolean;
}

/** The mock itself has said which pages may read the response. */
function setHeader(response: ServerResponse, name: string, headers: readonly Header[]): void {
  if (name.startsWith('access-control-') && response.hasHeader('access-control-allow-origin')) return;
  const values = headers.map(([, value]) => value);
  const written = headers[0]?.[0] ?? name;
  if (name === 'vary' && response.hasHeader('vary')) values.unshift(String(response.getHeader('vary')));
  response.setHeader(written, values.length === 1 ? (values[0] ?? '') : values);
}
