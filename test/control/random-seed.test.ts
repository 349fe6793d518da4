// Made-up spaces and users: at the start, and on request.
import { describe, expect, it } from 'vitest';
import type { State } from '../../src/document/schemas.ts';
import { createMock } from '../support/mock.ts';

type Mock = Awaited<ReturnType<typeof createMock>>;

const stateOf = async (mock: Mock): Promise<State> =>
  (await mock.agent.get('/__mock/state?secrets=plain')).body as State;

const plant = (mock: Mock, body: object) => mock.agent.post('/__mock/seed').send(body);

const now = (): Date => new Date('2026-01-01T12:00:00Z');

describe('A random seed', () => {
  it('A random seed has as many spaces as it says, with settings and messages that the documents allow', async () => {
    const mock = await createMock({ seed: 'random:300', rngSeed: 7 });
    const state = await stateOf(mock);
    const spaces = Object.values(state.spaces);
    expect(spaces).toHaveLength(300);
    expect((await mock.agent.put('/__mock/state').send(state)).status).toBe(204);
    for (const { settings } of spaces)
      expect(Object.values(settings).filter(({ isDefault }) => isDefault)).toHaveLength(1);
    for (const provider of ['twilio', 'netgsm', 'dataport', 'mail'] as const)
      expect(spaces.filter(({ settings }) => settings[provider]).length).toBeGreaterThan(75);
    expect(spaces.flatMap(({ outbox = [] }) => outbox).length).toBeGreaterThan(200);
  });

  it('A random seed has settings that the contract accepts', async () => {
    const mock = await createMock({ seed: 'random:30' });
    const { spaces } = await stateOf(mock);
    const visitor = await mock.enter('another');
    for (const { settings } of Object.values(spaces))
      for (const [provider, setting] of Object.entries(settings))
        expect((await visitor.put(provider as 'mail', setting)).status, JSON.stringify(setting)).toBe(204);
  });

  it('A random seed is the same for the same rngSeed, and another one for another', async () => {
    const of = async (rngSeed?: number): Promise<State> =>
      stateOf(await createMock({ seed: 'random:5', now, ...(rngSeed !== undefined && { rngSeed }) }));
    expect(await of(2)).toEqual(await of(2));
    const names = async (rngSeed?: number): Promise<string[]> => Object.keys((await of(rngSeed)).spaces);
    expect(await names()).toEqual(await names(1));
    expect(await names(2)).not.toEqual(await names(3));
  });

  it('A random seed is planted beside what there is', async () => {
    const mock = await createMock();
    const visitor = await mock.enter();
    await visitor.put('mail', { smtpHost: 'mine.example' });
    const { status, body } = await plant(mock, { seed: 'random:4' });
    expect([status, (body as { spaces: string[] }).spaces.length]).toEqual([200, 3]);
    expect((await visitor.get()).body).toMatchObject([{ smtpHost: 'mine.example' }]);
    expect((await plant(mock, { seed: 'random:4' })).body).toEqual({ spaces: [] });
    expect((await plant(mock, { seed: 'demo' })).body).toEqual({ spaces: ['production', 'failing'] });
  });

  it.each([
    ['no number', 'random:', /seed/],
    ['no spaces at all', 'random:0', /seed/],
    ['a file', '/etc/passwd', /seed/],
    ['too many spaces', 'random:10001', /seed/],
  ])('A request for %s is refused, and changes nothing', async (_, seed, message) => {
    const mock = await createMock();
    const { status, body } = await plant(mock, { seed });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(JSON.stringify(body)).toMatch(message);
    expect((await stateOf(mock)).spaces).toEqual({});
  });
});

describe('Random users', () => {
  it('Random users are behind the bundled ones, and log in', async () => {
    const mock = await createMock({ users: 'random:20', seed: 'random:50' });
    const { users } = (await mock.agent.get('/__mock/users')).body as { users: { username: string; phone: string }[] };
    expect(users).toHaveLength(22);
    expect(users[0]?.username).toBe('admin');
    const { username = '' } = users.at(-1) ?? {};
    expect((await mock.agent.post('/login').type('form').send({ username, password: username })).status).toBe(200);
    const known = new Set(users.map((user) => user.username));
    const messages = Object.values((await stateOf(mock)).spaces).flatMap(({ outbox = [] }) => outbox);
    expect(messages.filter(({ requestedBy }) => !known.has(requestedBy))).toEqual([]);
  });
});
