// Points about sessions that the page does not document and that no assumption names.
import { randomUUID } from 'node:crypto';
import type { Row } from './check.ts';
import { parsedCookies } from './cookie-reach.ts';
import { askRefresh } from './session.ts';
import { isSuccess } from '../target/response.ts';
import { tokenOf } from '../target/login.ts';
import type { Subjects } from '../model/subjects.ts';
import type { TargetResponse } from '../target/http.ts';
import { otherwise } from './two-spaces.ts';
import { Failed, Undecidable } from '../target/verdict.ts';

/** They log in beside the run. */
export const sessionRows: readonly Row<Subjects>[] = [
  {
    id: 'cookie-safety',
    statement: 'The cookies of a login are HttpOnly, and have SameSite Lax or Strict.',
    async run(workspace) {
      const { setCookies = [] } = await workspace.client.anotherLogin();
      const tokens = parsedCookies(setCookies).filter(({ name }) => /^ins_\w+_token$/.test(name));
      if (tokens.length === 0) throw new Undecidable('the login sets no cookies');
      for (const { name, attributes } of tokens)
        if (!attributes.has('httponly') || !/^(lax|strict)$/i.test(attributes.get('samesite') ?? ''))
          throw new Failed({
            expected: `${name} with HttpOnly and SameSite`,
            actual: [...attributes.keys()].join(', '),
          });
    },
  },
  {
    id: 'logout',
    statement: 'After a logout, the access token is refused.',
    async run(workspace) {
      const { access } = await workspace.client.anotherLogin();
      const asked = { path: '/logout', method: 'POST', headers: { Cookie: `ins_access_token=${access}` }, once: true };
      const response = await workspace.send(asked);
      if (response.status >= 400) throw new Undecidable(`POST /logout responds with ${response.status}`);
      const listed = await workspace.ask(workspace.options.list, { token: access });
      if (isSuccess(listed)) throw otherwise('a refusal', listed, 'the token is still accepted');
    },
  },
  {
    id: 'after-refresh',
    statement: 'After a refresh, the access token and the refresh token of before are still accepted.',
    async run(workspace) {
      const { access, refresh } = await workspace.client.anotherLogin();
      if (refresh === undefined) throw new Undecidable('the login sets no refresh cookie');
      const renew = (): Promise<TargetResponse> => askRefresh(workspace, `ins_refresh_token=${refresh}`, true);
      const renewed = await renew();
      if (tokenOf(renewed, 'access') === undefined) throw new Undecidable('it does not refresh');
      const listed = await workspace.ask(workspace.options.list, { token: access });
      if (!isSuccess(listed)) throw otherwise('success', listed, 'the former access token is refused');
      const again = await renew();
      if (tokenOf(again, 'access') === undefined)
        throw otherwise('new cookies', again, 'the former refresh token is refused');
    },
  },
  {
    id: 'session-fixation',
    statement:
      'A login gives tokens of its own, whatever cookies it is sent with, and those are not accepted after it.',
    async run({ client, unrecorded }) {
      const madeUp = `made-up-${randomUUID()}`;
      const { access } = await client.anotherLogin(`ins_access_token=${madeUp}; ins_refresh_token=${madeUp}`);
      if (access === madeUp) throw new Failed({ expected: 'a new token', actual: 'the one that came with the login' });
      const listed = await unrecorded.ask(unrecorded.options.list, { token: madeUp });
      if (isSuccess(listed)) throw otherwise('a refusal', listed, 'the made-up token is accepted');
    },
  },
];
