// Every value of every assumption, seen through HTTP. The table of cases is held against the table of assumptions.
import { describe, expect, it } from 'vitest';
import { assumptionNames, table } from '../../src/assumptions/table.ts';
import { createMock, paths } from '../support/mock.ts';
import { looks } from './looks.ts';

type Listed = Record<string, unknown>;

const cases = assumptionNames.flatMap((name) => table[name].values.map((value) => ({ name, value })));

describe('Every value of every assumption is implemented', () => {
  it.each(assumptionNames)(
    'Every value of every assumption is implemented: %s has a case for each of its values',
    (name) => {
      expect(Object.keys(looks[name][1]).toSorted()).toEqual([...table[name].values].toSorted());
    },
  );

  it.each(cases)('Every value of every assumption is implemented: $name=$value', async ({ name, value }) => {
    let time = Date.parse('2026-04-24T08:05:55.076Z');
    const mock = await createMock({ assume: { [name]: value }, now: () => new Date((time += 1000)) });
    const visitor = await mock.enter('assumed');
    const [look, expected] = looks[name];
    expect(await look({ mock, visitor })).toEqual(expected[value]);
  });
});

describe('The assumptions in force', () => {
  it('The assumptions in force are listed with their defaults and reasons', async () => {
    const mock = await createMock({ assume: { 'id-type': 'integer' } });
    const { assumptions } = (await mock.agent.get('/__mock/assumptions')).body as { assumptions: Listed[] };
    expect(assumptions.map(({ name }) => name)).toEqual(assumptionNames);
    expect(assumptions.find(({ name }) => name === 'id-type')).toMatchObject({ value: 'integer', default: 'string' });
  });

  it('The assumptions in force show in the contract as served', async () => {
    const assume = {
      'invalid-body-status': '422',
      'missing-space': 'default',
      'unknown-fields': 'refuse',
      'error-body': 'problem',
    } as const;
    const mock = await createMock({ assume });
    const { body } = await mock.agent.get('/__mock/openapi.json');
    expect(body).toHaveProperty(['paths', paths.mail, 'put', 'responses', '422']);
    expect(body).toHaveProperty(['components', 'parameters', 'Space', 'required'], false);
    expect(JSON.stringify(body)).not.toContain('"application/json":{"schema":{"$ref":"#/components/schemas/Error"}}');
  });

  it.each([
    [{ 'id-typ': 'integer' }, /no assumption "id-typ".*id-type/],
    [{ 'id-type': 'uuid' }, /id-type cannot be "uuid".*string, integer/],
  ])('The assumptions in force refuse what the table does not have: %j', async (assume, message) => {
    await expect(createMock({ assume: assume as object })).rejects.toThrow(message);
  });
});
