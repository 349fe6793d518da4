// Who is let in, by what a document demands.
import express from 'express';
import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { loadDocuments } from '../../src/document/load.ts';
import { listOperations, type Operation } from '../../src/document/operations.ts';
import type { User } from '../../src/document/schemas.ts';
import { contextOf, setContext } from '../../src/http/context.ts';
import { readCookies } from '../../src/http/cookies.ts';
import { demandsOf, renewWith, requireLogin } from '../../src/http/security.ts';
import { Refusal } from '../../src/refusal/refusal.ts';
import type { Sessions } from '../../src/session/sessions.ts';

const documents = await loadDocuments();
const [operation] = listOperations(documents) as [Operation];

const isGood = async (token: string): Promise<User> => {
  if (token !== 'good') throw new Refusal('no-token', `${token} is not good`);
  return { username: 'ada' } as User;
};
const sessions = { authenticate: isGood, refresh: isGood } as unknown as Sessions; // all that is asked of them

/** The user who is let in, or why nobody is. */
async function enter(security: Operation['security'], cookie: string): Promise<string | undefined> {
  const app = express().use(
    (_request, response, next) => {
      setContext(response, { id: '', method: '', url: '' });
      next();
    },
    readCookies,
    requireLogin(demandsOf({ ...operation, security }, documents), { sessions, renew: renewWith(sessions, undefined) }),
    (_request, response) => void response.send(contextOf(response).user?.username ?? 'nobody'),
  );
  app.use(
    ((error: Error, _request, response, _next) => void response.send(error.message)) as express.ErrorRequestHandler,
  );
  return (await request(app).get('/').set('Cookie', cookie)).text;
}

const [access, refresh] = [{ accessToken: [] }, { refreshToken: [] }];

describe('A demand', () => {
  it.each<[string, Operation['security'], string, string]>([
    ['of one cookie, which is valid', [access], 'ins_access_token=good', 'ada'],
    ['of one cookie, which is not valid', [access], 'ins_access_token=bad', 'bad is not good'],
    [
      'of one cookie, which is empty',
      [access],
      'ins_access_token=',
      'The cookie ins_access_token is missing or empty.',
    ],
    ['of both cookies', [{ ...access, ...refresh }], 'ins_access_token=good; ins_refresh_token=good', 'ada'],
    [
      'of both cookies, of which one is there',
      [{ ...access, ...refresh }],
      'ins_access_token=good',
      'ins_refresh_token',
    ],
    ['of either cookie', [access, refresh], 'ins_refresh_token=good', 'nobody'],
    ['of either cookie, without any', [access, refresh], 'x=y', 'The cookie ins_access_token is missing'],
    ['of a cookie or nothing', [access, {}], 'x=y', 'nobody'],
  ])('A demand %s is judged', async (_name, security, cookie, expected) => {
    expect(await enter(security, cookie)).toContain(expected);
  });

  it('A demand that the mock does not know ends the start', () => {
    expect(() => demandsOf({ ...operation, security: [{ oauth: [] }] }, documents)).toThrow(
      'The document demands oauth of PUT /api/otp/settings',
    );
  });
});
