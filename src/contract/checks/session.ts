// The session behind the cookie: refreshed at /refresh, valid for a while, and not a place where settings are kept.
import { setTimeout as wait } from 'node:timers/promises';
import { type Check, Failed, Undecidable } from '../check.ts';
import { expectShown } from '../compare.ts';
import { cookieOf, type LoggedIn } from '../login.ts';
import { isOf, type Kind, otherSample, sampleOf } from '../sample.ts';
import type { Answer } from '../target.ts';
import { describe, isSuccess, settingsIn } from '../answer.ts';
import type { Visit } from '../visit.ts';
import { expectUnchanged, type Subject } from './access.ts';

const source = 'Authorizations: ins_access_token, valid for x minutes, refreshed with ins_refresh_token at /refresh';

/** The longest time, in seconds, that a run waits for a token to run out. */
const patience = 5;

/** The checks of the session. They come last, because they may end the one that the run has. */
export function sessionChecks(subjects: readonly Subject[], kinds: readonly Kind[]): Check[] {
  const check = (id: string, statement: string, run: Check['run']): Check => ({
    id: `session.${id}`,
    statement,
    source,
    tier: 'documented',
    effect: 'read',
    needs: ['list.answers'],
    run,
  });
  const writing = { effect: 'write', needs: kinds.map(({ name }) => `${name}.other-values`) } as const;
  return [
    check(
      'refresh',
      'The refresh cookie gets a new access cookie, which is then valid; no access cookie is needed.',
      (visit) => expectRefreshed(visit),
    ),
    check('refresh-made-up', 'A refresh is refused with a made-up refresh cookie, and with none.', async (visit) => {
      await refreshCookie(visit);
      for (const Cookie of ['ins_refresh_token=made-up', 'ins_refresh_token=', 'other=1'])
        expectNotRefreshed(await askRefresh(visit, Cookie));
    }),
    check('refresh-by-access', 'A refresh is refused with an access token in the refresh cookie.', async (visit) => {
      await refreshCookie(visit);
      expectNotRefreshed(await askRefresh(visit, `ins_refresh_token=${visit.session.access}`));
    }),
    check('access-by-refresh', 'A refresh token in the access cookie is refused.', async (visit) => {
      const token = await refreshCookie(visit);
      const answer = await visit.ask(visit.options.list, { token });
      if (isSuccess(answer)) throw new Failed({ expected: 'a refusal, 401 or 403', came: describe(answer), answer });
    }),
    {
      ...check('outlived', 'What was stored is there in the next session, too.', (visit) =>
        expectOutlived(visit, kinds),
      ),
      ...writing,
    },
    {
      ...check('together', 'What one session stores another one sees at once.', (visit) =>
        expectSeenByBoth(visit, kinds),
      ),
      ...writing,
    },
    check('expired', 'An access token that has run out is refused by every operation.', (visit) =>
      expectExpired(visit, subjects),
    ),
  ];
}

/** @throws {Undecidable} when there is no refresh cookie to work with. */
async function refreshCookie(visit: Visit): Promise<string> {
  const { refresh } = visit.session;
  if (refresh === undefined) throw new Undecidable('the session has no refresh cookie');
  return refresh;
}

/** POST, or GET where that is what the target takes: the page does not say. */
async function askRefresh({ options: { target } }: Visit, cookies: string): Promise<Answer> {
  const asked = { path: '/refresh', headers: { Accept: 'application/json', Cookie: cookies } };
  const answer = await target.send({ ...asked, method: 'POST' });
  return [404, 405].includes(answer.status) ? target.send({ ...asked, method: 'GET' }) : answer;
}

async function expectRefreshed(visit: Visit): Promise<void> {
  const refresh = await refreshCookie(visit);
  const askedAt = Date.now();
  const answer = await askRefresh(visit, `ins_refresh_token=${refresh}`);
  if ([404, 405].includes(answer.status)) throw new Undecidable('the target has no /refresh');
  const access = cookieOf(answer, 'ins_access_token');
  if (access === undefined || answer.status >= 400)
    throw new Failed({ expected: 'a new cookie ins_access_token', came: describe(answer), answer });
  const renewed = cookieOf(answer, 'ins_refresh_token') ?? refresh;
  const session: LoggedIn = { ...visit.session, access, refresh: renewed, askedAt };
  const listed = await visit.ask(visit.options.list, { token: access });
  if (!isSuccess(listed)) {
    await visit.loginAgain();
    throw new Failed({ expected: 'that the new access token is valid', came: describe(listed), answer: listed });
  }
  visit.adopt(session);
}

function expectNotRefreshed(answer: Answer): void {
  const access = cookieOf(answer, 'ins_access_token');
  if (access === undefined && answer.status >= 300 && answer.status <= 499) return;
  throw new Failed({ expected: 'a refusal, 401 or 403', came: describe(answer), answer });
}

async function expectOutlived(visit: Visit, kinds: readonly Kind[]): Promise<void> {
  for (const kind of kinds) await visit.baseline(kind);
  await visit.loginAgain();
  for (const kind of kinds) await expectUnchanged(visit, kind);
}

async function expectSeenByBoth(visit: Visit, kinds: readonly Kind[]): Promise<void> {
  for (const kind of kinds) {
    const { access: first } = await visit.loginAgain();
    const second = await visit.anotherLogin();
    if (!isSuccess(await visit.ask(visit.options.list, { token: first }))) {
      visit.adopt(second);
      throw new Undecidable('a login ends the sessions before it');
    }
    await visit.store(kind, sampleOf(kind), { token: first });
    await visit.ask(visit.options.list, { token: first });
    await visit.store(kind, otherSample(kind), { token: second.access });
    const list = settingsIn(await visit.ask(visit.options.list, { token: first }));
    const shown = list.find((each) => isOf(kind, each)) ?? {};
    await expectShown(visit, kind, { put: otherSample(kind), shown });
  }
}

async function expectExpired(visit: Visit, subjects: readonly Subject[]): Promise<void> {
  const { effects } = visit.options;
  const { access: token, expiresIn } = await visit.loginAgain();
  if (expiresIn === undefined) throw new Undecidable('the login does not say how long a token is valid');
  if (expiresIn > patience)
    throw new Undecidable(`a token is valid for ${expiresIn} s, and a run does not wait so long`);
  await wait(expiresIn * 1000 + 500);
  for (const { operation, kind } of subjects.filter(({ effect }) => effects.has(effect))) {
    const answer = await visit.ask(operation, { token, ...(kind && { body: sampleOf(kind) }) });
    if (isSuccess(answer)) throw new Failed({ expected: 'a refusal, 401 or 403', came: describe(answer), answer });
  }
}
