import { describe, expect, it } from 'vitest';
import type { ErrorBody, State } from '../../src/document/schemas.ts';
import { createMock, type TestMock } from '../support/mock.ts';

async function filled(): Promise<TestMock> {
  const mock = await createMock();
  for (const space of ['a', 'b']) {
    const visitor = await mock.enter(space);
    await visitor.put('mail', { isDefault: true });
    await visitor.sendTest();
  }
  return mock;
}

const snapshot = async (mock: TestMock, secrets = 'plain'): Promise<State> =>
  (await mock.agent.get(`/__mock/state?secrets=${secrets}`)).body as State;

describe('A snapshot', () => {
  it('A snapshot has all spaces, settings and messages, with secrets masked unless they are asked for', async () => {
    const mock = await filled();
    const state = await snapshot(mock, 'masked');
    expect(Object.keys(state.spaces)).toEqual(['a', 'b']);
    expect(state.spaces['a']).toMatchObject({ settings: { mail: { password: '********' } }, outbox: [{ space: 'a' }] });
    expect((await snapshot(mock)).spaces['b']?.settings.mail?.password).toBe('example-password');
  });

  it('A snapshot is restored as a whole: changes are undone, and newer spaces are deleted', async () => {
    const mock = await filled();
    const before = await snapshot(mock);
    const [a, c] = [await mock.enter('a'), await mock.enter('c')];
    await a.put('twilio', { isDefault: true });
    await a.sendTest();
    await c.put('netgsm');
    await mock.agent.delete('/__mock/spaces/b');
    expect((await mock.agent.put('/__mock/state').send(before)).status).toBe(204);
    expect(await snapshot(mock)).toEqual(before);
  });

  it('A snapshot can be the seed of another mock', async () => {
    const before = await snapshot(await filled());
    expect(await snapshot(await createMock({ seed: before }))).toEqual(before);
  });

  it.each<[string, (state: State) => unknown, number]>([
    [
      'with masked secrets',
      ({ spaces }) => ({
        spaces: { ...spaces, z: { settings: { mail: { ...spaces['a']?.settings.mail, password: '********' } } } },
      }),
      400,
    ],
    [
      'with a setting that does not fit',
      ({ spaces }) => ({ spaces: { ...spaces, z: { settings: { mail: { type: 5 } } } } }),
      400,
    ],
    ['with a provider that is none', ({ spaces }) => ({ spaces: { ...spaces, z: { settings: { fax: {} } } } }), 400],
    ['of another form', () => ({}), 400],
    ['that is none', () => 'x', 400],
  ])('A snapshot %s is refused, and nothing is changed', async (_, spoil, status) => {
    const mock = await filled();
    const before = await snapshot(mock);
    const answer = await mock.agent
      .put('/__mock/state')
      .type('json')
      .send(JSON.stringify(spoil(before)));
    expect(answer.status).toBe(status);
    expect((answer.body as ErrorBody).message).not.toContain('example-password');
    expect(await snapshot(mock)).toEqual(before);
  });
});
