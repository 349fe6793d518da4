// What is required of requests and of responses.
import { expect, it } from 'vitest';
import { forRequests, forResponses } from '../../src/document/direction.ts';

const schema = {
  required: ['id', 'name', 'password'],
  properties: { id: { readOnly: true }, name: {}, password: { writeOnly: true }, required: { enum: ['id'] } },
};

it('A read-only field is not required of requests, nor a write-only one of responses, at any depth', () => {
  const nested = { content: { json: { schema: { items: schema } } }, examples: [{ required: ['id'] }] };
  expect(forRequests(nested).content.json.schema.items.required).toEqual(['name', 'password']);
  expect(forResponses(nested).content.json.schema.items.required).toEqual(['id', 'name']);
  expect(forRequests(nested).examples).toEqual(nested.examples);
  expect(schema.required).toEqual(['id', 'name', 'password']);
});

it('Shared parts stay shared, so that they are compiled once', () => {
  const copy = forRequests({ first: schema, second: schema });
  expect(copy.first).toBe(copy.second);
});
