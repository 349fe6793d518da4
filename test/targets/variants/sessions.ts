// Variants in how sessions are begun, kept and ended.
import { createHmac } from 'node:crypto';
import { correct } from '../backend.ts';
import { Refused, remember } from '../quirks.ts';
import { every, type Manner } from '../variant.ts';

export const jwt = (payload: object): string => {
  const parts = [{ alg: 'HS256', typ: 'JWT' }, payload].map((part) => Buffer.from(JSON.stringify(part)));
  const signed = parts.map((part) => part.toString('base64url')).join('.');
  return `${signed}.${createHmac('sha256', 'key').update(signed).digest('base64url')}`;
};

export const sessionVariants: readonly Manner[] = [
  {
    name: 'login-by-urlencoded-form-only',
    description: 'A login by multipart/form-data is refused.',
    quirks: {
      credentials(call) {
        if (/^multipart/i.test(call.headers['content-type'] ?? '')) throw new Refused('media-type', 'No multipart.');
        return correct.credentials(call);
      },
    },
  },
  {
    name: 'login-by-multipart-form-only',
    description: 'A login by application/x-www-form-urlencoded is refused.',
    quirks: {
      credentials(call) {
        if (!/^multipart/i.test(call.headers['content-type'] ?? '')) throw new Refused('media-type', 'Multipart only.');
        return correct.credentials(call);
      },
    },
  },
  {
    name: 'login-redirects',
    description: 'A login sets its cookies and answers by a redirect to the start page.',
    quirks: {
      async login(call) {
        const answer = await correct.login(call);
        const { 'Set-Cookie': cookies } = answer.headers ?? {};
        return cookies ? { status: 302, headers: { 'Set-Cookie': cookies, Location: '/' } } : answer;
      },
    },
  },
  {
    name: 'login-locked-after-five-failures',
    description: 'After five failed logins a user is locked out.',
    quirks: {
      async login(call) {
        const failed = remember(call, `failed ${call.quirks.credentials(call).username}`, () => 0);
        if (failed.value >= 5) throw new Refused('token', 'The account is locked.');
        failed.value++;
        const answer = await correct.login(call);
        failed.value = 0;
        return answer;
      },
    },
  },
  {
    name: 'code-by-urlencoded-form-only',
    description: 'A code is refused in multipart/form-data.',
    silent: ['otp.multipart'],
    quirks: {
      validate(call) {
        if (/^multipart/i.test(call.headers['content-type'] ?? '')) throw new Refused('media-type', 'No multipart.');
        return correct.validate(call);
      },
    },
  },
  {
    name: 'no-login',
    description: 'There is no /login; a token is given by hand.',
    token: 'given-by-hand',
    quirks: {
      givenTokens: { 'given-by-hand': 'admin' },
      route(call) {
        if (/^\/(login|validate|refresh|logout)$/.test(call.path))
          throw new Refused('path', 'There is nothing at this path.');
        return correct.route(call);
      },
    },
  },
  {
    name: 'no-refresh',
    description: 'There is no /refresh.',
    quirks: {
      route(call) {
        if (call.path === '/refresh') throw new Refused('path', 'There is nothing at this path.');
        return correct.route(call);
      },
    },
  },
  {
    name: 'tokens-rotate',
    description: 'A refresh ends the tokens that the session had before.',
    silent: ['silent.after-refresh'],
    quirks: {
      async refresh(call) {
        const { tokens } = call.world;
        const old = tokens.get(correct.cookie(call, 'ins_refresh_token') ?? '')?.session;
        const before = [...tokens].filter(([, { session }]) => session === old).map(([text]) => text);
        const answer = await correct.refresh(call);
        for (const text of before) tokens.delete(text);
        return answer;
      },
    },
  },
  {
    name: 'one-session-per-user',
    description: 'A login ends the earlier sessions of the user.',
    quirks: {
      async login(call) {
        const { username } = call.quirks.credentials(call);
        const before = [...call.world.tokens].filter(([, { user }]) => user === username).map(([text]) => text);
        const answer = await correct.login(call);
        for (const text of before) call.world.tokens.delete(text);
        return answer;
      },
    },
  },
  {
    name: 'tokens-are-jwt',
    description: 'Tokens are JSON Web Tokens.',
    quirks: { newToken: ({ world }, token) => jwt({ ...token, jti: world.number() }) },
  },
  {
    name: 'secure-cookies',
    silent: ['silent.cookie-safety'],
    description: 'Cookies are Secure with SameSite=None and an Expires date, and another cookie comes with them.',
    quirks: every((answer) => {
      const cookies = [answer.headers?.['Set-Cookie'] ?? []].flat();
      if (cookies.length === 0) return answer;
      const expires = `Expires=${new Date(Date.now() + 300_000).toUTCString()}`;
      const changed = cookies.map((cookie) => `${cookie.replace(/SameSite=\w+/, 'SameSite=None')}; Secure; ${expires}`);
      return { ...answer, headers: { ...answer.headers, 'Set-Cookie': ['lang=tr; Path=/', ...changed] } };
    }),
  },
  {
    name: 'short-lived-tokens',
    description: 'An access token is valid for two seconds.',
    quirks: { ttlSeconds: 2 },
  },
];
