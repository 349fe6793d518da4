// Two spaces never see each other's settings or messages.
import { describe, expect, it } from 'vitest';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMock } from '../support/mock.ts';

const pairs = [
  ['differ by case', 'Production', 'production'],
  ['differ by Unicode normal form', 'caf\u00e9', 'cafe\u0301'],
  ['look like the parent folder', '..', '.'],
  ['look like paths', 'a/b', 'a'],
  ['look like paths of another system', 'a\\b', 'b'],
  ['are names of devices', 'CON', 'con'],
  ['look percent-encoded', '%2e', '.'],
  ['look like encoded paths', '..%2f..%2fetc', '../../etc'],
  ['have blanks inside', 'a b', 'a  b'],
  ['look alike', 'раypal', 'paypal'],
  ['are long and differ at the end', `${'x'.repeat(99)}1`, `${'x'.repeat(99)}2`],
  ['have emoji', '🔑', '🔒'],
  ['look like members of objects', '__proto__', 'constructor'],
  ['end in dots', 'name.', 'name'],
] as const;

describe('Spaces whose names', () => {
  it.each(pairs)('Spaces whose names %s are apart: %j and %j', async (_, one, other) => {
    const data = join(await mkdtemp(join(tmpdir(), 'isolation-')), 'data');
    const mock = await createMock({ data });
    const [a, b] = [await mock.enter(one), await mock.enter(other)];
    await a.put('mail', { smtpHost: 'one.example', isDefault: true });
    expect((await b.get()).body).toEqual([]);
    await b.put('mail', { smtpHost: 'other.example', isDefault: true });
    await a.put('netgsm');
    await a.sendTest();
    expect((await a.get()).body).toMatchObject([{ header: 'ACME' }, { smtpHost: 'one.example' }]);
    expect((await b.get()).body).toMatchObject([{ smtpHost: 'other.example' }]);
    expect((await a.outbox()).body).toMatchObject({ total: 1, messages: [{ space: one }] });
    expect((await b.outbox()).body).toEqual({ total: 0, messages: [] });
    const { spaces } = (await mock.agent.get('/__mock/spaces')).body as { spaces: { name: string }[] };
    expect(spaces.map(({ name }) => name).toSorted()).toEqual([one, other].toSorted());
    await mock.agent.post('/__mock/reset').send({ space: one });
    expect((await a.get()).body).toEqual([]);
    expect((await b.get()).body).toHaveLength(1);
  });
});
