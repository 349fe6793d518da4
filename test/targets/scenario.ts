// A scenario: requests one after the other, played against a backend; what it answers is the result. By it a mutant shows
// that it differs from the correct backend. Made to be deterministic, so it brings its own clock and numbers.
import { request as send, type IncomingHttpHeaders } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { startBackend } from './backend.ts';
import { type Kind, routes } from './page.ts';
import type { Chance, Quirks } from './quirks.ts';

export interface Request {
  readonly method: string;
  readonly path: string;
  /** The name of the space; null sends no header. Default: default_space. */
  readonly space?: string | null;
  /** Whose cookies are sent, and changed by the answer. Default: admin. */
  readonly session?: string;
  /** The access token that is sent in place of the session's. Null: no cookies at all. */
  readonly token?: ((token: string) => string) | null;
  /** `{access}` and `{refresh}` stand for the session's tokens. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** One request, several at the same time, or a pause in seconds on the backend's own clock. */
export type Step = Request | readonly Request[] | { readonly passes: number };
export type Scenario = readonly Step[];
type More = Omit<Partial<Request>, 'method' | 'path'>;

export const bodies: Readonly<Record<Kind, Readonly<Record<string, unknown>>>> = {
  twilio: { type: 'SMS', provider: 'Twilio', accountSid: 'AC01', authToken: 'secret-1', twilioNumber: '+15005550006' },
  netgsm: { type: 'SMS', provider: 'Netgsm', username: '850', password: 'secret-2', header: 'ACME', bayiCode: '12' },
  dataport: {
    type: 'SMS',
    provider: 'Dataport',
    username: 'acme',
    password: 'secret-3',
    accountNumber: '10042',
    originator: 'ACME',
    shortNumber: '4609',
    operator: 'Turkcell',
  },
  mail: {
    type: 'Email',
    provider: 'Default',
    username: 'otp@acme.example',
    password: 'secret-4',
    smtpHost: 'smtp.acme.example',
    smtpPort: 587,
    transportStrategy: 'SMTP_TLS',
  },
};

/** A request as it is written; a body that is no string becomes JSON. */
export function call(route: string, body?: unknown, more: More = {}): Request {
  const { method, path } = routes.find((row) => row.route === route) ?? { method: 'GET', path: route };
  if (body === undefined) return { method, path, ...more };
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { method, path, body: text, ...more, headers: { 'content-type': 'application/json', ...more.headers } };
}

/** A PUT of a good body with some fields changed; undefined leaves one out. */
export function put(kind: Kind, changed: Readonly<Record<string, unknown>> = {}, more: More = {}): Request {
  return call(kind, { isDefault: false, ...bodies[kind], ...changed }, more);
}

export const get = (more: More = {}): Request => call('list', undefined, more);
export const test = (more: More = {}): Request => call('test', undefined, more);

/** Stores a setting and looks at the list. */
export function shows(kind: Kind, changed: Readonly<Record<string, unknown>> = {}): Scenario {
  return [put(kind, changed), get()];
}

type Jar = Map<string, string>;

interface Play {
  readonly url: string;
  readonly jars: Map<string, Jar>;
}

/** Plays a scenario against a fresh backend and tells what it answered to each request. */
export async function play(quirks: Partial<Quirks>, scenario: Scenario): Promise<unknown[]> {
  let now = Date.parse('2026-04-24T08:05:55.076Z');
  let last = 0;
  const chance: Chance = { now: () => now, number: () => ++last };
  const backend = await startBackend(quirks, chance);
  const state: Play = { url: backend.url, jars: new Map() };
  const answers: unknown[] = [];
  try {
    for (const step of scenario) {
      now += 'passes' in step ? step.passes * 1000 : 10;
      if ('passes' in step) continue;
      const requests = 'method' in step ? [step] : step;
      for (const { session = 'admin' } of requests) await logIn(state, session);
      // A little apart, so that requests at the same time arrive in the order in which they are written.
      const sent = requests.map((request, n) => wait(n * 5).then(() => exchange(state, request)));
      answers.push(...(await Promise.all(sent)));
    }
  } finally {
    await backend.close();
  }
  return answers;
}

async function logIn(state: Play, session: string): Promise<void> {
  if (state.jars.has(session)) return;
  state.jars.set(session, new Map());
  await exchange(state, { ...logInAs(session), session });
}

/** A session may be a second one of the same user: `admin/2`. */
export function logInAs(session: string): Request {
  const [user = ''] = session.split('/');
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  return { ...call('login'), headers, body: String(new URLSearchParams({ username: user, password: user })) };
}

function cookieHeader(jar: Jar, token: Request['token']): string | undefined {
  if (token === null) return undefined;
  const cookies = new Map(jar);
  if (token) cookies.set('ins_access_token', token(jar.get('ins_access_token') ?? ''));
  return [...cookies].map((cookie) => cookie.join('=')).join('; ') || undefined;
}

function headersOf({ space = 'default_space', token, headers = {} }: Request, jar: Jar): Record<string, string> {
  const cookie = cookieHeader(jar, token);
  return {
    ...(space !== null && { 'x-space': Buffer.from(space).toString('latin1') }),
    ...(cookie !== undefined && { cookie }),
    ...Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [
        name,
        value.replace(/\{(\w+)\}/, (_, use: string) => jar.get(`ins_${use}_token`) ?? ''),
      ]),
    ),
  };
}

function exchange({ url, jars }: Play, request: Request): Promise<unknown> {
  const jar = jars.get(request.session ?? 'admin') ?? new Map<string, string>();
  const { method, path, body } = request;
  return new Promise((resolve) => {
    const sent = send(url + path, { method, headers: headersOf(request, jar), agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', () => resolve('broken off'));
      response.on('end', () => {
        keep(response.headers, jar);
        resolve(told(response.statusCode, response.headers, Buffer.concat(chunks).toString()));
      });
    });
    sent.on('error', () => resolve('no answer'));
    // As bytes: Node writes the headers in the encoding of a body that is text, and these are in Latin-1.
    sent.end(body === undefined ? undefined : Buffer.from(body));
  });
}

function keep(headers: IncomingHttpHeaders, jar: Jar): void {
  for (const cookie of headers['set-cookie'] ?? []) {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
    jar.set(name, value);
  }
}

function told(status: number | undefined, headers: IncomingHttpHeaders, body: string): unknown {
  const cookies = (headers['set-cookie'] ?? []).map((cookie) => cookie.split('=')[0]);
  return { status, type: headers['content-type'], location: headers.location, allow: headers.allow, cookies, body };
}
