// Logging in, staying logged in, logging out. The signing key and the ended sessions are stored, so a restart changes nothing.
import type { SessionFile, User } from '../document/schemas.ts';
import { Refusal } from '../refusal/refusal.ts';
import { type InitialValue, withInitial } from '../store/initial.ts';
import type { JsonFile } from '../store/json-file.ts';
import { type Claims, createKey, createSessionId, createTokens, madeToExpire, type Tokens } from './tokens.ts';
import { type Codes, type CodeSent, takesCode } from './codes.ts';
import type { Logins } from './logins.ts';
import { unknownUser, type Users } from './users.ts';

/** How long an access token is valid unless the options say otherwise, in seconds (vendor's documents). */
export const usualAccessSeconds = 300;

/** How long a refresh token is valid, in seconds (vendor's documents). */
export const refreshSeconds = 86_400;

export interface SessionOptions {
  readonly users: Users;
  readonly logins: Logins;
  readonly codes: Codes;
  readonly file: SessionState;
  /** How long an access token is valid, in seconds. */
  readonly accessSeconds: number;
  /** Whose token another server has given, where the mock accepts any of another's. */
  readonly ofOther?: ((token: string) => Promise<User | undefined>) | undefined;
  /** Whether every non-empty token will do. */
  readonly anyToken: boolean;
  readonly now: () => Date;
}

/** What is stored of the sessions and users. */
export type SessionState = InitialValue<SessionFile>;

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

export interface Granted {
  readonly user: User;
  readonly access: string;
  readonly refresh: string;
}

export interface Sessions {
  /**
   * Sends a code to users who log in by one.
   * @throws {Refusal} when the name or the password is wrong, the user is locked, or the code cannot be sent.
   */
  login(credentials: Credentials, providerErrorCode?: string): Promise<Granted | CodeSent>;
  /** Completes a login with its code. @throws {Refusal} when it is wrong, or the user is locked. */
  validate(username: string, code: string): Promise<Granted>;
  /** A session of a user whose password need not be known. @throws {Refusal} when there is no such user. */
  enter(username: string): Promise<Granted>;
  /** @throws {Refusal} when the refresh token is not valid. */
  refresh(token: string): Promise<Granted>;
  /** Whose access token it is. @throws {Refusal} when it is not valid. */
  authenticate(token: string): Promise<User>;
  /** Ends the session of any of its tokens; a token that is not valid ends nothing. */
  end(token: string): Promise<void>;
  /** Has one access token expire, or all that the user has now. @throws {Refusal} when the token is not one of the user's. */
  expire(username: string, token?: string): Promise<void>;
}

/**
 * What is stored of the sessions and users. The first signing key is made and stored, also where a file cannot be read.
 * @throws {Refusal} when the file was written by a newer version, or cannot be read or written.
 */
export async function openSessionState(file: JsonFile<SessionFile>): Promise<SessionState> {
  let key = createKey();
  const state = withInitial(file, (): SessionFile => ({ version: 1, key, ended: {} }));
  const read = async (): Promise<SessionFile> => {
    const stored = await state.read();
    ({ key } = stored); // so that tokens stay valid when a database is emptied
    return stored;
  };
  await read();
  return { ...state, read };
}

/** Logging in and out, which reads `file` at every request. */
export const createSessions = (options: SessionOptions): Sessions => new StoredSessions(options);

class StoredSessions implements Sessions {
  readonly #options: SessionOptions;
  #known: { readonly key: string; readonly tokens: Tokens } | undefined;

  constructor(options: SessionOptions) {
    this.#options = options;
  }

  async login({ username, password }: Credentials, providerErrorCode?: string): Promise<Granted | CodeSent> {
    const { users, logins, codes } = this.#options;
    const user = await users.find(username);
    if (user) await logins.requireUnlocked(username);
    if (user?.password !== password) {
      if (user) await logins.failed(username);
      throw new Refusal(
        'bad-credentials',
        'The user name or the password is wrong. The mock knows the users of its users file (see --users), and those that were put at /__mock/users.',
      );
    }
    if (takesCode(user)) return codes.send(user, providerErrorCode);
    await logins.succeeded(user);
    return this.#grant(user, createSessionId());
  }

  async validate(username: string, code: string): Promise<Granted> {
    const { users, logins } = this.#options;
    const user = await users.find(username);
    if (!user) throw new Refusal('wrong-code', 'No login of this user waits for a code. Log in at POST /login first.');
    await logins.use(username, code);
    return this.#grant(user, createSessionId());
  }

  async enter(username: string): Promise<Granted> {
    const session = createSessionId();
    return this.#grant(await this.#userOf(username), session);
  }

  async refresh(token: string): Promise<Granted> {
    const claims = await this.#open(token, 'refresh').catch((error: unknown) => this.#anyone(error));
    return this.#grant(await this.#userOf(claims.username), claims.session);
  }

  async authenticate(token: string): Promise<User> {
    const other = await this.#options.ofOther?.(token);
    if (other) return other;
    const claims = await this.#open(token, 'access').catch((error: unknown) => this.#anyone(error));
    return this.#userOf(claims.username);
  }

  async expire(username: string, token?: string): Promise<void> {
    const { users, logins, accessSeconds } = this.#options;
    if (!(await users.find(username))) throw unknownUser(username);
    if (token === undefined) return logins.expire(username);
    const claims = await (await this.#tokens()).verify(token, 'access').catch(() => undefined);
    if (claims?.username !== username)
      throw new Refusal(
        'invalid-request',
        `The cookie has no access token of ${JSON.stringify(username)} that is valid.`,
      );
    await this.#endUntil(claims.id, this.#seconds() + accessSeconds);
  }

  async end(token: string): Promise<void> {
    const tokens = await this.#tokens();
    const claims = await tokens
      .verify(token, 'refresh')
      .catch(() => tokens.verify(token, 'access'))
      .catch(() => undefined);
    if (!claims) return;
    await this.#endUntil(claims.session, this.#seconds() + refreshSeconds);
  }

  /** @param what a session, or a token by its signature. @param until in seconds since 1970 */
  async #endUntil(what: string, until: number): Promise<void> {
    const now = this.#seconds();
    await this.#options.file.change((stored) => {
      const current = Object.entries(stored.ended).filter((entry) => entry[1] > now);
      return { value: { ...stored, ended: { ...Object.fromEntries(current), [what]: until } }, result: undefined };
    });
  }

  async #grant(user: User, session: string): Promise<Granted> {
    const { expiries = 0 } = await this.#options.logins.find(user.username);
    const claims = { username: user.username, session, expiries };
    const tokens = await this.#tokens();
    return {
      user,
      access: await tokens.sign(claims, 'access', this.#options.accessSeconds),
      refresh: await tokens.sign(claims, 'refresh', refreshSeconds),
    };
  }

  async #open(token: string, use: 'access' | 'refresh'): Promise<Claims> {
    const claims = await (await this.#tokens()).verify(token, use);
    const { ended } = await this.#options.file.read();
    if (Object.hasOwn(ended, claims.session))
      throw new Refusal('no-token', 'The session of this token was ended by a logout. Log in again at POST /login.');
    if (use === 'refresh') return claims;
    const { expiries = 0 } = await this.#options.logins.find(claims.username);
    if (expiries !== claims.expiries || Object.hasOwn(ended, claims.id)) throw madeToExpire();
    return claims;
  }

  /** If any token is allowed, an unknown user acts as the first user. */
  async #anyone(error: unknown): Promise<Claims> {
    if (!this.#options.anyToken || !(error instanceof Refusal)) throw error;
    const { username } = await this.#options.users.first();
    return { username, session: createSessionId(), expiries: 0 };
  }

  async #userOf(username: string): Promise<User> {
    const user = await this.#options.users.find(username);
    if (user) return user;
    throw new Refusal(
      'no-token',
      `There is no user ${JSON.stringify(username)} (any more). Log in as one of those in GET /__mock/users.`,
    );
  }

  /** With the key that is stored. */
  async #tokens(): Promise<Tokens> {
    const { key } = await this.#options.file.read();
    const known = this.#known?.key === key ? this.#known : { key, tokens: createTokens(key, this.#options.now) };
    this.#known = known;
    return known.tokens;
  }

  #seconds(): number {
    return Math.floor(this.#options.now().getTime() / 1000);
  }
}
