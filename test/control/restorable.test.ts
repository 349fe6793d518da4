// Whatever the control API was asked for, in whatever order: the snapshot of what is there then can be put back.
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ErrorBody, SpaceCount, State } from '../../src/document/schemas.ts';
import type { ServerOptions } from '../../src/options.ts';
import { createServer } from '../../src/server.ts';
import { createMock, talkTo, type TestMock } from '../support/mock.ts';

const spaces = ['a', 'b', 'ghost', 'Türkiye ✓'];
const path = (space: string): string => `/__mock/spaces/${encodeURIComponent(space)}`;
const only = (space: string): string => `space=${encodeURIComponent(space)}`;

type Step = readonly [what: string, space: string];
type Do = (mock: TestMock, space: string) => Promise<unknown>;

const steps: Readonly<Record<string, Do>> = {
  async put(mock, space) {
    await (await mock.enter(space)).put('mail', { isDefault: true });
  },
  async 'put the mask'(mock, space) {
    await (await mock.enter(space)).put('netgsm', { password: '********' });
  },
  async send(mock, space) {
    await (await mock.enter(space)).sendTest();
  },
  'put an empty space': (mock, space) => mock.agent.put(path(space)).send({ settings: {} }),
  'delete the space': (mock, space) => mock.agent.delete(path(space)),
  'reset the space': (mock, space) => mock.agent.post('/__mock/reset').send({ space }),
  'reset all': (mock) => mock.agent.post('/__mock/reset'),
  'empty the outbox': (mock, space) => mock.agent.delete(`/__mock/outbox?${only(space)}`),
  'empty all outboxes': (mock) => mock.agent.delete('/__mock/outbox'),
  'read the outbox': (mock, space) => mock.agent.get(`/__mock/outbox?${only(space)}`),
};

const sequence = fc.array(fc.tuple(fc.constantFrom(...Object.keys(steps)), fc.constantFrom(...spaces)), {
  minLength: 1,
  maxLength: 12,
});

/** Puts the snapshot back; what the mock says of its spaces is the same before and after. */
async function expectRestorable(mock: TestMock): Promise<State> {
  const state = await mock.agent.get('/__mock/state?secrets=plain');
  expect(state.status).toBe(200);
  const listed = ((await mock.agent.get('/__mock/spaces')).body as { spaces: SpaceCount[] }).spaces.map(
    ({ name }) => name,
  );
  expect(Object.keys((state.body as State).spaces).toSorted()).toEqual(listed.toSorted());
  for (const name of listed) expect((await mock.agent.get(path(name))).status).toBe(200);
  expect((await mock.agent.put('/__mock/state').send(state.body as object)).status).toBe(204);
  expect((await mock.agent.get('/__mock/state?secrets=plain')).body).toEqual(state.body);
  return state.body as State;
}

async function follow(mock: TestMock, taken: readonly Step[]): Promise<State> {
  let state: State = { spaces: {} };
  for (const [what, space] of taken) {
    await steps[what]?.(mock, space);
    state = await expectRestorable(mock);
  }
  return state;
}

async function withServer<T>(options: ServerOptions, use: (mock: TestMock) => Promise<T>): Promise<T> {
  const server = await createServer(options);
  try {
    return await use(talkTo(server));
  } finally {
    await server.close();
  }
}

describe('The snapshot of any state that can be reached is restored', () => {
  it(
    'The snapshot of any state that can be reached is restored after every control request, in any order, in memory',
    { timeout: 120_000 },
    async () => {
      const property = fc.asyncProperty(sequence, async (taken) => {
        await withServer({ assume: { 'mask-in-put': 'store' } }, (mock) => follow(mock, taken));
      });
      await fc.assert(property, { seed: 1, numRuns: 8 });
    },
  );

  it(
    'The snapshot of any state that can be reached is restored and on disk, also by the next start',
    { timeout: 120_000 },
    async () => {
      const property = fc.asyncProperty(sequence, async (taken) => {
        const data = await mkdtemp(join(tmpdir(), 'restorable-'));
        const state = await withServer({ data }, (mock) => follow(mock, taken));
        expect(await withServer({ data }, expectRestorable)).toEqual(state);
      });
      await fc.assert(property, { seed: 2, numRuns: 6 });
    },
  );
});

describe('Emptying an outbox', () => {
  it('Emptying an outbox of an unknown space does not create the space', async () => {
    const mock = await createMock();
    expect((await mock.agent.delete('/__mock/outbox?space=ghost')).status).toBe(204);
    expect((await mock.agent.get('/__mock/spaces')).body).toEqual({ spaces: [] });
  });

  it('Emptying an outbox of a space with messages leaves the space and its settings', async () => {
    const mock = await createMock();
    const visitor = await mock.enter('a');
    await visitor.put('mail', { isDefault: true });
    await visitor.sendTest();
    await mock.agent.delete('/__mock/outbox?space=a');
    expect((await mock.agent.get('/__mock/spaces')).body).toEqual({
      spaces: [{ name: 'a', settings: 1, messages: 0 }],
    });
  });
});

describe('A masked secret', () => {
  it('A masked secret is named with its space and field when a state with it is refused', async () => {
    const mock = await createMock();
    await (await mock.enter('acme')).put('mail');
    const { body } = await mock.agent.get('/__mock/state');
    const refused = await mock.agent.put('/__mock/state').send(body as object);
    expect(refused.status).toBe(400);
    expect((refused.body as ErrorBody).message).toMatch(/mail\.password.*"acme".*masked.*secrets=plain/);
  });

  it('A masked secret is a secret like any other in a state that says that its secrets are plain', async () => {
    const mock = await createMock({ assume: { 'mask-in-put': 'store' } });
    await (await mock.enter('acme')).put('mail', { password: '********' });
    const { body } = await mock.agent.get(`${path('acme')}?secrets=plain`);
    expect(body).toMatchObject({ secrets: 'plain', settings: { mail: { password: '********' } } });
    expect((await mock.agent.put(path('other')).send(body as object)).status).toBe(204);
  });

  it('A masked secret that is sent back without a stored one stays absent', async () => {
    const mock = await createMock();
    const visitor = await mock.enter('acme');
    expect((await visitor.put('mail', { password: '********' })).status).toBe(204);
    expect((await visitor.get()).body).toEqual([
      expect.not.objectContaining({ password: expect.anything() as unknown }),
    ]);
  });
});

describe('A space cannot get a name that the header X-Space cannot carry', () => {
  const unfit = ['', ' ', ' a', 'a ', 'a\t', 'a\nb', 'a\u0000', 'x'.repeat(101), '\ud800'];

  it.each(unfit.filter((name) => name !== '' && name.isWellFormed()))(
    'A space cannot get the name %j by PUT of the space',
    async (name) => {
      const mock = await createMock();
      const answer = await mock.agent.put(path(name)).send({ settings: {} });
      expect(answer.status).toBe(400);
      expect((await mock.agent.get('/__mock/spaces')).body).toEqual({ spaces: [] });
    },
  );

  it.each(unfit)('A space cannot get the name %j from a snapshot or a seed', async (name) => {
    const state = { spaces: { fit: { settings: {} }, [name]: { settings: {} } } };
    const mock = await createMock();
    const answer = await mock.agent.put('/__mock/state').send(state);
    expect(answer.status).toBe(400);
    expect((answer.body as ErrorBody).message).toContain('A space cannot be named');
    expect((await mock.agent.get('/__mock/spaces')).body).toEqual({ spaces: [] });
    await expect(createMock({ seed: state })).rejects.toThrow(/cannot start: A space cannot be named/);
  });

  it.each([' a', 'a\nb'])('A space cannot get the name %j, even if any name is allowed', async (name) => {
    const mock = await createMock({ assume: { 'space-name': 'any' } });
    expect((await mock.agent.put(path(name)).send({ settings: {} })).status).toBe(400);
    expect((await mock.agent.put(path('x'.repeat(101))).send({ settings: {} })).status).toBe(204);
  });
});
