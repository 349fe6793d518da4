// The users: those of the users file, and those that are put at run time, which are stored.
import { isDeepStrictEqual } from 'node:util';
import { defaultSpace } from '../document/default-space.ts';
import { mask } from '../document/secret.ts';
import type { SessionFile, User, UserFields } from '../document/schemas.ts';
import { Refusal } from '../refusal/refusal.ts';
import type { InitialValue } from '../store/initial.ts';

/** Users that were put, by name. */
export type PutUsers = Readonly<Record<string, UserFields>>;

export interface UsersOptions {
  /** Those who are there from the start. */
  readonly first: readonly User[];
  readonly file: InitialValue<SessionFile>;
  /** Throws a refusal for a name that no space can have. */
  readonly requireSpace: (name: string) => void;
  /** Told of every change. */
  readonly changed: () => void;
}

export class Users {
  readonly #first: ReadonlyMap<string, User>;
  readonly #file: InitialValue<SessionFile>;
  readonly #requireSpace: (name: string) => void;
  readonly #changed: () => void;

  constructor({ first, file, requireSpace, changed }: UsersOptions) {
    this.#first = new Map(first.map((user) => [user.username, user]));
    [this.#file, this.#requireSpace, this.#changed] = [file, requireSpace, changed];
  }

  /** Those of the users file, then the others in the order in which they were put. */
  async list(): Promise<User[]> {
    const put = Object.entries(await this.put()).map(([name, fields]) => [name, withDefaults(name, fields)] as const);
    return [...new Map([...this.#first, ...put]).values()];
  }

  async find(username: string): Promise<User | undefined> {
    const put = await this.put();
    const fields = Object.hasOwn(put, username) ? put[username] : undefined;
    return fields ? withDefaults(username, fields) : this.#first.get(username);
  }

  /** Who acts where no login is needed. */
  async first(): Promise<User> {
    return (await this.list())[0] as User; // a users file has at least one
  }

  /** Whether the login of any of them names a space. */
  async know(space: string): Promise<boolean> {
    return (await this.list()).some(({ spaces }) => spaces.includes(space));
  }

  /** Those that were put, with their passwords or masks. */
  async put(secrets: 'masked' | 'plain' = 'plain'): Promise<PutUsers> {
    const users = (await this.#file.read()).users ?? {};
    if (secrets === 'plain') return users;
    const masked = ({ password, ...user }: UserFields) => ({
      ...user,
      ...(password !== undefined && { password: mask }),
    });
    return Object.fromEntries(Object.entries(users).map(([name, user]) => [name, masked(user)]));
  }

  /** Creates or replaces a user. @throws {Refusal} for an unfit name of a space. */
  async set(username: string, fields: UserFields): Promise<User> {
    this.check({ [username]: fields }, true);
    await this.#change((users) => ({ ...users, [username]: fields }));
    return withDefaults(username, fields);
  }

  /**
   * @param plain whether a password that looks like a mask is one
   * @throws {Refusal} for an unfit name of a space, or a masked password.
   */
  check(users: PutUsers = {}, plain: boolean): void {
    for (const [username, { password, spaces = [] }] of Object.entries(users)) {
      for (const space of spaces) this.#requireSpace(space);
      if (password === mask && !plain)
        throw new Refusal(
          'invalid-body',
          `The password of the user ${JSON.stringify(username)} is masked and would be lost. Read the state with ?secrets=plain to restore it later.`,
        );
    }
  }

  /** Removes a user that was put. @throws {Refusal} when none was. */
  remove(username: string): Promise<void> {
    return this.#change((users) => {
      const { [username]: removed, ...others } = users;
      if (removed) return others;
      if (!this.#first.has(username)) throw unknownUser(username);
      const why = 'is a user of the users file, and cannot be deleted. PUT replaces it.';
      throw new Refusal('not-found', `${JSON.stringify(username)} ${why}`);
    });
  }

  /** Has these be those that were put, and no others. Nothing is left of anybody's logins. */
  replace(users: PutUsers = {}): Promise<void> {
    return this.#store(({ users: _former, logins: _ended, ...rest }) =>
      Object.keys(users).length === 0 ? rest : { ...rest, users },
    );
  }

  /** What is known of the logins of a user goes with the user. */
  #change(change: (users: PutUsers) => PutUsers): Promise<void> {
    return this.#store(({ logins = {}, ...stored }) => {
      const users = change(stored.users ?? {});
      const kept = Object.entries(logins).filter(([name]) => this.#first.has(name) || Object.hasOwn(users, name));
      return { ...stored, users, ...(kept.length > 0 && { logins: Object.fromEntries(kept) }) };
    });
  }

  async #store(change: (stored: SessionFile) => SessionFile): Promise<void> {
    await this.#file.change((stored) => {
      const changed = change(stored);
      return { value: isDeepStrictEqual(changed, stored) ? stored : changed, result: undefined };
    });
    this.#changed();
  }
}

/** The refusal for a user who is not there. */
export function unknownUser(username: string): Refusal {
  const message = `There is no user ${JSON.stringify(username)}. GET /__mock/users lists those that there are.`;
  return new Refusal('not-found', message);
}

/** A user with what is left out. */
export function withDefaults(username: string, fields: UserFields): User {
  return { password: username, spaces: [defaultSpace], ...fields, username };
}
