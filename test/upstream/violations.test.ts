// What passes to an upstream and back is checked by the contract.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { RequestEntry } from '../../src/document/schemas.ts';
import type { ServerOptions } from '../../src/options.ts';
import bodies from '../support/bodies.ts';
import { startEcho } from '../support/echo.ts';
import { createMock, type TestMock } from '../support/mock.ts';

const forward = ['getSettings', 'putMailSetting', 'sendTestMessage'];

interface Answer {
  readonly status?: number;
  readonly type?: string;
  readonly body?: unknown;
}

/** A mock in front of a backend that answers everything but the login in one way. */
async function startBefore({ status = 200, type = 'application/json', body }: Answer, options: ServerOptions = {}) {
  const answer = (request: IncomingMessage, response: ServerResponse): boolean => {
    if (request.method === 'HEAD') return false;
    if (request.url === '/login') {
      response.setHeader('Content-Type', 'application/json').setHeader('Set-Cookie', 'ins_access_token=t; Path=/');
      response.end(JSON.stringify({ 'expire-seconds': 300, spaces: ['a'] }));
      return true;
    }
    response.writeHead(status, type === '' ? {} : { 'Content-Type': type });
    response.end(typeof body === 'string' || body === undefined ? body : JSON.stringify(body));
    return true;
  };
  const { url } = await startEcho(answer);
  return createMock({ upstream: url, forward, ...options });
}

async function newest({ agent }: TestMock): Promise<RequestEntry | undefined> {
  return ((await agent.get('/__mock/requests')).body as { requests: RequestEntry[] }).requests[0];
}

const audit = {
  creationDate: '2026-04-24T08:00:00+03:00',
  createdBy: 'a',
  lastModifiedDate: '2026-04-24T08:00:00+03:00',
  lastModifiedBy: 'a',
};
const setting = { id: 'a'.repeat(24), ...bodies.mail, isDefault: true, ...audit };
const shown = (changes: object): Answer => ({ body: [{ ...setting, ...changes }] });

describe('What passes to an upstream and back', () => {
  it.each<[what: string, answer: Answer, path: string]>([
    ['an object in place of the list', { body: setting }, '/body'],
    ['a text in place of the list', { body: '"none"' }, '/body'],
    ['a text in the list', { body: ['none'] }, '/body/0'],
    ['a port that is a text', shown({ smtpPort: 'x' }), '/body/0/smtpPort'],
    ['a port with a fraction', shown({ smtpPort: 2.5 }), '/body/0/smtpPort'],
    ['a strategy that there is not', shown({ transportStrategy: 'FAX' }), '/body/0/transportStrategy'],
    ['a host that is too long', shown({ smtpHost: 'h'.repeat(51) }), '/body/0/smtpHost'],
    ['a user name that is a number', shown({ username: 5 }), '/body/0/username'],
    ['a password that is a list', shown({ password: ['secret-1'] }), '/body/0/password'],
    ['a default that is a text', shown({ isDefault: 'yes' }), '/body/0/isDefault'],
    ['a date that is none', shown({ creationDate: 'yesterday' }), '/body/0/creationDate'],
    ['an id that is a list', shown({ id: ['a'] }), '/body/0/id'],
    ['the second of two wrong', { body: [setting, { ...setting, lastModifiedBy: 1 }] }, '/body/1/lastModifiedBy'],
    ['a body that is cut off', { body: '[{' }, '/body'],
    ['no body', {}, '/body'],
    ['another media type', { type: 'text/html', body: '<p>' }, '/headers/content-type'],
    ['no media type', { type: '', body: [] }, '/headers/content-type'],
    ['201 Created', { status: 201, body: [] }, '/status'],
    ['a redirect', { status: 302 }, '/status'],
    ['204 without the list', { status: 204, type: '' }, '/status'],
  ])('What passes to an upstream and back is named once: %s', async (_, answer, path) => {
    const mock = await startBefore(answer);
    const { get } = await mock.enter('a');
    await get().catch(() => undefined); // some cannot be read
    const entry = await newest(mock);
    expect(entry?.status).toBe(answer.status ?? 200);
    expect(entry?.violations).toEqual([
      { in: 'response', path, message: expect.any(String) as string, rule: expect.any(String) as string },
    ]);
    expect(JSON.stringify(entry?.violations)).not.toContain('secret-1');
  });

  it('What passes to an upstream and back is not blamed when it is right, packed, or an error', async () => {
    for (const answer of [
      shown({}),
      { body: [] },
      { status: 404, body: {} },
      { status: 500, type: 'text/html', body: '' },
    ]) {
      const mock = await startBefore(answer);
      await (await mock.enter('a')).get();
      expect((await newest(mock))?.violations).toBeUndefined();
    }
    const packed = gzipSync(JSON.stringify([{ ...setting, smtpPort: 'x' }]));
    const { url } = await startEcho((_request, response) => {
      response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' }).end(packed);
      return true;
    });
    const mock = await createMock({ upstream: url, forward });
    await mock.agent.get('/api/otp/settings').set({ 'X-Space': 'a', Cookie: 'ins_access_token=t' });
    expect((await newest(mock))?.violations).toMatchObject([{ path: '/body/0/smtpPort' }]);
  });

  it('What passes to an upstream and back is checked on its way there, too, with its secrets kept', async () => {
    const mock = await startBefore({ status: 204, type: '' });
    const { put, sendTest, cookie } = await mock.enter('a');
    await put('mail', { smtpPort: 'x', password: 5 });
    const entry = await newest(mock);
    expect(entry).toMatchObject({ status: 204, forwarded: true });
    expect(entry?.violations).toEqual([
      {
        in: 'request',
        path: '/body/password',
        message: 'must be a string (received a value of type number)',
        rule: 'type',
      },
      { in: 'request', path: '/body/smtpPort', message: 'must be an integer (received "x")', rule: 'type' },
    ]);
    await sendTest();
    expect((await newest(mock))?.violations).toBeUndefined();
    await mock.agent.get('/api/otp/settings').set('Cookie', cookie);
    expect((await newest(mock))?.violations).toMatchObject([
      { in: 'request', path: '/headers/x-space' },
      { in: 'response' },
    ]);
  });

  it('What passes to an upstream and back is answered with 502 and the reason, where that is asked for', async () => {
    const mock = await startBefore(shown({ smtpPort: 'x' }), { failOnViolation: true });
    const { get } = await mock.enter('a');
    const { status, body } = await get();
    expect(status).toBe(502);
    expect(body).toMatchObject({
      message: expect.stringMatching(
        /^The response violates the contract, on its way from http:.*: \/body\/0\/smtpPort must be/,
      ) as string,
      errors: [{ path: '/response/body/0/smtpPort', rule: 'type' }],
    });
    expect(JSON.stringify(body)).not.toContain('example');
    const right = await startBefore(shown({}), { failOnViolation: true });
    expect((await (await right.enter('a')).get()).body).toEqual([setting]);
  });
});
