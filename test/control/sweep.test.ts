// Every operation that takes a body, with every body that is not meant: refused or carried out, and never an error of the mock.
import { describe, expect, it } from 'vitest';
import { loadDocuments } from '../../src/document/load.ts';
import { listOperations } from '../../src/document/operations.ts';
import { createMock } from '../support/mock.ts';
import { listening } from '../support/raw.ts';

const withBody = listOperations(await loadDocuments()).filter(({ definition }) => definition.requestBody);

/** The type and the text of a body; undefined leaves it out. */
const bodies: readonly (readonly [type: string | undefined, text: string | undefined])[] = [
  [undefined, undefined],
  ['application/json', undefined],
  ['application/json', ''],
  ...[
    'null',
    'true',
    '0',
    '"text"',
    '[]',
    '[null]',
    '{}',
    '{"unknown":1}',
    '{"":{}}',
    '{"__proto__":{"a":1}}',
    '{',
  ].map((text) => ['application/json', text] as const),
  ['text/plain', 'text'],
  ['application/x-www-form-urlencoded', 'a=1'],
  ['multipart/form-data; boundary=x', '--x--'],
];

/** Each member of a schema in the place of the whole, and with a value of every other type. */
function members(schema: unknown): string[] {
  const { properties = {} } = (schema ?? {}) as { properties?: Record<string, unknown> };
  const values = ['null', 'true', '-1', '1e999', '"text"', '""', '[]', '[[]]', '[null]', '{}', '{"a":null}'];
  return Object.keys(properties).flatMap((name) => values.map((value) => `{${JSON.stringify(name)}:${value}}`));
}

describe.each(withBody.map((operation) => [`${operation.method.toUpperCase()} ${operation.path}`, operation] as const))(
  '%s',
  (_, { method, path, body }) => {
    it.each(['', '?space=a&unknown=1'])('has no error of its own for any body (query %j)', async (query) => {
      const mock = await createMock({ assume: { 'token-place': 'both' } }); // so that /refresh takes a body
      const headers = { Cookie: await mock.login(), 'X-Space': 'a' };
      const all = [...bodies, ...members(body).map((text) => ['application/json', text] as const)];
      const answers = [];
      for (const [type, text] of all) {
        const url = path.replaceAll(/\{\w+\}/g, 'a') + query;
        const asked = mock.agent[method as 'put' | 'post'](url).set(headers);
        if (type !== undefined) void asked.set('Content-Type', type);
        const { status } = await (text === undefined ? asked : asked.serialize((each: string) => each).send(text));
        answers.push({ type, text, status });
      }
      expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
      expect(answers.filter(({ status }) => status >= 400).length).toBeGreaterThan(0);
    });
    it('has no error of its own without a body, and without a word about one', async () => {
      const ask = await listening({ auth: 'off' });
      const head = `${method.toUpperCase()} ${path.replaceAll(/\{\w+\}/g, 'a')} HTTP/1.1\r\nHost: localhost\r\nX-Space: a`;
      expect(await ask(head)).toMatch(/^HTTP\/1\.1 [24]/);
    });
  },
);
