// A backend with settings of somebody, as a run against staging finds it.
import { onTestFinished } from 'vitest';
import { type Quirks, startBackend } from '../targets/backend.ts';
import { type Kind, kinds, routes } from '../targets/page.ts';
import { bodies } from '../targets/scenario.ts';

export interface Staging {
  readonly url: string;
  /** The same under a name that is not taken for this machine. */
  readonly remote: string;
  /** The settings of a space without their dates, in the order of their providers. */
  readonly read: (space: string) => Promise<unknown[]>;
  readonly put: (space: string, kind: Kind, changes?: object) => Promise<number>;
}

/** A backend with settings of its own in the space `live`, which is the default of the login, and nothing in `spare`. */
export async function staging(quirks: Partial<Quirks> = {}): Promise<Staging> {
  const backend = await startBackend({
    ...quirks,
    users: [{ username: 'admin', password: 'admin', spaces: ['live', 'spare'] }],
  });
  onTestFinished(() => backend.close());
  const login = { method: 'POST', body: new URLSearchParams({ username: 'admin', password: 'admin' }) };
  const { headers } = await fetch(`${backend.url}/login`, login);
  const cookie = headers
    .getSetCookie()
    .map((each) => each.split(';', 1)[0])
    .join('; ');
  const put = async (space: string, kind: Kind, changes: object = {}): Promise<number> => {
    const path = routes.find(({ route }) => route === kind)?.path ?? '';
    const body = JSON.stringify({ isDefault: kind === 'mail', ...bodies[kind], ...changes });
    const headers = { cookie, 'x-space': space, 'content-type': 'application/json' };
    return (await fetch(backend.url + path, { method: 'PUT', headers, body })).status;
  };
  for (const kind of kinds) await put('live', kind);
  return {
    url: backend.url,
    remote: backend.url.replace('127.0.0.1', '0.0.0.0'),
    put,
    async read(space) {
      const answer = await fetch(`${backend.url}/api/otp/settings`, { headers: { cookie, 'x-space': space } });
      const list = (await answer.json()) as Record<string, unknown>[];
      return list
        .map(({ lastModifiedDate: _moved, ...setting }) => setting)
        .toSorted((a, b) => String(a['provider']).localeCompare(String(b['provider'])));
    },
  };
}
