// The fixtures of vitest: what is the test's own.
import { describe, expect } from 'vitest';
import { test } from '../../src/integrations/vitest.ts';

const sendTest = async (url: string, headers: Record<string, string>): Promise<void> => {
  const { status } = await fetch(`${url}/api/otp/settings/test`, { method: 'POST', headers });
  expect(status).toBe(204);
};

const spaces: string[] = [];
const users: string[] = [];

describe.sequential('A test with the fixtures', () => {
  test('has a space and a user of its own, whose login names the space', async ({ mock, space, user, cookie }) => {
    spaces.push(space);
    users.push(user.username);
    expect(user.spaces).toEqual([space]);
    const body = new URLSearchParams({ username: user.username, password: user.password });
    const login = await fetch(`${mock.url}/login`, { method: 'POST', body });
    expect(await login.json()).toMatchObject({ spaces: [space] });
    await mock.put(space, 'mail');
    await sendTest(mock.url, { Cookie: cookie, 'X-Space': space });
    expect(await mock.outbox.wait({ space })).toMatchObject({ requestedBy: user.username, to: user.mail });
  });

  test('finds nothing of another test', async ({ mock, space, user }) => {
    expect(spaces).not.toContain(space);
    expect(users).not.toContain(user.username);
    expect(await mock.settings(spaces[0] ?? '')).toEqual({});
    await expect(mock.login({ username: users[0] ?? '', password: users[0] ?? '' })).rejects.toThrow('wrong');
  });

  test('waits for another message each time', async ({ mock, space, cookie }) => {
    const headers = { Cookie: cookie, 'X-Space': space };
    await mock.put(space, 'netgsm');
    await sendTest(mock.url, headers);
    const first = await mock.outbox.wait({ space });
    await expect(mock.outbox.wait({ space, timeout: 50 })).rejects.toThrow('No message arrived within 50 ms');
    const waiting = mock.outbox.wait({ space });
    await sendTest(mock.url, headers);
    await sendTest(mock.url, headers);
    const [second, third] = [await waiting, await mock.outbox.wait({ space })];
    expect(new Set([first.id, second.id, third.id]).size).toBe(3);
    expect((await mock.outbox.wait({ space, after: first.id })).id).toBe(second.id);
    expect((await mock.outbox.latest(space))?.id).toBe(third.id);
  });
});
