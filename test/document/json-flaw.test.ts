import { describe, expect, it } from 'vitest';
import { flawOfJson } from '../../src/document/json-flaw.ts';
import { createMock, paths, sendBytes } from '../support/mock.ts';
import type { ErrorBody } from '../../src/document/schemas.ts';

describe('What is wrong with a text that is no JSON', () => {
  it.each([
    ['{"a": 1,\n "b" 2}', 'line 2, column 6: a colon is missing'],
    ['{"a": 1\n "b": 2}', 'line 2, column 2: a comma is missing'],
    ['{"a": x}', 'line 1, column 7: this is no value of JSON'],
    ['{"a": ', 'line 1, column 7: a value is missing'],
    ['{"a": 1,}', 'line 1, column 9: the name of a member is missing, in double quotes'],
    ["{'a': 1}", 'line 1, column 2: this is no value of JSON'],
    ['{} {}', 'line 1, column 4: there is more behind the end of the value'],
    ['{"a": "b', 'line 1, column 7: a text is not closed'],
    ['{"a": 01}', 'line 1, column 8: a comma is missing'],
    ['{"a": 1} // why', 'line 1, column 10: JSON has no comments'],
    ['"\\x"', 'line 1, column 1: JSON has no such escape'],
    ['"a\tb"', 'line 1, column 1: a control character has to be written as an escape'],
    ['[1,\r\n2', 'line 2, column 2: a closing bracket is missing'],
    ['', 'there is nothing in it'],
    ['['.repeat(100_000), 'it is nested more than 64 levels deep'],
  ])('%j', (text, flaw) => {
    expect(flawOfJson(text)).toBe(flaw);
  });

  it('is said of a body, without a word of it', async () => {
    const mock = await createMock({ auth: 'off' });
    const put = mock.agent.put(paths.mail).set({ 'X-Space': 'a', 'Content-Type': 'application/json' });
    const { status, body } = await sendBytes(put, '{"password": "s3cr3t"\n"isDefault": true}');
    expect(status).toBe(400);
    expect((body as ErrorBody).message).toBe('The body is not valid JSON: line 2, column 1: a comma is missing.');
  });
});
