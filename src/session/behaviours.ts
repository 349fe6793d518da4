// The operations of session.yaml.
import type { Assumptions } from '../assumptions/table.ts';
import type { Behaviours, Reply } from '../document/behaviour.ts';
import type { Logins } from './logins.ts';
import type { CodeSent } from './codes.ts';
import { type Granted, refreshSeconds, type Sessions } from './sessions.ts';

export const accessCookie = 'ins_access_token';
export const refreshCookie = 'ins_refresh_token';

export interface SessionSettings {
  /** How long an access token is valid. */
  readonly accessSeconds: number;
  readonly place: Assumptions['token-place'];
}

/** Log in, by a code, too; refresh, log out. */
export function sessionBehaviours(
  sessions: Sessions,
  logins: Logins,
  { accessSeconds, place }: SessionSettings,
): Behaviours<'login' | 'validate' | 'refresh' | 'logout' | 'listLockedUsers'> {
  const loggedIn = (granted: Granted): Reply => ({
    status: 200,
    ...(place !== 'body' && { headers: { 'Set-Cookie': cookiesOf(granted, accessSeconds) } }),
    json: {
      'expire-seconds': accessSeconds,
      spaces: granted.user.spaces,
      ...(place !== 'cookies' && inBody(granted)),
    },
  });
  return {
    login: async ({ body, providerErrorCode }) => {
      const outcome = await sessions.login(body, providerErrorCode);
      return 'access' in outcome ? loggedIn(outcome) : codeSent(outcome);
    },
    validate: async ({ body: { username, otp_code: code } }) => loggedIn(await sessions.validate(username, code)),
    listLockedUsers: async () => ({ status: 200, json: await logins.locked() }),
    refresh: async ({ cookies, body }) =>
      loggedIn(await sessions.refresh(cookies[refreshCookie] ?? body?.refresh_token ?? '')),
    logout: async ({ cookies }) => {
      for (const name of [refreshCookie, accessCookie]) await sessions.end(cookies[name] ?? '');
      return { status: 204, headers: { 'Set-Cookie': [cookie(accessCookie, '', 0), cookie(refreshCookie, '', 0)] } };
    },
  };
}

/** The Set-Cookie headers with both tokens. */
export const cookiesOf = ({ access, refresh }: Granted, accessSeconds: number): string[] => [
  cookie(accessCookie, access, accessSeconds),
  cookie(refreshCookie, refresh, refreshSeconds),
];

/** As another generation of the vendor's document has them. */
const inBody = ({ user: { spaces }, access, refresh }: Granted): object => ({
  access_token: access,
  refresh_token: refresh,
  ...(spaces[0] !== undefined && { activeSpace: spaces[0] }),
});

function codeSent({ user: { username, otp } }: CodeSent): Reply {
  return { status: 200, json: { otp_required: true, otp_type: otp === 'mail' ? 'MAIL' : 'SMS', username } };
}

/** Attributes as in the vendor's documents. */
function cookie(name: string, value: string, seconds: number): string {
  return `${name}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax`;
}
