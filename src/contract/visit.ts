// A run's stay at a target: who it is logged in as, in which spaces it works, and what it knows to be stored there.
import type { AssumptionName } from '../assumptions/table.ts';
import type { Operation } from '../document/operations.ts';
import { describe, isSuccess, settingsIn } from './answer.ts';
import { type Ask, requestOf } from './ask.ts';
import { StartError } from '../document/start-error.ts';
import { type Effect, Failed, Undecidable } from './check.ts';
import { type Credentials, type LoggedIn, login } from './login.ts';
import { type Body, isOf, type Kind, sampleOf } from './sample.ts';
import type { Spaces } from './spaces.ts';
import { type Answer, type Asked, NetworkError, type Target } from './target.ts';

export interface VisitOptions {
  readonly target: Target;
  readonly session: LoggedIn;
  /** For a new login when the token has run out. */
  readonly credentials?: Credentials;
  readonly kinds: readonly Kind[];
  readonly list: Operation;
  readonly test: Operation;
  readonly spaces: Spaces;
  /** What a check may do to the target. */
  readonly effects: ReadonlySet<Effect>;
  /** What random parts start from. */
  readonly seed: number;
  /** What was in the own space before the run. */
  readonly found?: readonly Body[];
}

/** The run was told to stop; nothing more is asked. */
export class Stopped extends Error {
  override readonly name = 'Stopped';
}

/** How often one request is asked again with a new token: a target may be so slow that the next one has run out, too. */
const mostLogins = 3;

/** Statuses by which a proxy says that what is behind it gave no answer. */
const fromProxies = new Set([502, 503, 504]);

export class Visit {
  readonly options: VisitOptions;
  #session: LoggedIn;
  /** Kinds of which the own space is known to hold the sample. */
  readonly #baseline = new Set<Kind>();
  readonly #remembered = new Map<string, Promise<unknown>>();
  #stopped = false;
  readonly #pending = new Set<Promise<unknown>>();
  /** How the target was seen to answer the points on which the page is silent. */
  readonly observed = new Map<AssumptionName, string>();
  /** How many settings were put and how many messages asked for. */
  readonly counts = { puts: 0, sends: 0 };

  constructor(options: VisitOptions) {
    this.options = options;
    this.#session = options.session;
  }

  get session(): LoggedIn {
    return this.#session;
  }

  /** Goes on with another session, as after a refresh that has ended the one before. */
  adopt(session: LoggedIn): void {
    this.#session = session;
  }

  /** Has every check end at the request that it waits for, or at its next one. */
  stop(): void {
    this.#stopped = true;
    this.options.target.interrupt();
  }

  /** Waits for the requests that are under way, and lets new ones through again. */
  async resume(): Promise<void> {
    await Promise.allSettled(this.#pending);
    this.#stopped = false;
  }

  /**
   * Asks for an operation of the contract, as the one who is logged in unless told otherwise.
   * @throws {NetworkError} when no answer came. @throws {Stopped} when the run was stopped.
   */
  ask(operation: Operation, ask: Ask = {}): Promise<Answer> {
    const asked = this.#ask(operation, ask);
    this.#pending.add(asked);
    return asked.finally(() => this.#pending.delete(asked));
  }

  async #ask(operation: Operation, ask: Ask): Promise<Answer> {
    this.#note(operation);
    let answer = await this.#send(operation, ask);
    if (ask.token !== undefined || ask.headers?.['Cookie'] !== undefined) return answer;
    for (let logins = 0; logins < mostLogins && this.#isFromRunningOut(answer); logins += 1) {
      await this.loginAgain();
      answer = await this.#send(operation, ask);
    }
    return answer;
  }

  async #send(operation: Operation, ask: Ask): Promise<Answer> {
    if (this.#stopped) throw new Stopped('the run was stopped');
    const answer = await this.options.target.send(this.#asked(operation, ask)).catch((error: unknown) => {
      throw this.#stopped ? new Stopped('the run was stopped') : error;
    });
    if (fromProxies.has(answer.status) && operation.method !== 'post')
      throw new NetworkError(`a proxy in front of it answers ${answer.status}`);
    return answer;
  }

  /** Puts a setting, whatever comes of it. */
  put(kind: Kind, body: Body, ask: Ask = {}): Promise<Answer> {
    return this.ask(kind.operation, { body, ...ask });
  }

  /** Puts a setting that has to be taken. @throws {Failed} when it is not. */
  async store(kind: Kind, body: Body, ask: Ask = {}): Promise<Answer> {
    const answer = await this.put(kind, body, ask);
    if (!isSuccess(answer))
      throw new Failed({ expected: 'that a body which fits is stored', came: describe(answer), answer });
    return answer;
  }

  /** Has the own space hold the sample of a kind. */
  async baseline(kind: Kind): Promise<Body> {
    const sample = sampleOf(kind);
    if (!this.#baseline.has(kind)) await this.store(kind, sample);
    this.#baseline.add(kind);
    return sample;
  }

  /** Tells that a kind's sample was found to be stored still. */
  confirm(kind: Kind): void {
    this.#baseline.add(kind);
  }

  /** All settings of a space, in whatever the target wraps them. @throws {Failed} when the answer is no list. */
  async list(space?: string): Promise<Body[]> {
    return settingsIn(await this.ask(this.options.list, { space }));
  }

  /** The list of the own space that was asked for first: the one that was found before the run, if it was kept. */
  firstList(): Promise<readonly Body[]> {
    return this.remember('first list', async () => this.options.found ?? (await this.list()));
  }

  /** The one setting of a kind. @throws {Failed} when there is none or more than one. */
  async one(kind: Kind, space?: string): Promise<Body> {
    const found = (await this.list(space)).filter((each) => isOf(kind, each));
    const [setting] = found;
    if (found.length === 1 && setting) return setting;
    const wanted = `type ${JSON.stringify(kind.type)} and provider ${JSON.stringify(kind.provider)}`;
    throw new Failed({ expected: `one setting of ${wanted} in the list`, came: `${found.length} of them` });
  }

  /** The other space. @throws {Undecidable} when the run has only one. */
  otherSpace(): string {
    const { other } = this.options.spaces;
    if (other === undefined) throw new Undecidable('it needs a second space; give --other-space');
    return other;
  }

  /** What is found out once and used by many checks. */
  remember<T>(name: string, find: () => Promise<T>): Promise<T> {
    const found = this.#remembered.get(name) ?? find().catch(this.#forget(name));
    this.#remembered.set(name, found);
    return found as Promise<T>; // what was remembered under the name was found by the same function
  }

  /** A new login, with which the run goes on. @throws {Undecidable} when there is none. */
  async loginAgain(): Promise<LoggedIn> {
    this.adopt(await this.anotherLogin());
    return this.#session;
  }

  /** A login beside the one of the run. @throws {Undecidable} when the run was given a token only, or it is refused now. */
  async anotherLogin(): Promise<LoggedIn> {
    const { credentials, target } = this.options;
    if (!credentials) throw new Undecidable('it needs a login; give --username and --password');
    return login(target, credentials).catch((error: unknown) => {
      throw error instanceof StartError ? new Undecidable(`a second login did not succeed: ${error.message}`) : error;
    });
  }

  #asked(operation: Operation, ask: Ask): Asked {
    const { token = this.#session.access, space = this.options.spaces.own } = ask;
    return requestOf(operation, { ...ask, token, space });
  }

  /** What failed because no answer came is found out again when it is needed next. */
  #forget(name: string): (error: unknown) => never {
    return (error) => {
      if (!(error instanceof Failed)) this.#remembered.delete(name);
      throw error;
    };
  }

  /** Whatever becomes of a put, the sample may no longer be what is stored. */
  #note(operation: Operation): void {
    for (const kind of this.options.kinds) if (kind.operation === operation) this.#baseline.delete(kind);
    if (operation.method === 'put') this.counts.puts += 1;
    if (operation.method === 'post') this.counts.sends += 1;
  }

  /** Whether it is a refusal by which the token may have run out. Tokens count in whole seconds: a short life may be shorter. */
  #isFromRunningOut({ status }: Answer): boolean {
    const { askedAt, expiresIn = 60 } = this.#session;
    const age = (Date.now() - askedAt) / 1000;
    return [401, 403].includes(status) && this.options.credentials !== undefined && age >= expiresIn * 0.4;
  }
}
