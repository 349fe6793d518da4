// The users of a running mock, and their logins, in short methods for tests.
import { randomInt, randomUUID } from 'node:crypto';
import { defaultSpace } from '../document/default-space.ts';
import type { UserFields } from '../document/schemas.ts';
import { askMock, type Asked } from './ask-mock.ts';
import { type Caller, messageOf, queryOf, waitAt } from './control-api.ts';

/** Who logs in. */
export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** A user for a test. */
export interface MockUser extends Credentials {
  readonly phone: string;
  readonly mail: string;
  /** The spaces that the login names. */
  readonly spaces: readonly string[];
  /** Deletes the user. */
  remove(): Promise<void>;
}

/** What a user is to have that it does not have by default. */
export type UserChanges = Readonly<UserFields> & { readonly username?: string };

/** A user, or only the name. */
export type Named = string | { readonly username: string };

export interface MockUsers {
  /**
   * The value of a Cookie header. A user who logs in by a code does so with the one that the mock has sent. Of the first user with
   * its password, if none is given. @throws {Error} when it is refused.
   */
  login(user?: Credentials): Promise<string>;
  /**
   * Creates a user: by default with a new name, a phone number and an address of its own, and the space `default_space`.
   * @throws {Error} when it does not fit.
   */
  user(fields?: UserChanges): Promise<MockUser>;
  /** The code of the login of a user that is under way, as soon as there is one. @throws {Error} when there is none in time. */
  otp(user: Named, options?: { /** Milliseconds; 5,000 by default. */ readonly timeout?: number }): Promise<string>;
  /**
   * Has the access tokens of a user expire, or only that of a Cookie header, as `login` gives it. Refresh tokens stay valid.
   * @throws {Error} for a user who is not there, or a cookie without a token of the mock.
   */
  expire(of: Named): Promise<void>;
  /** A code for that login that is not the right one. @throws {Error} as `otp` does. */
  wrongOtp(user: Named, options?: { readonly timeout?: number }): Promise<string>;
}

/** The users of the mock that a caller asks. */
export function usersOf(url: string, caller: Caller): MockUsers {
  const otp: MockUsers['otp'] = async (user, { timeout } = {}) => {
    const path = `/otp/${encodeURIComponent(nameOf(user))}`;
    const what = `code for ${nameOf(user)}`;
    const { code } = await waitAt<{ code: string }>(caller, path, { what, ...(timeout !== undefined && { timeout }) });
    return code;
  };
  return {
    login: async (user = { username: 'admin', password: 'admin' }) => {
      const answer = await postForm(`${url}/login`, { username: user.username, password: user.password });
      if (!isCodeSent(answer)) return cookiesOf(answer);
      return cookiesOf(await postForm(`${url}/validate`, { username: user.username, otp_code: await otp(user) }));
    },
    user: (fields = {}) => createUser(fields, caller),
    otp,
    expire: async (of) => {
      const cookie = typeof of === 'string' && of.includes('=') ? of : undefined;
      const name = cookie === undefined ? nameOf(of) : ownerOf(cookie);
      const body = cookie === undefined ? {} : { cookie };
      await caller.ask(`/users/${encodeURIComponent(name)}/expire`, { method: 'POST', body });
    },
    wrongOtp: async (user, options) => {
      const code = await otp(user, options);
      return code.slice(0, -1) + String((Number(code.at(-1)) + 1) % 10);
    },
  };
}

/** The name of the user in the token of a cookie. */
function ownerOf(cookie: string): string {
  const payload = /ins_access_token=[^.;]+\.([\w-]+)\./.exec(cookie)?.[1];
  if (payload === undefined)
    throw new Error('The cookie has no ins_access_token of the mock. Give what mock.login() gives.');
  return (JSON.parse(Buffer.from(payload, 'base64url').toString()) as { sub: string }).sub;
}

const nameOf = (user: Named): string => (typeof user === 'string' ? user : user.username);

/** A name that nothing else has. */
export const uniqueName = (name: string): string => `${name}-${randomUUID().slice(0, 8)}`;

async function createUser(
  { username = uniqueName('user'), ...given }: UserChanges,
  { ask }: Caller,
): Promise<MockUser> {
  const phone = `+905${randomInt(1_000_000_000).toString().padStart(9, '0')}`;
  const fields = { password: username, phone, mail: `${username}@acme.example`, spaces: [defaultSpace], ...given };
  const path = `/users/${encodeURIComponent(username)}`;
  await ask(path, { method: 'PUT', body: fields });
  return { username, ...fields, remove: async () => void (await ask(path, { method: 'DELETE', also: 404 })) };
}

/** @throws {Error} when it is refused. */
async function postForm(url: string, fields: object): Promise<Asked> {
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
  const answer = await askMock(url, { method: 'POST', headers, body: queryOf(fields) });
  if (answer.status !== 200) throw new Error(`POST ${new URL(url).pathname}: ${messageOf(answer)}`);
  return answer;
}

const isCodeSent = ({ text }: Asked): boolean => 'otp_required' in (JSON.parse(text) as object);

const cookiesOf = ({ headers }: Asked): string =>
  (headers['set-cookie'] ?? []).map((cookie) => cookie.split(';')[0] ?? '').join('; ');
