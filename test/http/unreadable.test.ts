// What Node would refuse by itself: with an error body, a line in the log, and readable for pages of allowed origins.
import { describe, expect, it } from 'vitest';
import { createLog } from '../../src/http/log.ts';
import { listening } from '../support/raw.ts';

const origin = 'Origin: http://localhost:5173';

async function logged() {
  const lines: string[] = [];
  const ask = await listening({ log: createLog('pretty', (line) => lines.push(line), false), auth: 'off' });
  return { ask, lines };
}

const cases = [
  [
    '431',
    `GET /login?token=secret HTTP/1.1\r\nHost: localhost\r\n${origin}\r\nX: ${'x'.repeat(20_000)}`,
    /more than 16384 bytes of headers/,
  ],
  ['400', `GET /login?token=secret HTTP/1.1\r\n${origin}`, /no Host header, which HTTP\/1\.1 requires/],
  [
    '400',
    `GET /login?token=secret HTTP/1.1\r\nHost: localhost\r\n${origin}\r\nX: a\u0001b`,
    /cannot be read as HTTP: Invalid header/,
  ],
  [
    '417',
    `PUT /login?token=secret HTTP/1.1\r\nHost: localhost\r\n${origin}\r\nExpect: tea`,
    /does not know the expectation "tea"/,
  ],
] as const;

describe.each(cases)('A request that gets %s', (status, head, message) => {
  it(`has an error body and a line in the log (${String(message)})`, async () => {
    const { ask, lines } = await logged();
    const [headers = '', body = ''] = (await ask(head)).split('\r\n\r\n');
    expect(headers).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(JSON.parse(body)).toMatchObject({
      status: Number(status),
      message: expect.stringMatching(message) as string,
    });
    await expect.poll(() => lines).toHaveLength(1);
    expect(lines[0]).toMatch(new RegExp(` ${status} (GET|PUT) +/login`));
    expect(lines[0]).toMatch(message);
    expect(lines[0]).not.toContain('secret');
  });

  it(`can be read by a page of an allowed origin, and by no other (${String(message)})`, async () => {
    const { ask } = await logged();
    expect(await ask(head)).toMatch(/access-control-allow-origin: http:\/\/localhost:5173\r\n/i);
    expect(await ask(head.replace('localhost:5173', 'evil.example'))).not.toMatch(/access-control-allow-origin/i);
  });
});

describe('Expect: 100-continue', () => {
  const put = (path: string, type: string): string =>
    `PUT ${path} HTTP/1.1\r\nHost: localhost\r\nX-Space: a\r\nContent-Type: ${type}\r\nContent-Length: 2\r\nExpect: 100-continue`;

  it('gets 100 where the body is read', async () => {
    const ask = await listening({ auth: 'off' });
    expect(await ask(put('/api/otp/settings/mail/default', 'application/json'), '{}')).toMatch(
      /^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 400 /,
    );
  });

  it.each([
    ['/api/otp/settings/mail/default', 'text/plain', 415],
    ['/api/otp/settings/nothing', 'application/json', 404],
  ])('gets none where it is refused before (%s as %s)', async (path, type, status) => {
    const ask = await listening({ auth: 'off' });
    expect(await ask(put(path, type))).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  });
});

describe('Below a prefix', () => {
  it.each([
    ['/', '', '__mock/'],
    ['/__mock', '', '__mock/'],
    ['/', '\r\nX-Forwarded-Prefix: /tools/otp', '/tools/otp/__mock/'],
    ['/__mock', '\r\nX-Forwarded-Prefix: /tools/otp', '/tools/otp/__mock/'],
    ['/', '\r\nX-Forwarded-Prefix: //evil.example', '__mock/'],
  ])('a redirect of %s stays there (%j)', async (path, header, location) => {
    const ask = await listening();
    const answer = await ask(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nAccept: text/html${header}`);
    expect(/^location: (.*)\r$/im.exec(answer)?.[1]).toBe(location);
  });

  it('the links have the prefix', async () => {
    const ask = await listening();
    const answer = await ask('GET / HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-Prefix: /tools');
    expect(JSON.parse(answer.split('\r\n\r\n')[1] ?? '')).toMatchObject({
      page: '/tools/__mock/',
      documents: { contract: '/tools/__mock/documents/contract' },
      health: '/tools/__mock/health',
    });
  });
});
