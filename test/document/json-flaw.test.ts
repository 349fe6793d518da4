import { describe, expect, it } from 'vitest';
import { flawOfJson } from '../../src/document/json-flaw.ts';
import { createMock, paths, sendBytes } from '../support/mock.ts';
import type { ErrorBody } from '../../src/document/schemas.ts';

describe('The flaw of an invalid JSON text', () => {
  it.each([
    ['{"a": 1,\n "b" 2}', 'line 2, column 6: a colon is missing'],
    ['{"a": 1\n "b": 2}', 'line 2, column 2: a comma is missing'],
    ['{"a": x}', 'line 1, column 7: this is not a JSON value'],
    ['{"a": ', 'line 1, column 7: a value is missing'],
    ['{"a": 1,}', 'line 1, column 9: a property name in double quotes is missing'],
    ["{'a': 1}", 'line 1, column 2: this is not a JSON value'],
    ['{} {}', 'line 1, column 4: there is more text after the end of the value'],
    ['{"a": "b', 'line 1, column 7: a string is not closed'],
    ['{"a": 01}', 'line 1, column 8: a comma is missing'],
    ['{"a": 1} // why', 'line 1, column 10: JSON has no comments'],
    ['"\\x"', 'line 1, column 1: JSON has no such escape'],
    ['"a\tb"', 'line 1, column 1: a control character must be written as an escape'],
    ['[1,\r\n2', 'line 2, column 2: a closing bracket is missing'],
    ['', 'it is empty'],
    ['['.repeat(100_000), 'it is nested more than 64 levels deep'],
  ])('The flaw of an invalid JSON text is named: %j', (text, flaw) => {
    expect(flawOfJson(text)).toBe(flaw);
  });

  it('The flaw of an invalid JSON body is named without quoting the body', async () => {
    const mock = await createMock({ auth: 'off' });
    const put = mock.agent.put(paths.mail).set({ 'X-Space': 'a', 'Content-Type': 'application/json' });
    const { status, body } = await sendBytes(put, '{"password": "s3cr3t"\n"isDefault": true}');
    expect(status).toBe(400);
    expect((body as ErrorBody).message).toBe('The body is not valid JSON: line 2, column 1: a comma is missing.');
  });
});
