// Codes that are refused, and those that cannot be sent.
import { describe, expect, it } from 'vitest';
import { createMock } from '../support/mock.ts';
import { ada, messageOf, person, withAda } from '../support/people.ts';

describe('A code', () => {
  it('A code is refused when it is wrong, was used, or is that of an earlier login', async () => {
    const { ada } = await withAda();
    expect(messageOf(await ada.validate('123456'))).toContain('No login of this user waits for a code');
    await ada.login();
    const first = (await ada.code()) ?? '';
    const wrong = await ada.validate(`${first}0`);
    expect([wrong.status, messageOf(wrong)]).toEqual([
      401,
      'The code is wrong. The message with the right one is in the outbox.',
    ]);
    await ada.login();
    const second = (await ada.code()) ?? '';
    if (first !== second) expect((await ada.validate(first)).status).toBe(401);
    expect((await ada.validate(second)).status).toBe(200);
    expect(messageOf(await ada.validate(second))).toContain('No login of this user waits for a code: it was used');
  });

  it('A code of another user is refused', async () => {
    const { mock, ada: one } = await withAda();
    await mock.agent.put('/__mock/users/bob').send({ ...ada, phone: '+905551112244' });
    const other = person(mock, 'bob');
    await one.login();
    await other.login();
    const [own, foreign] = [await one.code(), await other.code()];
    if (own !== foreign) expect((await one.validate(foreign ?? '')).status).toBe(401);
    expect((await other.validate(foreign ?? '')).status).toBe(200);
  });

  it('A code expires by the clock of the mock', async () => {
    const { mock, ada } = await withAda();
    await ada.login();
    const code = (await ada.code()) ?? '';
    await mock.agent.post('/__mock/clock/advance').send({ milliseconds: 301_000 });
    expect(messageOf(await ada.validate(code))).toMatch(/^The code expired at 20.*Log in at POST \/login/);
    expect(await ada.code()).toBeUndefined();
  });

  it('A code that five tries have missed locks the user, and the control API and the vendor’s list name the user', async () => {
    const { mock, ada } = await withAda();
    await ada.login();
    const code = (await ada.code()) ?? '';
    for (const tried of ['a', 'b', 'c', 'd', 'e']) expect((await ada.validate(tried)).status).toBe(401);
    const locked = await ada.validate(code);
    expect([locked.status, messageOf(locked)]).toEqual([
      403,
      expect.stringMatching(/^The user "ada" is locked until .*, after 5 wrong passwords or codes\.$/),
    ]);
    expect((await ada.login()).status).toBe(403);
    const Cookie = await mock.login();
    expect((await mock.agent.get('/api/auth/lockedUsers').set({ Cookie })).body).toEqual(['ada']);
    expect((await mock.agent.get('/api/auth/lockedUsers')).status).toBe(401);
    expect((await mock.agent.get('/__mock/users')).text).toContain('"lockedUntil":"');
    await mock.agent.post('/__mock/clock/advance').send({ milliseconds: 600_000 });
    expect((await ada.login()).status).toBe(200);
  });

  it('A code that was right forgives what was wrong before', async () => {
    const { ada } = await withAda();
    for (let round = 0; round < 3; round += 1) {
      for (let times = 0; times < 4; times += 1) expect((await ada.login('wrong')).status).toBe(401);
      expect((await ada.login()).status).toBe(200);
      expect((await ada.validate((await ada.code()) ?? '')).status).toBe(200);
    }
  });

  it('A code that the provider refuses is in the outbox as a failed message, and no login waits for it', async () => {
    const { mock, ada } = await withAda();
    await (await mock.enter()).put('netgsm', { isDefault: true, username: 'fail-30' });
    const refused = await ada.login();
    expect([refused.status, messageOf(refused)]).toEqual([
      500,
      expect.stringMatching(/^The provider netgsm refused the message \w+ with the code: 30 /),
    ]);
    expect((await mock.agent.get('/__mock/outbox/latest')).body).toMatchObject({ status: 'failed' });
    expect(await ada.code()).toBeUndefined();
  });

  it('A code goes wrong by a fault as a test send does', async () => {
    const { mock, ada } = await withAda();
    const fault = { operation: 'login', error: 'ETIMEDOUT', times: 1 };
    expect((await mock.agent.post('/__mock/faults').send(fault)).status).toBe(201);
    expect((await ada.login()).status).toBe(500);
    expect((await ada.login()).status).toBe(200);
    await mock.agent.post('/__mock/faults').send({ operation: 'validate', status: 503, times: 1 });
    expect((await ada.validate((await ada.code()) ?? '')).status).toBe(503);
    expect((await ada.validate((await ada.code()) ?? '')).status).toBe(200);
  });

  it('A code without a setting to send it through is refused with what to do', async () => {
    const mock = await createMock();
    await mock.agent.put('/__mock/users/ada').send({ otp: 'mail' });
    const refused = await person(mock, 'ada').login();
    expect([refused.status, messageOf(refused)]).toEqual([
      500,
      'The code for "ada" cannot be sent: the space "default_space" has no mail setting. PUT one first.',
    ]);
  });
});
