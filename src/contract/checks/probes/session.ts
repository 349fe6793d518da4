// What happens to a session whose access token has expired.
import { afterExpiry } from '../expiry.ts';
import { wasRefused } from '../expect.ts';
import { Undecidable } from '../../target/verdict.ts';
import type { Workspace } from '../../model/workspace.ts';
import { type ProbeOf, reading } from './probe.ts';

/** It may have to move the clock of the target, or to wait. */
export const sessionProbes: readonly ProbeOf[] = [
  (subjects) => ({ ...reading('silent-renewal', observeRenewal)(subjects), isLast: true }),
];

async function observeRenewal(workspace: Workspace): Promise<string> {
  const { access, refresh, expiresIn } = await workspace.client.loginAgain();
  if (refresh === undefined) throw new Undecidable('the login gives no refresh token');
  if (expiresIn === undefined) throw new Undecidable('the login does not say how long a token is valid');
  let observed = 'refuse';
  await afterExpiry(workspace, { seconds: expiresIn }, async () => {
    const headers = { Cookie: `ins_access_token=${access}; ins_refresh_token=${refresh}` };
    if (!wasRefused(await workspace.ask(workspace.options.list, { token: null, headers }))) observed = 'renew';
  });
  return observed;
}
