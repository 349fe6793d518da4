// A logged-in client of the target: its session, one request at a time or several, and how to stop.
import { StartError } from '../../document/start-error.ts';
import type { Operation } from '../../document/operations.ts';
import { type Ask, requestOf } from './ask.ts';
import { type Credentials, type LoggedIn, login } from './login.ts';
import { Messages } from './messages.ts';
import type { Repeated } from './repeated.ts';
import { isFromProxy } from './response.ts';
import { NetworkError } from './network-error.ts';
import type { TargetResponse, Target } from './http.ts';
import { Undecidable } from '../model/verdict.ts';

export interface ClientOptions {
  readonly target: Target;
  readonly session: LoggedIn;
  /** For a new login when the token has expired. */
  readonly credentials?: Credentials;
  /** Counts the test sends that are repeated. */
  readonly repeated: Repeated;
}

export type TokenKind = 'access' | 'refresh';

/** Who sends the requests of a run. */
export interface Sender {
  readonly url: string;
  /** Whether the token was given to the run instead of a login. */
  readonly given: boolean;
  /** All tokens of the run. No report shows them. */
  readonly tokens: ReadonlyMap<string, TokenKind>;
}

/** The run was stopped; no more requests are sent. */
export class Stopped extends Error {
  override readonly name = 'Stopped';
}

/** How often one request is repeated with a new token: on a slow target, the next token may have expired, too. */
const mostLogins = 3;

/** How long a token is taken to be valid where the login does not say it, in seconds. */
const shortestLife = 12;

/** How many requests that lead to a response are kept. */
const mostBefore = 3;

export class Client {
  readonly target: Target;
  readonly #credentials: Credentials | undefined;
  #session: LoggedIn;
  /** Why, if it was stopped. */
  #stopped: string | undefined;
  #renewing: Promise<unknown> | undefined;
  readonly #pending = new Set<Promise<unknown>>();
  /** Every token that it has had. */
  readonly #tokens = new Map<string, TokenKind>();
  /** By the name of the space. */
  readonly #lastWrites = new Map<string, readonly TargetResponse[]>();
  #latest: TargetResponse | undefined;
  readonly #before = new WeakMap<TargetResponse, readonly TargetResponse[]>();
  readonly messages: Messages;
  #puts = 0;

  constructor({ target, session, credentials, repeated }: ClientOptions) {
    this.target = target;
    this.messages = new Messages(repeated);
    this.#session = session;
    this.#credentials = credentials;
    this.#know(session);
  }

  get session(): LoggedIn {
    return this.#session;
  }

  /** How many settings it has put. */
  get puts(): number {
    return this.#puts;
  }

  /** The access token, which does not expire soon if that can be helped: for checks in which it is not exchanged. */
  async freshAccess(): Promise<string> {
    if (this.#credentials !== undefined && isOld(this.#session)) await this.#renewed();
    return this.#session.access;
  }

  /** What it sends, and how it can be sent again. */
  get sender(): Sender {
    return { url: this.target.url, given: this.#credentials === undefined, tokens: this.#tokens };
  }

  /** Continues with another session, for example after a refresh ended the previous one. */
  adopt(session: LoggedIn): void {
    this.#session = session;
    this.#know(session);
  }

  #know({ access, refresh }: LoggedIn): void {
    if (access !== '') this.#tokens.set(access, 'access');
    if (refresh !== undefined) this.#tokens.set(refresh, 'refresh');
  }

  /** What was written last in the space of a response before it, and sent since then; and the response. */
  leadingTo(response: TargetResponse): TargetResponse[] {
    return [...(this.#before.get(response) ?? []), response];
  }

  /** The last response. */
  get latest(): TargetResponse | undefined {
    return this.#latest;
  }

  /** Ends every request in flight, and refuses new ones. */
  stop(reason: string): void {
    this.#stopped = reason;
    this.target.interrupt();
  }

  /** @throws {Stopped} when the run was stopped. */
  requireRunning(): void {
    if (this.#stopped !== undefined) throw new Stopped(this.#stopped);
  }

  /** Waits for the requests in flight, and lets new ones through again. */
  async resume(): Promise<void> {
    await Promise.allSettled(this.#pending);
    this.#stopped = undefined;
  }

  /**
   * Sends the request for an operation, with the session's token unless `ask` has another one.
   * @throws {NetworkError} without a response. @throws {Stopped} when the run was stopped.
   */
  ask(operation: Operation, ask: Ask): Promise<TargetResponse> {
    if (operation.method === 'put') this.#puts += 1;
    const asked = this.#withFreshToken(operation, ask);
    this.#pending.add(asked);
    return asked.finally(() => this.#pending.delete(asked));
  }

  async #withFreshToken(operation: Operation, ask: Ask): Promise<TargetResponse> {
    let used = this.#session;
    let response = await this.#send(operation, ask);
    if (ask.token !== undefined || ask.headers?.['Cookie'] !== undefined) return response;
    for (let logins = 0; logins < mostLogins && this.mayBeExpired(response, used); logins += 1) {
      if (used === this.#session) await this.#renewed();
      used = this.#session;
      response = await this.#send(operation, ask);
    }
    return response;
  }

  /** One login for all requests that find the token expired at the same time. */
  #renewed(): Promise<unknown> {
    this.#renewing ??= this.loginAgain().finally(() => (this.#renewing = undefined));
    return this.#renewing;
  }

  async #send(operation: Operation, ask: Ask): Promise<TargetResponse> {
    this.requireRunning();
    const request = requestOf(operation, { ...ask, token: ask.token === undefined ? this.#session.access : ask.token });
    const isSend = operation.method === 'post';
    const responding = isSend ? this.messages.send(this.target, request) : this.target.send(request);
    const response = await responding.catch((error: unknown) => {
      throw this.#stopped === undefined ? error : new Stopped(this.#stopped);
    });
    if (!isSend && isFromProxy(response))
      throw new NetworkError(`a proxy in front of it responds with ${response.status}`, request);
    this.#remember(response);
    return response;
  }

  #remember(response: TargetResponse): void {
    const { method, headers = {} } = response.request;
    const space = headers['X-Space'] ?? '';
    const before = this.#lastWrites.get(space) ?? [];
    this.#latest = response;
    if (method === 'PUT') this.#lastWrites.set(space, [response]);
    else this.#before.set(response, before);
    if (method === 'POST') this.#lastWrites.set(space, [...before, response].slice(-mostBefore));
  }

  /** Logs in again and continues with the new session. @throws {Undecidable} without credentials, or when they are refused. */
  async loginAgain(): Promise<LoggedIn> {
    this.adopt(await this.anotherLogin());
    return this.#session;
  }

  /** Logs in beside the run's own session. @throws {Undecidable} without credentials, or when they are refused. */
  async anotherLogin(): Promise<LoggedIn> {
    if (!this.#credentials) throw new Undecidable('it needs a login; pass --username and --password');
    const session = await login(this.target, this.#credentials).catch((error: unknown) => {
      throw error instanceof StartError ? new Undecidable(`a second login did not succeed: ${error.message}`) : error;
    });
    this.#know(session);
    return session;
  }

  /** Whether a refusal may be due to an expired token, or to one that was replaced meanwhile. */
  mayBeExpired(response: TargetResponse | undefined, used = this.#session): boolean {
    if (response?.status !== 401 && response?.status !== 403) return false;
    if (this.#credentials === undefined) return false;
    return used.access !== this.#session.access || isOld(used);
  }

  /** Whether the token is older than the login has announced, so that a refusal is right. */
  get isExpired(): boolean {
    const { expiresIn = Infinity } = this.#session;
    return ageOf(this.#session) >= expiresIn;
  }
}

/** In seconds, at most. */
const ageOf = ({ askedAt }: LoggedIn): number => (Date.now() - askedAt) / 1000;

/** Whether the token may have expired: lives count in whole seconds, so a short one may be shorter. */
const isOld = (session: LoggedIn): boolean => ageOf(session) >= (session.expiresIn ?? shortestLife) * 0.4;
