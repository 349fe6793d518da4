// Forty requests of somebody who works with the settings of a backend through a mock, and makes mistakes.
import { bodies } from '../targets/scenario.ts';
import { type Kind, routes } from '../targets/page.ts';

interface Ask {
  readonly space?: string | null;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: string;
  /** Without the cookie. */
  readonly apart?: boolean;
}

type Send = (method: string, path: string, init: RequestInit) => Promise<Response>;

/** By a form of either kind: some backends take only one of them. */
async function logIn(send: Send): Promise<Response> {
  const fields = { username: 'admin', password: 'admin' };
  const login = await send('POST', '/login', { body: new URLSearchParams(fields) });
  if (login.status < 400) return login;
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return send('POST', '/login', { body: form });
}

type Shown = Readonly<Record<string, unknown>>;

/** @returns how many requests there were @param token an access token, where there is no login */
export async function askForty(url: string, token?: string): Promise<number> {
  let count = 0;
  let cookie = token === undefined ? '' : `ins_access_token=${token}`;
  let bearer = token ?? '';
  const send: Send = (method, path, init) => {
    count += 1;
    return fetch(url + path, { ...init, method, redirect: 'manual' });
  };
  const ask = async (route: string, { space = 'production', body, headers = {}, query = '', apart }: Ask = {}) => {
    const { method, path } = routes.find((each) => each.route === route) ?? { method: 'GET', path: route };
    const response = await send(method, path + query, {
      headers: {
        ...(space !== null && { 'x-space': space }),
        ...(!apart && { cookie }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return text;
  };
  const list = async (more: Ask = {}): Promise<readonly Shown[]> => {
    const text = await ask('list', more);
    const json = (text.startsWith('[') || text.startsWith('{') ? JSON.parse(text) : []) as
      | readonly Shown[]
      | { content?: readonly Shown[] };
    return Array.isArray(json) ? (json as readonly Shown[]) : ((json as { content?: readonly Shown[] }).content ?? []);
  };
  const put = (kind: Kind, changes: Shown = {}, more: Ask = {}) =>
    ask(kind, { ...more, body: { isDefault: false, ...bodies[kind], ...changes } });

  if (token === undefined) {
    const login = await logIn(send);
    const cookies = login.headers.getSetCookie().map((each) => each.split(';')[0]);
    const [, ofBody] = /"access_token":"([^"]*)"/.exec(await login.text()) ?? [];
    bearer = /ins_access_token=([^;]*)/.exec(cookies.join(';'))?.[1] ?? ofBody ?? '';
    cookie = cookies.length > 0 ? cookies.join('; ') : `ins_access_token=${bearer}`;
  }
  await list({ space: 'default_space' });
  await list();
  await put('twilio');
  await list();
  await put('mail', { isDefault: true });
  await put('netgsm');
  await list();
  await ask('test');
  await put('mail', { isDefault: true, password: '' });
  await ask('test');
  await put('mail', { isDefault: true });
  await list();
  await put('twilio', { isDefault: true });
  await list();
  await put('netgsm', { isDefault: true });
  await list();
  await put('twilio', { twilioNumber: undefined });
  await list();
  await put('twilio', { authToken: '********' });
  const shown = (await list()).find(({ provider }) => provider === 'Twilio');
  await put('twilio', { id: typeof shown?.['id'] === 'number' ? 2 ** 30 + 7 : 'c0ffee000000000000000007' });
  await list();
  await put('mail', { colour: 'blue' });
  await put('mail', { createdBy: 'somebody' });
  await put('mail', { smtpHost: null });
  await put('mail', { smtpPort: '587' });
  await put('mail', { transportStrategy: 'OTHER' });
  await put('netgsm', { type: 'Email' });
  await put('mail', { isDefault: undefined });
  await put('mail', {}, { headers: { 'content-type': 'text/plain' } });
  await list({ apart: true });
  await list({ space: null });
  await list({ space: '' });
  await list({ space: 'elsewhere' });
  await list({ space: 'n'.repeat(101) });
  await list({ query: '?colour=blue' });
  await list({ apart: true, headers: { authorization: `Bearer ${bearer}` } });
  await ask('test', { space: 'default_space' });
  return count;
}
