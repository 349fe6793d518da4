// Many logins by code at once, and many tests beside each other in one mock. LOGIN_ROUNDS and SUITE_ROUNDS make it longer.
import { Agent, request } from 'undici';
import { describe, expect, it } from 'vitest';
import { type Mock, startMock } from '../../src/index.ts';

const loginRounds = Number(process.env['LOGIN_ROUNDS'] ?? 3);
const suiteRounds = Number(process.env['SUITE_ROUNDS'] ?? 3);

const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

/** A browser: requests of one user, over connections that are kept. */
function browserOf(mock: Mock, dispatcher: Agent) {
  const post = async (path: string, form: Record<string, string>) =>
    request(mock.url + path, {
      method: 'POST',
      dispatcher,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(form).toString(),
    });
  return {
    login: async (username: string) => {
      const { statusCode, body } = await post('/login', { username, password: username });
      return { statusCode, answer: await body.json() };
    },
    code: async (username: string) => {
      const { body } = await request(`${mock.url}/__mock/otp/${username}?timeout=30000`, { dispatcher });
      return ((await body.json()) as { code: string }).code;
    },
    validate: async (username: string, code: string) => {
      const { statusCode, headers, body } = await post('/validate', { username, otp_code: code });
      await body.dump();
      const cookies = [headers['set-cookie'] ?? []].flat().map((cookie) => cookie.split(';')[0]);
      return { statusCode, cookie: cookies.join('; ') };
    },
  };
}

describe('Logins by code', { timeout: 600_000 }, () => {
  it(`Logins by code of 1,000 users at once get no foreign code (${loginRounds} rounds)`, async () => {
    await using mock = await startMock();
    await mock.put('default_space', 'netgsm');
    const dispatcher = new Agent({ connections: 64 });
    const { login, code, validate } = browserOf(mock, dispatcher);
    const users = await Promise.all(
      numbers(1_000).map((index) => mock.user({ username: `user-${index}`, otp: 'sms', spaces: [`space-${index}`] })),
    );
    const owners = new Map(users.map(({ username, phone }) => [username, phone.slice(3)]));
    for (let round = 0; round < loginRounds; round += 1) {
      const found = await Promise.all(
        users.map(async ({ username }) => {
          const waiting = round === 0 ? code(username) : undefined; // those of later rounds could wait for the code before
          const { statusCode, answer } = await login(username);
          expect([statusCode, answer]).toEqual([200, { otp_required: true, otp_type: 'SMS', username }]);
          const own = await (waiting ?? code(username));
          return { username, own, ...(await validate(username, own)) };
        }),
      );
      expect(found.filter(({ statusCode }) => statusCode !== 200)).toEqual([]);
      expect(new Set(found.map(({ cookie }) => cookie)).size).toBe(1_000);
    }
    const newest = await mock.outbox.latest('default_space');
    expect(newest?.to).toBe(owners.get(newest?.requestedBy ?? ''));
    await dispatcher.close();
  });
});

/** One test as people write them: its user, space, fault, expiry and message, and nobody else's. */
async function oneTest(mock: Mock, dispatcher: Agent): Promise<void> {
  const space = mock.space();
  const user = await mock.user({ spaces: [space] });
  const settings = async (path = '', method: 'GET' | 'POST' = 'GET') => {
    const headers = { Cookie: cookie, 'X-Space': space };
    const { statusCode, body } = await request(`${mock.url}/api/otp/settings${path}`, { method, headers, dispatcher });
    await body.dump();
    return statusCode;
  };
  let cookie = await mock.login(user);
  await mock.put(space, 'netgsm');
  expect(await settings()).toBe(200);
  const undo = await mock.fault({ space, status: 503, times: 1 });
  expect([await settings(), await settings()]).toEqual([503, 200]);
  await undo();
  await mock.expire(user);
  expect(await settings()).toBe(401);
  cookie = await mock.login(user);
  expect(await settings('/test', 'POST')).toBe(204);
  expect(await mock.outbox.wait({ space })).toMatchObject({ requestedBy: user.username, to: user.phone.slice(3) });
  expect((await mock.requests({ space })).map(({ status }) => status)).toEqual([204, 401, 200, 503, 200]);
  await user.remove();
  await mock.reset(space);
}

describe('Tests beside each other', { timeout: 600_000 }, () => {
  it(`Tests beside each other, 200 at once, do not see each other (${suiteRounds} rounds)`, async () => {
    await using mock = await startMock();
    const dispatcher = new Agent({ connections: 64 });
    for (let round = 0; round < suiteRounds; round += 1)
      await Promise.all(numbers(200).map(() => oneTest(mock, dispatcher)));
    const { spaces } = await mock.snapshot();
    expect(Object.keys(spaces)).toEqual([]);
    await dispatcher.close();
  });
});
