// Users that are put while the mock runs.
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createServer } from '../../src/server.ts';
import { createMock, talkTo, type TestMock } from '../support/mock.ts';

const ada = { phone: '+905551112233', mail: 'ada@acme.example', spaces: ['acme'] };

async function login({ agent }: TestMock, username: string, password = username) {
  const { status, body } = await agent.post('/login').type('form').send({ username, password });
  return { status, spaces: (body as { spaces?: string[] }).spaces };
}

const names = async ({ agent }: TestMock): Promise<string[]> => {
  const { users } = (await agent.get('/__mock/users')).body as { users: { username: string }[] };
  return users.map(({ username }) => username);
};

describe('A user that is put', () => {
  it('A user that is put logs in with the own name, and the login lists the spaces', async () => {
    const mock = await createMock();
    const { status, body } = await mock.agent.put('/__mock/users/ada').send(ada);
    expect({ status, body }).toEqual({ status: 200, body: { username: 'ada', ...ada } });
    expect(await login(mock, 'ada')).toEqual({ status: 200, spaces: ['acme'] });
    expect(await names(mock)).toEqual(['admin', 'operator', 'ada']);
    const { sendTest, put, outbox } = await mock.enter('acme', 'ada');
    await put('netgsm', { isDefault: true });
    expect((await sendTest()).status).toBe(204);
    expect((await outbox()).body).toMatchObject({ messages: [{ to: '5551112233', requestedBy: 'ada' }] });
  });

  it('A user that is put without a body has the usual space', async () => {
    const mock = await createMock();
    expect((await mock.agent.put('/__mock/users/O%27Neil%20%C4%9F')).body).toEqual({
      username: "O'Neil ğ",
      spaces: ['default_space'],
    });
    expect(await login(mock, "O'Neil ğ")).toEqual({ status: 200, spaces: ['default_space'] });
  });

  it('A user that is put replaces one of the users file until it is deleted', async () => {
    const mock = await createMock();
    await mock.agent.put('/__mock/users/admin').send({ password: 'another', spaces: ['x', 'y'] });
    expect(await login(mock, 'admin')).toMatchObject({ status: 401 });
    expect(await login(mock, 'admin', 'another')).toEqual({ status: 200, spaces: ['x', 'y'] });
    expect(await names(mock)).toEqual(['admin', 'operator']);
    expect((await mock.agent.delete('/__mock/users/admin')).status).toBe(204);
    expect(await login(mock, 'admin')).toMatchObject({ status: 200, spaces: ['default_space', 'production'] });
    const { status, body } = await mock.agent.delete('/__mock/users/admin');
    expect({ status, body }).toMatchObject({
      status: 404,
      body: { message: '"admin" is a user of the users file, and cannot be deleted. PUT replaces it.' },
    });
  });

  it('A user that is deleted can no longer use a session, and is not known any more', async () => {
    const mock = await createMock();
    await mock.agent.put('/__mock/users/ada').send(ada);
    const { get } = await mock.enter('acme', 'ada');
    expect((await get()).status).toBe(200);
    await mock.agent.delete('/__mock/users/ada');
    expect((await get()).body).toMatchObject({
      status: 401,
      message: 'There is no user "ada" (any more). Log in as one of those in GET /__mock/users.',
    });
    expect((await mock.agent.delete('/__mock/users/ada')).status).toBe(404);
    const asAda = mock.agent.get('/api/otp/settings').set({ 'X-Space': 'a', 'X-Mock-User': 'ada' });
    expect((await asAda).status).toBe(401);
  });

  it.each([
    ['a member that there is not', { colour: 'red' }, '/body/colour'],
    ['an empty password', { password: '' }, '/body/password'],
    ['spaces that are no list', { spaces: 'acme' }, '/body/spaces'],
  ])('A user that is put with %s is refused, and nobody is changed', async (_, body, path) => {
    const mock = await createMock();
    const refused = await mock.agent.put('/__mock/users/admin').send(body);
    expect(refused.status).toBe(400);
    expect(refused.body).toMatchObject({ errors: [{ path }] });
    expect(await login(mock, 'admin')).toMatchObject({ status: 200 });
  });

  it('A user that is put with a space that cannot be is refused', async () => {
    const { agent } = await createMock();
    const { status, body } = await agent.put('/__mock/users/ada').send({ spaces: [' acme'] });
    expect(status).toBe(400);
    expect(body).toMatchObject({ message: expect.stringContaining('A space cannot be named " acme"') as string });
  });

  it('A user that is put makes the own spaces known where unknown ones are refused', async () => {
    const mock = await createMock({ assume: { 'unknown-space': 'refuse' } });
    const { get } = await mock.enter('acme');
    expect((await get()).status).toBe(404);
    await mock.agent.put('/__mock/users/ada').send(ada);
    expect((await get()).status).toBe(200);
  });

  it('A user that is put is told to those who listen, without the password', async () => {
    const mock = await createMock();
    await mock.agent.put('/__mock/users/ada').send({ password: 'very-secret' });
    const { text } = await mock.agent.get('/__mock/users');
    expect(text).toContain('"ada"');
    expect(text).not.toContain('very-secret');
  });
});

describe('Users as state', () => {
  it('Users as state survive a restart, and a reset of everything ends them', async () => {
    const data = join(await mkdtemp(join(tmpdir(), 'users-')), 'data');
    const first = await createServer({ data });
    await talkTo(first).agent.put('/__mock/users/ada').send(ada);
    await first.close();
    const mock = await createMock({ data });
    expect(await login(mock, 'ada')).toEqual({ status: 200, spaces: ['acme'] });
    await mock.agent.post('/__mock/reset').send({ space: 'acme' });
    expect(await names(mock)).toContain('ada');
    await mock.agent.post('/__mock/reset');
    expect(await names(mock)).toEqual(['admin', 'operator']);
  });

  it('Users as state are part of a snapshot, which another mock takes as a seed', async () => {
    const mock = await createMock();
    expect((await mock.agent.get('/__mock/state')).body).toEqual({ spaces: {} });
    await mock.agent.put('/__mock/users/ada').send({ ...ada, password: 'very-secret' });
    const snapshot = await mock.agent.get('/__mock/state?secrets=plain');
    expect(snapshot.body).toEqual({
      secrets: 'plain',
      spaces: {},
      users: { ada: { ...ada, password: 'very-secret' } },
    });
    await mock.agent.put('/__mock/users/bob');
    expect((await mock.agent.put('/__mock/state').send(snapshot.body as object)).status).toBe(204);
    expect(await names(mock)).toEqual(['admin', 'operator', 'ada']);
    const other = await createMock({ seed: snapshot.body as never });
    expect(await login(other, 'ada', 'very-secret')).toEqual({ status: 200, spaces: ['acme'] });
    await other.agent.post('/__mock/reset');
    expect(await names(other)).toEqual(['admin', 'operator', 'ada']);
  });

  it('Users as state are masked in a snapshot unless asked for, which is refused then', async () => {
    const mock = await createMock();
    await mock.agent.put('/__mock/users/ada').send({ password: 'very-secret' });
    const masked = await mock.agent.get('/__mock/state');
    expect(masked.body).toEqual({ spaces: {}, users: { ada: { password: '********' } } });
    const { status, body } = await mock.agent.put('/__mock/state').send(masked.body as object);
    expect(status).toBe(400);
    expect(body).toMatchObject({
      message: expect.stringContaining('The password of the user "ada" is masked') as string,
    });
    expect(await login(mock, 'ada', 'very-secret')).toMatchObject({ status: 200 });
  });

  it('Users as state with names like those of every object are users like others', async () => {
    const mock = await createMock();
    for (const name of ['__proto__', 'constructor', 'toString']) {
      expect(await login(mock, name)).toMatchObject({ status: 401 });
      expect((await mock.agent.put(`/__mock/users/${name}`)).status).toBe(200);
      expect(await login(mock, name)).toMatchObject({ status: 200 });
    }
  });
});
