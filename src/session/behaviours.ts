// The operations of session.yaml.
import type { Behaviours, Reply } from '../document/behaviour.ts';
import type { Logins } from './logins.ts';
import type { CodeSent } from './codes.ts';
import { type Granted, refreshSeconds, type Sessions } from './sessions.ts';

export const accessCookie = 'ins_access_token';
export const refreshCookie = 'ins_refresh_token';

/** Log in, by a code, too; refresh, log out. `accessSeconds`: how long an access token is valid. */
export function sessionBehaviours(
  sessions: Sessions,
  logins: Logins,
  accessSeconds: number,
): Behaviours<'login' | 'validate' | 'refresh' | 'logout' | 'listLockedUsers'> {
  const loggedIn = ({ user, access, refresh }: Granted): Reply => ({
    status: 200,
    headers: {
      'Set-Cookie': [cookie(accessCookie, access, accessSeconds), cookie(refreshCookie, refresh, refreshSeconds)],
    },
    json: { 'expire-seconds': accessSeconds, spaces: user.spaces },
  });
  return {
    login: async ({ body, providerErrorCode }) => {
      const outcome = await sessions.login(body, providerErrorCode);
      return 'access' in outcome ? loggedIn(outcome) : codeSent(outcome);
    },
    validate: async ({ body: { username, otp_code: code } }) => loggedIn(await sessions.validate(username, code)),
    listLockedUsers: async () => ({ status: 200, json: await logins.locked() }),
    refresh: async ({ cookies }) => loggedIn(await sessions.refresh(cookies[refreshCookie] ?? '')),
    logout: async ({ cookies }) => {
      for (const name of [refreshCookie, accessCookie]) await sessions.end(cookies[name] ?? '');
      return { status: 204, headers: { 'Set-Cookie': [cookie(accessCookie, '', 0), cookie(refreshCookie, '', 0)] } };
    },
  };
}

function codeSent({ user: { username, otp } }: CodeSent): Reply {
  return { status: 200, json: { otp_required: true, otp_type: otp === 'mail' ? 'MAIL' : 'SMS', username } };
}

/** Attributes as in the vendor's documents. */
function cookie(name: string, value: string, seconds: number): string {
  return `${name}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax`;
}
