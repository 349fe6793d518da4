// Who may call, and for which space: tokens and X-Space, row by row.
import { afterAll, describe, expect, it } from 'vitest';
import type { ErrorBody } from '../../src/document/schemas.ts';
import { createServer } from '../../src/server.ts';
import { page } from '../page/rows.ts';
import bodies from '../support/bodies.ts';
import { talkTo } from '../support/mock.ts';
import { createPutter, faultsOf } from '../support/refusals.ts';

const server = await createServer();
const mock = talkTo(server);
const cookie = await mock.login();
afterAll(() => server.close());
const { put } = createPutter(mock, cookie);
const operations = page.map(({ method, path }) => ({ method, path }));

describe('Without a valid token', () => {
  it.each(operations)('Without a valid token, $method $path gets 401 and advice', async ({ method, path }) => {
    for (const [sent, said] of [
      [undefined, /missing or empty/],
      ['ins_access_token=', /missing or empty/],
      ['ins_access_token=made-up', /not a JSON Web Token/],
      ['ins_access_token=j:{"a":1}', /not a JSON Web Token/],
      ['ins_refresh_token=x', /missing or empty/],
    ] as const) {
      const request = mock.agent[method](path).set('X-Space', 'refusals');
      const { status, body } = await (sent === undefined ? request : request.set('Cookie', sent));
      expect(status).toBe(401);
      expect((body as ErrorBody).message).toMatch(said);
      expect((body as ErrorBody).message).toMatch(/log in/i);
    }
  });
});

describe('X-Space', () => {
  it.each(operations)('X-Space is required at $method $path, missing and empty', async ({ method, path }) => {
    const missing = await mock.agent[method](path)
      .set('Cookie', cookie)
      .send(method === 'put' ? bodies.mail : undefined);
    expect(missing.status).toBe(400);
    expect(faultsOf(missing.body)).toEqual(['required /headers/x-space']);
    const empty = await mock.agent[method](path)
      .set({ Cookie: cookie, 'X-Space': '' })
      .send(method === 'put' ? bodies.mail : undefined);
    expect(empty.status).toBe(400);
    expect(faultsOf(empty.body)).toEqual(['minLength /headers/x-space']);
  });

  it.each([
    ['of 100 letters', 'a'.repeat(100), 204, []],
    ['of 101 letters', 'a'.repeat(101), 400, ['maxLength /headers/x-space']],
    ['of 100 emoji', '🔑'.repeat(100), 204, []],
    ['of 101 emoji', '🔑'.repeat(101), 400, ['maxLength /headers/x-space']],
    ['with a tab in it', 'a\tb', 400, ['pattern /headers/x-space']],
    ['with a C1 control character in it', 'a\u0085b', 400, ['pattern /headers/x-space']],
  ])('X-Space %s', async (_, space, status, faults) => {
    const answer = await put('mail', {
      headers: { 'X-Space': Buffer.from(space).toString('latin1') },
      body: bodies.mail,
    });
    expect({ status: answer.status, faults: faultsOf(answer.body) }).toEqual({ status, faults });
  });

  it('X-Space is refused together with the validation errors of the body', async () => {
    const { isDefault: _, ...body } = bodies.mail;
    const answer = await put('mail', { headers: { 'X-Space': '' }, body });
    expect(faultsOf(answer.body).toSorted()).toEqual(['minLength /headers/x-space', 'required /body/isDefault']);
  });
});
