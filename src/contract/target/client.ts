// A logged-in client of the target: its session, one request at a time or several, and how to stop.
import { StartError } from '../../document/start-error.ts';
import type { Operation } from '../../document/operations.ts';
import { type Ask, requestOf } from './ask.ts';
import { type Credentials, type LoggedIn, login } from './login.ts';
import type { TargetResponse, Target } from './http.ts';
import { Undecidable } from './verdict.ts';

export interface ClientOptions {
  readonly target: Target;
  readonly session: LoggedIn;
  /** For a new login when the token has expired. */
  readonly credentials?: Credentials;
}

export type TokenKind = 'access' | 'refresh';

export interface KnownToken {
  readonly kind: TokenKind;
  /** The number of the login. */
  readonly login: number;
}

/** Who sends the requests of a run. */
export interface Sender {
  readonly url: string;
  /** Whether the token was given to the run instead of a login. */
  readonly given: boolean;
  /** All tokens of the run, and which of its logins gave them. No report shows them. */
  readonly tokens: ReadonlyMap<string, KnownToken>;
}

/** The run was stopped; no more requests are sent. */
export class Stopped extends Error {
  override readonly name = 'Stopped';
}

/** The most test messages that a run asks for. */
export const mostMessages = 100;

/** How long a token is taken to be valid where the login does not say it, in seconds. */
const shortestLife = 12;

export class Client {
  readonly target: Target;
  readonly #credentials: Credentials | undefined;
  #session: LoggedIn;
  /** Why, if it was stopped. */
  #stopped: string | undefined;
  #renewing: Promise<unknown> | undefined;
  readonly #pending = new Set<Promise<unknown>>();
  /** Every token that it has had. */
  readonly #tokens = new Map<string, KnownToken>();
  #logins = 0;
  #messages = 0;
  #puts = 0;
  #lastAnswered: string | undefined;

  constructor({ target, session, credentials }: ClientOptions) {
    this.target = target;
    this.#session = session;
    this.#credentials = credentials;
    this.#know(session);
  }

  get session(): LoggedIn {
    return this.#session;
  }

  /** The last request to which there was a response, in a few words. */
  get lastAnswered(): string | undefined {
    return this.#lastAnswered;
  }

  /** How many test messages it has asked for. */
  get messages(): number {
    return this.#messages;
  }

  /** Counts a message that it asks for otherwise than by an operation. */
  countMessage(): void {
    this.#messages += 1;
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
    if (!this.#tokens.has(access)) this.#logins += 1;
    const login = this.#logins;
    if (access !== '' && !this.#tokens.has(access)) this.#tokens.set(access, { kind: 'access', login });
    if (refresh !== undefined && !this.#tokens.has(refresh)) this.#tokens.set(refresh, { kind: 'refresh', login });
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

  /** With a token that does not expire soon; once more with a new one, if it was refused and may have expired all the same. */
  async #withFreshToken(operation: Operation, ask: Ask): Promise<TargetResponse> {
    if (ask.token !== undefined || ask.headers?.['Cookie'] !== undefined) return this.#send(operation, ask);
    const used = await this.freshAccess();
    const response = await this.#send(operation, { ...ask, token: used });
    if (!this.mayBeExpired(response, used)) return response;
    if (used === this.#session.access) await this.#renewed();
    return this.#send(operation, { ...ask, token: this.#session.access });
  }

  /** One login for all requests that find the token expired at the same time. */
  #renewed(): Promise<unknown> {
    this.#renewing ??= this.loginAgain().finally(() => (this.#renewing = undefined));
    return this.#renewing;
  }

  async #send(operation: Operation, ask: Ask): Promise<TargetResponse> {
    this.requireRunning();
    const request = requestOf(operation, ask);
    const isMessage = operation.method === 'post';
    if (isMessage) this.#messages += 1;
    const sent = this.target.send(isMessage ? { ...request, once: true } : request);
    const response = await sent.catch((error: unknown) => {
      throw this.#stopped === undefined ? error : new Stopped(this.#stopped);
    });
    this.#lastAnswered = `${request.method} ${request.path} (${response.status})`;
    return response;
  }

  /** Logs in again and continues with the new session. @throws {Undecidable} without credentials, or when they are refused. */
  async loginAgain(): Promise<LoggedIn> {
    this.adopt(await this.anotherLogin());
    return this.#session;
  }

  /**
   * Logs in beside the run's own session.
   * @param cookie the Cookie header of the login, if it has one
   * @throws {Undecidable} without credentials, or when they are refused.
   */
  async anotherLogin(cookie?: string): Promise<LoggedIn> {
    if (!this.#credentials) throw new Undecidable('it needs a login; pass --username and --password');
    const session = await login(this.target, this.#credentials, cookie).catch((error: unknown) => {
      throw error instanceof StartError ? new Undecidable(`a second login did not succeed: ${error.message}`) : error;
    });
    this.#know(session);
    return session;
  }

  /** Whether a refusal may be due to an expired token, or to one that was replaced meanwhile. */
  mayBeExpired(response: TargetResponse | undefined, access = this.#session.access): boolean {
    if (response?.status !== 401 && response?.status !== 403) return false;
    return this.#credentials !== undefined && (access !== this.#session.access || isOld(this.#session));
  }
}

/** In seconds, at most. */
const ageOf = ({ askedAt }: LoggedIn): number => (Date.now() - askedAt) / 1000;

/** Whether the token may have expired: lives count in whole seconds, so a short one may be shorter. */
const isOld = (session: LoggedIn): boolean => ageOf(session) >= (session.expiresIn ?? shortestLife) * 0.4;
