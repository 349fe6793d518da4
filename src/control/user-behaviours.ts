// The operations about users: who there is, the codes of their logins, and their tokens.
import { parse } from 'cookie';
import { type Behaviours, noContent } from '../document/behaviour.ts';
import type { KnownUser, User } from '../document/schemas.ts';
import type { Codes } from '../session/codes.ts';
import type { Logins } from '../session/logins.ts';
import { accessCookie } from '../session/behaviours.ts';
import type { Sessions } from '../session/sessions.ts';
import { unknownUser, type Users } from '../session/users.ts';

export interface UserDependencies {
  readonly users: Users;
  readonly logins: Logins;
  readonly codes: Codes;
  readonly sessions: Sessions;
}

type UserOperations = 'listUsers' | 'putUser' | 'deleteUser' | 'expireTokens' | 'waitForCode';

export function userBehaviours({ users, logins, codes, sessions }: UserDependencies): Behaviours<UserOperations> {
  const publicly = async (user: User): Promise<KnownUser> => {
    const { username, phone, mail, spaces, otp } = user;
    const [code, lockedUntil] = [await logins.code(username), await logins.lockedUntil(username)];
    return {
      username,
      ...(phone !== undefined && { phone }),
      ...(mail !== undefined && { mail }),
      spaces,
      ...(otp !== undefined && otp !== 'none' && { otp }),
      ...(code && { waits: { message: code.message, space: code.space, expiresAt: dateOf(code.expiresAt) } }),
      ...(lockedUntil !== undefined && { lockedUntil: dateOf(lockedUntil) }),
    };
  };
  return {
    listUsers: async () => ({ status: 200, json: { users: await Promise.all((await users.list()).map(publicly)) } }),
    putUser: async ({ path, body = {} }) => ({ status: 200, json: await publicly(await users.set(path.name, body)) }),
    deleteUser: async ({ path }) => {
      await users.remove(path.name);
      return noContent;
    },
    expireTokens: async ({ path, body }) => {
      const cookie = body?.cookie;
      await sessions.expire(path.name, cookie && (parse(cookie)[accessCookie] ?? cookie));
      return noContent;
    },
    waitForCode: async ({ path: { user }, query: { timeout = 5_000 }, leaving }) => {
      if (!(await users.find(user))) throw unknownUser(user);
      const found = await codes.waitFor(user, { timeout, signal: leaving() });
      if (!found) return noContent;
      const { code, message, expiresAt } = found;
      return { status: 200, json: { code, message, expiresAt: dateOf(expiresAt) } };
    },
  };
}

const dateOf = (milliseconds: number): string => new Date(milliseconds).toISOString();
