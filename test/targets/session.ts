// The correct steps of a session: log in, refresh, log out, and whose token it is.
import { randomBytes } from 'node:crypto';
import { json } from './request.ts';
import { type Answer, type Call, type Quirks, Refused } from './quirks.ts';

type SessionSteps = Pick<
  Quirks,
  | 'login'
  | 'asksForCode'
  | 'codeDigits'
  | 'codeSeconds'
  | 'codeFor'
  | 'validate'
  | 'codeFits'
  | 'refresh'
  | 'logout'
  | 'credentials'
  | 'newToken'
  | 'cookie'
  | 'owner'
  | 'authenticate'
>;

/** How long a refresh token is valid. */
const refreshSeconds = 86_400;

function setCookie(name: string, value: string, seconds: number): string {
  return `${name}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax`;
}

function issue(call: Call, use: 'access' | 'refresh', holder: { user: string; session: number }): string {
  const seconds = use === 'access' ? call.quirks.ttlSeconds : refreshSeconds;
  const token = { ...holder, use, expires: call.world.now() + seconds * 1000 };
  const text = call.quirks.newToken(call, token);
  call.world.tokens.set(text, token);
  return setCookie(`ins_${use}_token`, text, seconds);
}

/** The answer that hands out both tokens. */
export function grant(call: Call, user: string, session: number): Answer {
  const holder = { user, session };
  const spaces = call.quirks.users.find((each) => each.username === user)?.spaces ?? [];
  const answer = json(200, { 'expire-seconds': call.quirks.ttlSeconds, spaces });
  const cookies = [issue(call, 'access', holder), issue(call, 'refresh', holder)];
  return { ...answer, headers: { ...answer.headers, 'Set-Cookie': cookies } };
}

/** The fields of a form, whichever of the two ways it is sent. */
function form({ headers, raw }: Call): Map<string, string> {
  const type = headers['content-type'] ?? '';
  if (/^application\/x-www-form-urlencoded\b/i.test(type)) return new Map(new URLSearchParams(raw.toString()));
  const boundary = /^multipart\/form-data\b.*boundary="?([^";]+)/i.exec(type)?.[1];
  if (boundary === undefined) throw new Refused('media-type', 'Log in with a form.');
  const parts = raw.toString().split(`--${boundary}`);
  return new Map(
    parts.flatMap((part) => {
      const [, name, value] = /\bname="([^"]*)".*?\r\n\r\n(.*)\r\n$/s.exec(part) ?? [];
      return name !== undefined && value !== undefined ? [[name, value] as const] : [];
    }),
  );
}

export const sessionSteps: SessionSteps = {
  credentials(call) {
    const sent = form(call);
    const [username, password] = [sent.get('username'), sent.get('password')];
    if (!username || !password) throw new Refused('unreadable', 'The form needs username and password.');
    return { username, password };
  },

  login(call) {
    const { username, password } = call.quirks.credentials(call);
    const user = call.quirks.users.find((each) => each.username === username && each.password === password);
    if (!user) throw new Refused('token', 'The user name or the password is wrong.');
    if (!call.quirks.asksForCode(user)) return grant(call, username, call.world.number());
    const code = call.quirks.codeFor(call, user);
    call.world.codes.set(username, code);
    call.world.messages.push(`To ${username}, ${new Date(code.sentAt).toISOString()}: your code is ${code.text}.`);
    return json(200, { otp_required: true, otp_type: user.otp, username });
  },

  asksForCode: ({ otp }) => otp !== undefined,

  codeDigits: 6,

  codeSeconds: 300,

  codeFor({ world, quirks }) {
    const text = String(world.number() % 10 ** quirks.codeDigits).padStart(quirks.codeDigits, '0');
    return { text, expires: world.now() + quirks.codeSeconds * 1000, sentAt: world.now() };
  },

  validate(call) {
    const sent = form(call);
    const [username, text] = [sent.get('username'), sent.get('otp_code')];
    if (!username || !text) throw new Refused('unreadable', 'The form needs username and otp_code.');
    if (!call.quirks.codeFits(call, username, text)) throw new Refused('code', 'Invalid or expired OTP code.');
    call.world.codes.delete(username);
    return grant(call, username, call.world.number());
  },

  codeFits({ world }, username, text) {
    const code = world.codes.get(username);
    return code !== undefined && code.text === text && code.expires > world.now();
  },

  refresh(call) {
    const token = call.quirks.cookie(call, 'ins_refresh_token');
    const found = token && call.quirks.owner(call, token, 'refresh');
    if (!found) throw new Refused('token', 'The refresh token is missing or not valid.');
    return grant(call, found.user, found.session);
  },

  logout(call) {
    const { tokens } = call.world;
    for (const use of ['access', 'refresh']) {
      const ended = tokens.get(call.quirks.cookie(call, `ins_${use}_token`) ?? '');
      for (const [text, { session }] of tokens) if (session === ended?.session) tokens.delete(text);
    }
    return {
      status: 204,
      headers: { 'Set-Cookie': [setCookie('ins_access_token', '', 0), setCookie('ins_refresh_token', '', 0)] },
    };
  },

  newToken: () => randomBytes(24).toString('hex'),

  cookie({ headers }, name) {
    const pairs = (headers.cookie ?? '').split(';').map((pair) => pair.trim());
    return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
  },

  owner({ world }, text, use) {
    const token = world.tokens.get(text);
    return token?.use === use && token.expires > world.now() ? token : undefined;
  },

  authenticate(call) {
    const text = call.quirks.cookie(call, 'ins_access_token');
    const token = text ? call.quirks.owner(call, text, 'access') : undefined;
    if (!token) throw new Refused('token', 'The access token is missing or not valid.');
    return token.user;
  },
};
