// Whether an access token that is a JWT (RFC 7519) expires when the login says.
import { isRecord } from '../../document/json.ts';
import { Failed, Undecidable } from '../target/verdict.ts';
import type { Workspace } from '../model/workspace.ts';

/** How far a lifetime may be from the one that was announced, in seconds: the clocks are not the same. */
const tolerance = 60;

export async function expectLifetime(workspace: Workspace): Promise<void> {
  const { access, expiresIn, askedAt } = await workspace.client.loginAgain();
  if (expiresIn === undefined) throw new Undecidable('the login does not say how long a token is valid');
  const { exp, iat = askedAt / 1000 } = claimsIn(access);
  if (exp === undefined) throw new Undecidable('the access token is not a JWT with the claim exp');
  const lifetime = Math.round(exp - iat);
  if (Math.abs(lifetime - expiresIn) > tolerance)
    throw new Failed({
      expected: `a token that expires after ${expiresIn} s`,
      actual: `exp is ${lifetime} s after iat`,
    });
}

/** The times in a token, in seconds since 1970; none in one that is not a JWT. */
function claimsIn(token: string): { exp?: number; iat?: number } {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    if (!isRecord(claims)) return {};
    const { exp, iat } = claims;
    return { ...(typeof exp === 'number' && { exp }), ...(typeof iat === 'number' && { iat }) };
  } catch {
    return {};
  }
}
