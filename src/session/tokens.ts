// Signed tokens: their content, and every way in which one can be invalid.
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { Refusal } from '../refusal/refusal.ts';

export type TokenUse = 'access' | 'refresh';

export interface Claims {
  readonly username: string;
  /** One login; both of its tokens, and those they are refreshed to, carry it. */
  readonly session: string;
  /** How many times the tokens of the user had been made to expire before. */
  readonly expiries: number;
}

export interface Tokens {
  /** A token that is valid for so many seconds from now. */
  sign(claims: Claims, use: TokenUse, seconds: number): Promise<string>;
  /** @throws {Refusal} that says what is wrong with the token and what to do. */
  verify(token: string, use: TokenUse): Promise<Verified>;
}

const algorithm = 'HS256';
const again = 'Log in again at POST /login.';
const renewal = 'Renew it at POST /refresh, or log in again at POST /login.';

/** The refusal for an access token that a test has made to expire. */
export const madeToExpire = (): Refusal =>
  new Refusal('expired-token', `The access token was made to expire. ${renewal}`);

/** How many tokens whose signature was found good are remembered, so that it is not computed for every request. */
const remembered = 1_000;

/** The claims of a token, and its id: no two tokens have the same. */
export interface Verified extends Claims {
  readonly id: string;
}

interface Remembered {
  readonly claims: Verified;
  readonly use: TokenUse;
  /** Seconds since 1970. */
  readonly expires: number;
}

/** A new signing key, as text. */
export function createKey(): string {
  return randomBytes(32).toString('base64url');
}

/** A new name for a session. */
export function createSessionId(): string {
  return randomUUID();
}

/** Signs and verifies with one key. `now` is the clock. */
export function createTokens(key: string, now: () => Date): Tokens {
  const secret = Buffer.from(key, 'base64url');
  const verified = new Map<string, Remembered>();
  const keyId = createHash('sha256').update(secret).digest('base64url').slice(0, 16);
  return {
    async sign({ username, session, expiries }, use, seconds) {
      const { SignJWT } = await loadJose();
      const issuedAt = Math.floor(now().getTime() / 1000);
      return new SignJWT({ use, sid: session, ...(expiries > 0 && { expiries }) })
        .setProtectedHeader({ alg: algorithm, typ: 'JWT', kid: keyId })
        .setSubject(username)
        .setJti(randomUUID())
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + seconds)
        .sign(secret);
    },
    async verify(token, use) {
      const known = verified.get(token);
      if (known && known.use === use && known.expires > now().getTime() / 1000) return known.claims;
      const jose = await loadJose();
      refuseForeign(jose, token, keyId);
      const asked = { algorithms: [algorithm], currentDate: now() };
      const { payload } = await jose.jwtVerify(token, secret, asked).catch((error: unknown) => {
        const kind = error instanceof jose.errors.JWTExpired ? 'expired-token' : 'no-token';
        throw new Refusal(kind, explain(jose, error, use), { cause: error });
      });
      if (payload['use'] !== use)
        throw new Refusal('no-token', `This token is for another use, not for ${use}. ${again}`);
      const expiries = Number(payload['expiries'] ?? 0);
      const claims = {
        id: payload.jti ?? '',
        username: String(payload.sub),
        session: String(payload['sid']),
        expiries,
      };
      if (verified.size >= remembered) verified.delete(verified.keys().next().value ?? '');
      verified.set(token, { claims, use, expires: payload.exp ?? 0 });
      return claims;
    },
  };
}

type Jose = Awaited<ReturnType<typeof loadJose>>;

/** When the first token is signed or verified: it takes as long to load as all else that a start needs of Express. */
export function loadJose() {
  return import('jose');
}

function refuseForeign({ decodeProtectedHeader }: Jose, token: string, keyId: string): void {
  let header;
  try {
    header = decodeProtectedHeader(token);
  } catch (error) {
    throw new Refusal('no-token', `The token is not a JSON Web Token. ${again}`, { cause: error });
  }
  if (header.kid !== keyId)
    throw new Refusal(
      'no-token',
      `The token was issued by another server, or before the data folder was recreated. ${again}`,
    );
}

function explain({ errors }: Jose, error: unknown, use: TokenUse): string {
  const renew = use === 'access' ? renewal : again;
  if (error instanceof errors.JWTExpired) {
    const at = new Date(Number(error.payload.exp) * 1000).toISOString();
    return `The ${use} token expired at ${at}. ${renew}`;
  }
  if (error instanceof errors.JWSSignatureVerificationFailed)
    return `The token was tampered with: its signature does not match. ${again}`;
  return `The token cannot be used: ${error instanceof Error ? error.message : 'unknown reason'}. ${again}`;
}
