// The session behind the cookie: refreshed at /refresh, valid for a limited time, and independent of stored settings.
import { afterExpiry } from './expiry.ts';
import { describe, isFromProxy, isSuccess, settingsIn } from '../target/response.ts';
import { type Check, define, type Row } from './check.ts';
import { expectShown } from './expect.ts';
import { expectLifetime } from './token-lifetime.ts';
import { expectReach } from './cookie-reach.ts';
import { tamper } from './cookies.ts';
import { type LoggedIn, tokenOf } from '../target/login.ts';
import { isOf, type Kind, otherSample, sampleOf } from '../model/kinds.ts';
import type { Subjects } from '../model/subjects.ts';
import { NetworkError } from '../target/network-error.ts';
import type { TargetResponse } from '../target/http.ts';
import { Failed, Undecidable } from '../target/verdict.ts';
import type { Workspace } from '../model/workspace.ts';

/** What a check has to do with stored settings. */
const writing: Pick<Row<Subjects>, 'effect' | 'needs'> = {
  effect: 'write',
  needs: ({ kinds }) => kinds.map(({ name }) => `${name}.other-values`),
};

const rows: readonly Row<Subjects>[] = [
  {
    id: 'refresh',
    statement: 'A refresh with the refresh cookie alone sets a new, valid access cookie.',
    run: expectRefreshed,
  },
  {
    id: 'refresh-made-up',
    shows: 'refused',
    statement: 'A refresh with a made-up refresh cookie, or without one, is refused.',
    async run(workspace) {
      await refreshCookie(workspace);
      for (const Cookie of ['ins_refresh_token=made-up', 'ins_refresh_token=', 'other=1'])
        expectNotRefreshed(await askRefresh(workspace, Cookie));
    },
  },
  {
    id: 'refresh-by-access',
    shows: 'refused',
    statement: 'A refresh with an access token in the refresh cookie is refused.',
    async run(workspace) {
      await refreshCookie(workspace);
      expectNotRefreshed(await askRefresh(workspace, `ins_refresh_token=${await workspace.client.freshAccess()}`));
    },
  },
  {
    id: 'refresh-tampered',
    shows: 'refused',
    statement: 'A refresh with one character of the refresh cookie changed is refused.',
    async run(workspace) {
      const token = await refreshCookie(workspace);
      for (const place of [Math.floor(token.length / 2), token.length - 4])
        expectNotRefreshed(await askRefresh(workspace, `ins_refresh_token=${tamper(token, place)}`));
    },
  },
  {
    id: 'cookies-reach',
    statement:
      'The cookies of a login reach every operation, and /refresh, in a browser, for as long as the login says.',
    run: (workspace, subjects) => expectReach(workspace, subjects),
  },
  {
    id: 'access-by-refresh',
    shows: 'refused',
    statement: 'A refresh token in the access cookie is refused.',
    async run(workspace) {
      const token = await refreshCookie(workspace);
      expectNoSuccess(await workspace.ask(workspace.options.list, { token }));
    },
  },
  {
    id: 'outlived',
    statement: 'Stored settings are still there in the next session.',
    ...writing,
    run: (workspace, { kinds }) => expectOutlived(workspace, kinds),
  },
  {
    id: 'together',
    statement: 'One session sees at once what another one stores.',
    ...writing,
    run: (workspace, { kinds }) => expectSeenByBoth(workspace, kinds),
  },
  {
    id: 'lifetime',
    statement: 'A token that is a JWT expires when the login says: exp agrees with the lifetime of the cookie.',
    run: expectLifetime,
  },
  {
    id: 'expired',
    shows: 'refused',
    statement: 'Every operation refuses an expired access token.',
    run: expectExpired,
  },
];

/** The checks of the session. They come last, because they may end the one that the run has. */
export function sessionChecks(subjects: Subjects): Check[] {
  const source = 'Authorizations: ins_access_token, valid for x minutes, refreshed with ins_refresh_token at /refresh';
  return define({ name: 'session', source, effect: 'read', needs: ['list.answers'] }, subjects, rows);
}

/** @throws {Undecidable} when there is no refresh cookie to work with. */
async function refreshCookie(workspace: Workspace): Promise<string> {
  const { refresh } = workspace.client.session;
  if (refresh === undefined) throw new Undecidable('the session has no refresh cookie');
  return refresh;
}

/** POST, or GET where that is what the target takes: the page does not say. */
export async function askRefresh(workspace: Workspace, cookies: string, once = false): Promise<TargetResponse> {
  const asked = { path: '/refresh', headers: { Accept: 'application/json', Cookie: cookies }, once };
  const posted = await workspace.send({ ...asked, method: 'POST' });
  const response = [404, 405].includes(posted.status) ? await workspace.send({ ...asked, method: 'GET' }) : posted;
  if (isFromProxy(response)) throw new NetworkError(`POST /refresh responds with ${response.status}`, response.request);
  return response;
}

/** How often a refresh is tried whose response is lost: each time with a new login, because it may have used the cookie up. */
const mostRefreshes = 3;

async function expectRefreshed(workspace: Workspace): Promise<void> {
  await refreshCookie(workspace); // where there is none, no login helps
  for (let tries = 1; ; tries += 1) {
    await workspace.client.loginAgain(); // an earlier try may have used the cookie up
    try {
      return await expectRefreshedOnce(workspace);
    } catch (error) {
      if (!(error instanceof NetworkError) || tries === mostRefreshes) throw error;
    }
  }
}

async function expectRefreshedOnce(workspace: Workspace): Promise<void> {
  const refresh = await refreshCookie(workspace);
  const askedAt = Date.now();
  const response = await askRefresh(workspace, `ins_refresh_token=${refresh}`, true);
  if ([404, 405].includes(response.status)) throw new Undecidable('the target has no /refresh');
  const access = tokenOf(response, 'access');
  if (access === undefined || response.status >= 400)
    throw new Failed({ expected: 'a new cookie ins_access_token', actual: describe(response), response });
  const renewed = tokenOf(response, 'refresh') ?? refresh;
  const session: LoggedIn = { ...workspace.client.session, access, refresh: renewed, askedAt };
  const listed = await workspace.ask(workspace.options.list, { token: access });
  if (!isSuccess(listed)) {
    await workspace.client.loginAgain();
    throw new Failed({ expected: 'the new access token to be valid', actual: describe(listed), response: listed });
  }
  workspace.client.adopt(session);
}

function expectNotRefreshed(response: TargetResponse): void {
  const access = tokenOf(response, 'access');
  if (access === undefined && response.status >= 300 && response.status <= 499) return;
  throw new Failed({ expected: 'a refusal with 401 or 403', actual: describe(response), response });
}

function expectNoSuccess(response: TargetResponse): void {
  if (isSuccess(response))
    throw new Failed({ expected: 'a refusal with 401 or 403', actual: describe(response), response });
}

async function expectOutlived(workspace: Workspace, kinds: readonly Kind[]): Promise<void> {
  for (const kind of kinds) await workspace.baseline(kind);
  await workspace.client.loginAgain();
  for (const [kind, shown] of await workspace.each(kinds))
    await expectShown(workspace, kind, { put: sampleOf(kind), shown });
}

async function expectSeenByBoth(workspace: Workspace, kinds: readonly Kind[]): Promise<void> {
  const { access: first } = await workspace.client.loginAgain();
  const second = await workspace.client.anotherLogin();
  const listed = (): Promise<TargetResponse> => workspace.ask(workspace.options.list, { token: first });
  if (!isSuccess(await listed())) {
    workspace.client.adopt(second);
    throw new Undecidable('a login ends earlier sessions');
  }
  for (const kind of kinds) await workspace.store(kind, sampleOf(kind), { token: first });
  await listed();
  for (const kind of kinds) await workspace.store(kind, otherSample(kind), { token: second.access });
  const list = settingsIn(await listed());
  for (const kind of kinds) {
    const shown = list.find((each) => isOf(kind, each)) ?? {};
    await expectShown(workspace, kind, { put: otherSample(kind), shown });
  }
}

async function expectExpired(workspace: Workspace, { list, puts, test }: Subjects): Promise<void> {
  const { effects } = workspace.options;
  const { access: token, expiresIn } = await workspace.client.loginAgain();
  if (expiresIn === undefined) throw new Undecidable('the login does not say how long a token is valid');
  await afterExpiry(workspace, { seconds: expiresIn }, async () => {
    for (const { operation, kind } of [list, ...puts, test].filter(({ effect }) => effects.has(effect)))
      expectNoSuccess(await workspace.ask(operation, { token, ...(kind && { body: sampleOf(kind) }) }));
  });
}
