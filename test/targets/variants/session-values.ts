// The answers in the table of assumptions that are about tokens, each alone.
import { correct } from '../backend.ts';
import { type Answer, type Quirks, Refused, remember } from '../quirks.ts';

/** Who comes with an expired access token and a valid refresh token is let in, and given new ones. */
const renewing: Partial<Quirks> = {
  ttlSeconds: 2,
  authenticate(call) {
    try {
      return correct.authenticate(call);
    } catch (error) {
      const refresh = call.quirks.owner(call, call.quirks.cookie(call, 'ins_refresh_token') ?? '', 'refresh');
      if (!refresh || !call.quirks.cookie(call, 'ins_access_token')) throw error;
      return refresh.user;
    }
  },
};

/** A minute has to pass between two codes. */
const throttled: Partial<Quirks> = {
  codeFor(call, user) {
    const last = remember(call, `last code of ${user.username}`, () => 0);
    const left = Math.ceil((last.value + 60_000 - call.world.now()) / 1000);
    if (left > 0) throw new Refused('too-soon', 'A code was just sent.', { headers: { 'Retry-After': String(left) } });
    last.value = call.world.now();
    return correct.codeFor(call, user);
  },
};

export const sessionValues: Readonly<Record<string, Readonly<Record<string, Partial<Quirks>>>>> = {
  'token-place': {
    body: { login: async (call) => withTokens(await correct.login(call), false) },
    both: { login: async (call) => withTokens(await correct.login(call), true) },
  },
  'bearer-token': {
    accept: {
      cookie: (call, name) =>
        correct.cookie(call, name) ??
        (name === 'ins_access_token' ? /^Bearer (.+)$/.exec(call.headers.authorization ?? '')?.[1] : undefined),
    },
  },
  'silent-renewal': { renew: renewing },
  'otp-digits': Object.fromEntries([4, 5, 7, 8].map((digits) => [digits, { codeDigits: digits }])),
  'otp-repeat': {
    same: { codeFor: (call, user) => call.world.codes.get(user.username) ?? correct.codeFor(call, user) },
  },
  'otp-throttle': { '60': throttled },
};

/** The answer of a login with its tokens in the body. */
function withTokens({ headers, body, ...answer }: Answer, keepsCookies: boolean): Answer {
  const { 'Set-Cookie': cookies = [], ...others } = headers ?? {};
  const tokens = [cookies].flat().map((cookie) => /^ins_(\w+)=([^;]*)/.exec(cookie) ?? []);
  const more = Object.fromEntries(tokens.map(([, name = '', value]) => [name, value]));
  return {
    ...answer,
    headers: keepsCookies ? { ...others, 'Set-Cookie': cookies } : others,
    body: JSON.stringify({ ...(JSON.parse(String(body ?? '{}')) as object), ...more }),
  };
}
