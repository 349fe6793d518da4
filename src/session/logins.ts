// What is known of the logins of each user: wrong passwords and codes, and the code for which a login waits.
import type { Assumptions } from '../assumptions/table.ts';
import type { SessionFile, User } from '../document/schemas.ts';
import { Refusal } from '../refusal/refusal.ts';
import type { InitialValue } from '../store/initial.ts';

type Login = NonNullable<SessionFile['logins']>[string];
/** The code for which a login waits. */
export type Code = NonNullable<Login['code']>;

/** After so many wrong passwords and codes in a row a user is locked, and for how long, in milliseconds (vendor's documents). */
const lock = { after: 5, for: 600_000 };

export interface LoginsOptions {
  readonly file: InitialValue<SessionFile>;
  readonly assumptions: Assumptions;
  readonly now: () => Date;
  /** Told of every change. */
  readonly changed: () => void;
}

export class Logins {
  readonly #options: LoginsOptions;

  constructor(options: LoginsOptions) {
    this.#options = options;
  }

  async find(username: string): Promise<Login> {
    return loginOf(await this.#options.file.read(), username);
  }

  /** The code for which a login of the user waits, unless it has expired. */
  async code(username: string): Promise<Code | undefined> {
    const { code } = await this.find(username);
    return code && code.expiresAt > this.#now() ? code : undefined;
  }

  /** Until when the user is locked, in milliseconds since 1970; undefined if it is not. */
  async lockedUntil(username: string): Promise<number | undefined> {
    return this.#lockOf(await this.find(username));
  }

  /** The names of all who are locked. */
  async locked(): Promise<string[]> {
    const { logins = {} } = await this.#options.file.read();
    return Object.entries(logins).flatMap(([name, login]) => (this.#lockOf(login) === undefined ? [] : [name]));
  }

  /** @throws {Refusal} while the user is locked. */
  async requireUnlocked(username: string): Promise<void> {
    this.#requireUnlocked(username, await this.find(username));
  }

  /** Counts a wrong password. */
  failed(username: string): Promise<void> {
    return this.#change(username, (login) => ({ login: this.#withFailure(login), result: undefined }));
  }

  /** After a right password, nothing counts that was wrong before. */
  async succeeded({ username }: User): Promise<void> {
    const { failures = 0, lockedUntil } = await this.find(username);
    if (failures === 0 && lockedUntil === undefined) return;
    await this.#change(username, ({ failures: _forgiven, lockedUntil: _over, ...login }) => ({
      login,
      result: undefined,
    }));
  }

  /** @throws {Refusal} when the last code was sent too short a time ago. */
  async requirePatience(username: string): Promise<void> {
    const seconds = Number(this.#options.assumptions['otp-throttle']); // not a number when it is off
    const { sentAt = -Infinity } = await this.find(username);
    const left = Math.ceil((sentAt - this.#now()) / 1_000 + seconds);
    if (left > 0)
      throw new Refusal(
        'too-many-codes',
        `A code was sent to ${JSON.stringify(username)} less than ${seconds} seconds ago. Log in again in ${left} s.`,
        {
          headers: { 'Retry-After': String(left) },
        },
      );
  }

  /** Has the access tokens expire that the user has now. */
  expire(username: string): Promise<void> {
    return this.#change(username, ({ expiries = 0, ...login }) => ({
      login: { ...login, expiries: expiries + 1 },
      result: undefined,
    }));
  }

  /** Has the login wait for a code; no earlier one is valid then. */
  wait(username: string, code: Code): Promise<void> {
    return this.#change(username, ({ codes = 0, ...login }) => ({
      login: { ...login, codes: codes + 1, sentAt: this.#now(), code },
      result: undefined,
    }));
  }

  /** Uses a code up. @throws {Refusal} when it is not the one for which a login of the user waits, or the user is locked. */
  async use(username: string, given: string): Promise<void> {
    const refusal = await this.#change(username, (login) => {
      this.#requireUnlocked(username, login);
      const why = this.#flawOf(login, given);
      if (why !== undefined) return { login: this.#withFailure(login), result: new Refusal('wrong-code', why) };
      const { code: _used, failures: _forgiven, lockedUntil: _over, ...rest } = login;
      return { login: rest, result: undefined };
    });
    if (refusal) throw refusal;
  }

  #flawOf({ code }: Login, given: string): string | undefined {
    const again = 'Log in at POST /login, which sends a new one.';
    if (!code) return `No login of this user waits for a code: it was used, or none was sent. ${again}`;
    if (code.expiresAt <= this.#now()) return `The code expired at ${new Date(code.expiresAt).toISOString()}. ${again}`;
    return code.code === given ? undefined : 'The code is wrong. The message with the right one is in the outbox.';
  }

  #withFailure(login: Login): Login {
    const failures = (login.failures ?? 0) + 1;
    const isLocked = failures >= lock.after && this.#options.assumptions['login-lock'] === 'lock';
    return { ...login, failures: isLocked ? 0 : failures, ...(isLocked && { lockedUntil: this.#now() + lock.for }) };
  }

  #lockOf({ lockedUntil = 0 }: Login): number | undefined {
    return lockedUntil > this.#now() ? lockedUntil : undefined;
  }

  #requireUnlocked(username: string, login: Login): void {
    const until = this.#lockOf(login);
    if (until === undefined) return;
    throw new Refusal(
      'locked-user',
      `The user ${JSON.stringify(username)} is locked until ${new Date(until).toISOString()}, after ${lock.after} wrong passwords or codes.`,
    );
  }

  async #change<R>(
    username: string,
    change: (login: Login) => { readonly login: Login; readonly result: R },
  ): Promise<R> {
    const changed = await this.#options.file.change((stored) => {
      const { login, result } = change(loginOf(stored, username));
      return { value: { ...stored, logins: { ...stored.logins, [username]: login } }, result };
    });
    this.#options.changed();
    return changed;
  }

  #now(): number {
    return this.#options.now().getTime();
  }
}

function loginOf(stored: SessionFile, username: string): Login {
  const { logins = {} } = stored;
  return (Object.hasOwn(logins, username) ? logins[username] : undefined) ?? {};
}
