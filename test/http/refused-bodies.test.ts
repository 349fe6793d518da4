// Bodies that are refused before or instead of their fields, and the order of all refusals.
import { afterAll, describe, expect, it } from 'vitest';
import type { ErrorBody } from '../../src/document/schemas.ts';
import { createServer } from '../../src/server.ts';
import bodies from '../support/bodies.ts';
import { paths, talkTo } from '../support/mock.ts';
import { createPutter, faultsOf } from '../support/refusals.ts';

const server = await createServer();
const mock = talkTo(server);
const cookie = await mock.login();
afterAll(() => server.close());
const { put } = createPutter(mock, cookie);

describe('A body', () => {
  it.each([
    ['an array', '[]', 'type /body'],
    ['a text', '"text"', 'type /body'],
    ['a number', '5', 'type /body'],
    ['null', 'null', 'type /body'],
    ['true', 'true', 'type /body'],
  ])('A body cannot be %s', async (_, raw, fault) => {
    const { status, body } = await put('mail', { raw });
    expect({ status, faults: faultsOf(body) }).toEqual({ status: 400, faults: [fault] });
  });

  it('A body that is empty lacks the required fields', async () => {
    const { status, body } = await put('mail', { raw: '' });
    const faults = ['required /body/isDefault', 'required /body/type', 'required /body/provider'];
    expect({ status, faults: faultsOf(body) }).toEqual({ status: 400, faults });
  });

  it.each(['{', '{"a":}', "{'a':1}", '{"a":1}}', '\u0000', '{"isDefault":true,}'])(
    'A body has to be readable as JSON, unlike %j',
    async (raw) => {
      const { status, body } = await put('mail', { raw });
      expect({ status, message: (body as ErrorBody).message }).toEqual({
        status: 400,
        message: expect.stringMatching(/^The body is not valid JSON: line 1, column \d+: [^{}]+\.$/) as string,
      });
    },
  );

  it.each([
    ['text/plain', 'text/plain'],
    ['application/x-www-form-urlencoded', 'application/x-www-form-urlencoded'],
    ['application/xml', 'application/xml'],
    ['application/json; charset=iso-8859-9', 'iso-8859-9'],
    ['application/json; charset="utf-16"', 'utf-16'],
    ['application/jsonp', 'application/jsonp'],
  ])('A body cannot come as %j', async (type, said) => {
    const { status, body } = await put('mail', { headers: { 'Content-Type': type }, body: bodies.mail });
    expect(status).toBe(415);
    expect((body as ErrorBody).message).toContain(said);
  });

  it('A body cannot come without a Content-Type', async () => {
    const url = await server.listen({ port: 0 });
    const headers = { Cookie: cookie, 'X-Space': 'refusals' };
    const answer = await fetch(url + paths.mail, { method: 'PUT', headers, body: Buffer.from('{}') });
    expect(answer.status).toBe(415);
    expect(((await answer.json()) as ErrorBody).message).toContain('no Content-Type');
  });

  it.each([
    'application/json; charset=utf-8',
    'application/json;charset=UTF-8',
    'Application/JSON',
    'application/json; v=1',
  ])('A body can come as %s', async (type) => {
    const { status } = await put('mail', { headers: { 'Content-Type': type }, body: bodies.mail });
    expect(status).toBe(204);
  });

  it('A body of 2 MB is too large', async () => {
    const { status, body } = await put('mail', { body: { ...bodies.mail, password: 'x'.repeat(2 * 1024 ** 2) } });
    expect(status).toBe(413);
    expect((body as ErrorBody).message).toMatch(/too large.*1 MB/);
  });
});

describe('The order of refusal', () => {
  it('The order of refusals is path, method, token, media type, size, JSON, header and body', async () => {
    const big = 'x'.repeat(2 * 1024 ** 2);
    const send = async (path: string, headers: Record<string, string>, raw: string): Promise<number> =>
      (await mock.agent.put(path).serialize(String).set(headers).send(raw)).status;
    const text = { 'Content-Type': 'text/plain' };
    const json = { 'Content-Type': 'application/json' };
    expect(await send('/api/otp/nothing', text, big)).toBe(404);
    expect(await send('/api/otp/settings', text, big)).toBe(405);
    expect(await send(paths.mail, text, big)).toBe(401);
    expect(await send(paths.mail, json, '{')).toBe(401);
    expect(await send(paths.mail, { ...text, Cookie: cookie }, big)).toBe(415);
    expect(await send(paths.mail, { ...json, Cookie: cookie }, big)).toBe(413);
    expect(await send(paths.mail, { ...json, Cookie: cookie }, '{')).toBe(400);
  });
});
