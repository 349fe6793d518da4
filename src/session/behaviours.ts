// The operations of session.yaml.
import type { Behaviours, Reply } from '../document/behaviour.ts';
import { type Granted, refreshSeconds, type Sessions } from './sessions.ts';

export const accessCookie = 'ins_access_token';
export const refreshCookie = 'ins_refresh_token';

/** Log in, refresh, log out. `accessSeconds`: how long an access token is valid. */
export function sessionBehaviours(
  sessions: Sessions,
  accessSeconds: number,
): Behaviours<'login' | 'refresh' | 'logout'> {
  const loggedIn = ({ user, access, refresh }: Granted): Reply => ({
    status: 200,
    headers: {
      'Set-Cookie': [cookie(accessCookie, access, accessSeconds), cookie(refreshCookie, refresh, refreshSeconds)],
    },
    json: { 'expire-seconds': accessSeconds, spaces: user.spaces },
  });
  return {
    login: async ({ body: { username, password } }) => loggedIn(await sessions.login(username, password)),
    refresh: async ({ cookies }) => loggedIn(await sessions.refresh(cookies[refreshCookie] ?? '')),
    logout: async ({ cookies }) => {
      for (const name of [refreshCookie, accessCookie]) await sessions.end(cookies[name] ?? '');
      return { status: 204, headers: { 'Set-Cookie': [cookie(accessCookie, '', 0), cookie(refreshCookie, '', 0)] } };
    },
  };
}

/** Attributes as in the vendor's documents. */
function cookie(name: string, value: string, seconds: number): string {
  return `${name}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax`;
}
