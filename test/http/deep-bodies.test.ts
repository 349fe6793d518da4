// Bodies that are nested too deep, in JSON or by the names of a form. None of them may end the process, whatever it answers.
// Needs a build.
import { afterAll, describe, expect, it } from 'vitest';
import type { ErrorBody } from '../../src/document/schemas.ts';
import { createServer } from '../../src/server.ts';
import { paths, talkTo } from '../support/mock.ts';
import { start } from '../support/process.ts';
import { createPutter } from '../support/refusals.ts';

const server = await createServer();
const mock = talkTo(server);
const url = await server.listen({ port: 0 });
const cookie = await mock.login();
afterAll(() => server.close());
const { put } = createPutter(mock, cookie);

const list = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
const object = (depth: number): string => '{"a":'.repeat(depth) + '1' + '}'.repeat(depth);

async function form(url: string, name: string): Promise<{ status: number; message: string }> {
  const body = new FormData();
  body.append(name, 'x');
  const response = await fetch(`${url}/login`, { method: 'POST', body });
  return { status: response.status, message: ((await response.json()) as ErrorBody).message };
}

describe('A body nested too deep', () => {
  it.each([
    ['a list 3,000 deep', list(3_000)],
    ['a list 100,000 deep', list(100_000)],
    ['a list that never ends', '['.repeat(300_000)],
    ['objects 3,000 deep', object(3_000)],
    ['a list 65 deep', list(65)],
    ['a list 65 deep behind a text with brackets and quotes', `{"a":"]}\\"]}","b":${list(64)}}`],
  ])('A body nested too deep is refused with 400 in words: %s', async (_, raw) => {
    const { status, body } = await put('mail', { raw });
    expect({ status, message: (body as ErrorBody).message }).toEqual({
      status: 400,
      message: 'The body is nested more than 64 levels deep. No request of this API needs that: send a flat object.',
    });
  });

  it.each([
    ['64 levels', `{"a":${list(63)}}`],
    ['brackets in a text', `{"a":"${'['.repeat(200)}"}`],
    ['brackets behind an escaped quote', `{"a":"\\"${'['.repeat(200)}"}`],
    ['many lists side by side', `[${Array(500).fill('[]').join(',')}]`],
  ])('A body nested too deep is not one with %s: the document decides', async (_, raw) => {
    const { status, body } = await put('mail', { raw });
    expect(status).toBe(400);
    expect((body as ErrorBody).errors?.length).toBeGreaterThan(0);
  });

  it('A body nested too deep is refused by the control API as well', async () => {
    const request = mock.agent.put('/__mock/state').set('Content-Type', 'application/json').serialize(String);
    const { status, body } = await request.send(`{"spaces":${list(10_000)}}`);
    expect(status).toBe(400);
    expect((body as ErrorBody).message).toContain('64 levels');
  });
});

describe('A form', () => {
  it.each([
    ['a name nested 65 deep', `a${'[b]'.repeat(65)}`, /nesting too deep/],
    ['a name nested 3,000 deep', `a${'[b]'.repeat(3_000)}`, /name too long/],
    ['a name with a huge index', 'username[99999999]', /array index too large/],
    ['a name of 2,000 characters', 'a'.repeat(2_000), /name too long/],
  ])('A form with %s is refused with 400', async (_, name, reason) => {
    const { status, message } = await form(url, name);
    expect(status).toBe(400);
    expect(message).toMatch(reason);
  });

  it.each([
    ['a part without a header line', '--b\r\nnonsense\r\n\r\nx\r\n--b--\r\n'],
    ['a part whose header has no name', '--b\r\nContent-Disposition\r\n\r\nx\r\n--b--\r\n'],
    ['control characters in a header', '--b\r\nContent-\u0000Disposition: form-data; name="a"\r\n\r\nx\r\n--b--\r\n'],
    ['no end', '--b\r\nContent-Disposition: form-data; name="username"\r\n\r\nadmin'],
    ['nothing', ''],
  ])('A form with %s is refused with 400', async (_, body) => {
    const response = await fetch(`${url}/login`, {
      method: 'POST',
      headers: { 'Content-Type': 'multipart/form-data; boundary=b' },
      body,
    });
    expect(response.status).toBe(400);
  });
});

describe('The process', () => {
  it('The process outlives deep bodies and forms, and still answers', async () => {
    const { url, stop } = await start(['--port', '0', '--ephemeral', '--log', 'json']);
    await form(url, `a${'[b]'.repeat(3_000)}`);
    await fetch(`${url}/login`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: `a${'[b]'.repeat(3_000)}=1`,
    });
    const response = await fetch(`${url}/login`, {
      method: 'POST',
      body: new URLSearchParams({ username: 'admin', password: 'admin' }),
    });
    const [access = ''] = response.headers.getSetCookie();
    const headers = { Cookie: access, 'X-Space': 'a', 'Content-Type': 'application/json' };
    for (const body of [list(3_000), object(100_000), `{"username":${list(5_000)}}`])
      await fetch(url + paths.mail, { method: 'PUT', headers, body });
    expect((await fetch(`${url}/__mock/health`)).status).toBe(200);
    expect((await stop('SIGTERM')).code).toBe(0);
  });
});
