// One request and its response over HTTP. By undici's `dispatch`, because its `request` makes a stream of every body.
import type { Dispatcher } from 'undici';
import { isTooDeep, maximumDepth } from '../../document/json.ts';
import { networkError } from './network-error.ts';
import type { TargetRequest } from './target-request.ts';
import { unpack } from './unpack.ts';

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

export interface Server {
  readonly dispatcher: Dispatcher;
  readonly origin: string;
  /** What comes before every path. */
  readonly prefix: string;
  /** Milliseconds until the whole response has to be there. */
  readonly timeout: number;
}

type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;
type Controller = Dispatcher.DispatchController;

/** An exchange that is under way as soon as it is made. */
export class Exchange implements Dispatcher.DispatchHandler {
  /** Rejects with a NetworkError without a response. */
  readonly response: Promise<TargetResponse>;
  readonly #asked: TargetRequest;
  readonly #deadline: NodeJS.Timeout;
  readonly #chunks: Buffer[] = [];
  #controller: Controller | undefined;
  #givenUp: Error | undefined;
  #head: { readonly status: number; readonly headers: Headers } | undefined;
  #resolve!: (response: TargetResponse) => void;
  #reject!: (error: unknown) => void;

  constructor(asked: TargetRequest, { dispatcher, origin, prefix, timeout }: Server) {
    this.#asked = asked;
    this.response = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    this.#deadline = setTimeout(() => this.#giveUp(this.#lateness), timeout);
    const { path, method, headers = {}, body } = asked;
    const sent = { origin, path: `${prefix}${path}`, method, headers: latin1(headers), body: body ?? null };
    dispatcher.dispatch(sent, this);
  }

  /** Breaks it off, if it is not over. */
  abort(): void {
    this.#giveUp('it was broken off');
  }

  onRequestStart(controller: Controller): void {
    this.#controller = controller;
    if (this.#givenUp) controller.abort(this.#givenUp);
  }

  onResponseStart(_controller: Controller, status: number, headers: Headers): void {
    this.#head = status < 200 ? undefined : { status, headers };
  }

  onResponseData(_controller: Controller, chunk: Buffer): void {
    this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    clearTimeout(this.#deadline);
    try {
      this.#resolve(this.#responseOf(this.#head ?? { status: 0, headers: {} }));
    } catch (error) {
      this.#reject(networkError(error, this.#asked, undefined));
    }
  }

  #responseOf({ status, headers: all }: { readonly status: number; readonly headers: Headers }): TargetResponse {
    const { 'content-encoding': encoding, ...headers } = firstOf(all);
    const text = textOf(unpack(Buffer.concat(this.#chunks), encoding));
    return {
      request: this.#asked,
      status,
      headers,
      setCookies: [all['set-cookie'] ?? []].flat(),
      text,
      json: parse(text),
    };
  }

  onResponseError(_controller: Controller, error: Error): void {
    clearTimeout(this.#deadline);
    this.#reject(networkError(error, this.#asked, undefined));
  }

  /** Does not wait for a connection, before which nothing can be broken off. */
  #giveUp(why: string): void {
    clearTimeout(this.#deadline);
    this.#givenUp = new Error(why);
    this.#reject(networkError(this.#givenUp, this.#asked, why));
    this.#controller?.abort(this.#givenUp);
  }

  get #lateness(): string {
    return this.#head ? 'its response was not complete in time' : 'it did not respond in time';
  }
}

const firstOf = (headers: Headers): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value = '']) => [name, first(value)]));

const first = (value: string | readonly string[]): string => (typeof value === 'string' ? value : (value[0] ?? ''));

/** Header values go out as UTF-8, which HTTP libraries are given as Latin-1. */
const latin1 = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, Buffer.from(value).toString('latin1')]));

/** Without a byte order mark. */
const textOf = (bytes: Buffer): string => bytes.toString().replace(/^\uFEFF/, '');

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
