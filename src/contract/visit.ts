// A run's stay at a target: who it is logged in as, in which spaces it works, and what it knows to be stored there.
import type { Operation } from '../document/operations.ts';
import { Failed, Undecidable } from './check.ts';
import { type Credentials, type LoggedIn, login } from './login.ts';
import { type Body, type Kind, sampleOf } from './sample.ts';
import { type Answer, curlOf, type Target } from './target.ts';

export interface VisitOptions {
  readonly target: Target;
  readonly session: LoggedIn;
  /** For a new login when the token has run out. */
  readonly credentials?: Credentials;
  readonly kinds: readonly Kind[];
  readonly list: Operation;
  readonly test: Operation;
  readonly space: string;
  readonly otherSpace?: string;
}

export interface Ask {
  readonly space?: string | undefined;
  /** The value of the access cookie; null sends none. */
  readonly token?: string | null;
  readonly body?: Body;
  /** The body as it goes over the wire, in place of `body`. */
  readonly raw?: string;
  readonly type?: string;
  /** Whether X-Space is left out. */
  readonly spaceless?: boolean;
}

export class Visit {
  readonly options: VisitOptions;
  #session: LoggedIn;
  #since = Date.now();
  /** Kinds of which the own space is known to hold the sample. */
  readonly #baseline = new Set<Kind>();
  readonly #remembered = new Map<string, Promise<unknown>>();

  constructor(options: VisitOptions) {
    this.options = options;
    this.#session = options.session;
  }

  get session(): LoggedIn {
    return this.#session;
  }

  /** Asks for an operation of the contract, as the one who is logged in unless told otherwise. */
  async ask(operation: Operation, ask: Ask = {}): Promise<Answer> {
    const answer = await this.options.target.send(this.#asked(operation, ask));
    if (ask.token !== undefined || ![401, 403].includes(answer.status) || !this.#hasRunOut()) return answer;
    await this.#loginAgain();
    return this.options.target.send(this.#asked(operation, ask));
  }

  /** Puts a setting, whatever comes of it. */
  put(kind: Kind, body: Body, ask: Ask = {}): Promise<Answer> {
    this.#baseline.delete(kind);
    return this.ask(kind.operation, { body, ...ask });
  }

  /** Puts a setting that has to be taken. @throws {Failed} when it is not. */
  async store(kind: Kind, body: Body, ask: Ask = {}): Promise<Answer> {
    const answer = await this.put(kind, body, ask);
    if (answer.status < 200 || answer.status > 299)
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

  /** The settings of one kind in a space, told by type and provider. */
  async shown(kind: Kind, space?: string): Promise<Body[]> {
    return (await this.list(space)).filter(({ type, provider }) => type === kind.type && provider === kind.provider);
  }

  /** The one setting of a kind. @throws {Failed} when there is none or more than one. */
  async one(kind: Kind, space?: string): Promise<Body> {
    const found = await this.shown(kind, space);
    const [setting] = found;
    if (found.length === 1 && setting) return setting;
    throw new Failed({ expected: `one setting of ${kind.provider} in the list`, came: `${found.length} of them` });
  }

  /** The other space. @throws {Undecidable} when the run has only one. */
  otherSpace(): string {
    const { otherSpace } = this.options;
    if (otherSpace === undefined) throw new Undecidable('it needs a second space; give --other-space');
    return otherSpace;
  }

  /** What is found out once and used by many checks. */
  remember<T>(name: string, find: () => Promise<T>): Promise<T> {
    const found = this.#remembered.get(name) ?? find();
    this.#remembered.set(name, found);
    return found as Promise<T>; // what was remembered under the name was found by the same function
  }

  curl({ asked }: Answer): string {
    return curlOf(this.options.target.url, asked);
  }

  #asked({ method, path, body: takesBody }: Operation, ask: Ask) {
    const { space = this.options.space, token = this.#session.access, spaceless = false, raw, body, type } = ask;
    const sent = raw ?? (body === undefined ? undefined : JSON.stringify(body));
    const mediaType = type ?? (takesBody ? 'application/json' : undefined);
    return {
      method: method.toUpperCase(),
      path,
      headers: {
        Accept: 'application/json',
        ...(token !== null && { Cookie: `ins_access_token=${token}` }),
        ...(!spaceless && { 'X-Space': space }),
        ...(mediaType !== undefined && mediaType !== '' && { 'Content-Type': mediaType }),
      },
      ...(sent !== undefined && { body: sent }),
    };
  }

  #hasRunOut(): boolean {
    const age = (Date.now() - this.#since) / 1000;
    return this.options.credentials !== undefined && age >= (this.#session.expiresIn ?? 60) * 0.9;
  }

  async #loginAgain(): Promise<void> {
    const { credentials, target } = this.options;
    if (!credentials) return;
    this.#session = await login(target, credentials);
    this.#since = Date.now();
  }
}

/** The settings in an answer to GET: a list, or an object that holds one. @throws {Failed} when there is none. */
export function settingsIn(answer: Answer): Body[] {
  const { json } = answer;
  const lists = typeof json === 'object' && json !== null ? [json, ...Object.values(json)] : [];
  const found = lists.find((each) => Array.isArray(each)) as Body[] | undefined;
  const fits = found?.every((each) => typeof each === 'object' && each !== null && !Array.isArray(each));
  if (answer.status === 200 && found && fits) return found;
  throw new Failed({ expected: '200 with a list of settings as JSON', came: describe(answer), answer });
}

/** An answer in a few words. */
export function describe({ status, text }: Answer): string {
  const body = text.length > 200 ? `${text.slice(0, 200)}…` : text;
  return text === '' ? `${status} without a body` : `${status} with ${JSON.stringify(body)}`;
}
