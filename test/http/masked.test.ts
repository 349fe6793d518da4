import { describe, expect, it } from 'vitest';
import type { RequestEntry } from '../../src/document/schemas.ts';
import { maskBody, maskHeaders } from '../../src/http/masked.ts';
import { createMock, type TestMock } from '../support/mock.ts';

const last = async (mock: TestMock): Promise<RequestEntry> =>
  ((await mock.agent.get('/__mock/requests?limit=1')).body as { requests: [RequestEntry] }).requests[0];

describe('What is shown of a request', () => {
  it.each([
    ['cookie', 'a=1; b=2', 'a=********; b=********'],
    ['cookie', 's3cr3t', '********'],
    ['cookie', 'a=1,s3cr3t; b==x=', 'a=********; b=********'],
    ['set-cookie', ['a=1; Path=/; Max-Age=300', 'b=2'], 'a=********; Path=/; Max-Age=300, b=********'],
    ['authorization', 'Bearer s3cr3t', '********'],
    ['X-Api-Key', 's3cr3t', '********'],
    ['referer', 'http://a.example/?token=s3cr3t&x=1', 'http://a.example/?token=********&x=1'],
    ['x-space', 'IÅ\u009fÄ±k', 'Işık'],
    ['content-length', 12, '12'],
  ])('A recorded request shows the header %s: %s as %s', (name, value, shown) => {
    expect(maskHeaders({ [name]: value })).toEqual({ [name.toLowerCase()]: shown });
  });

  it('A recorded request masks secrets anywhere in its body, and has no large body', () => {
    const secrets = new Set(['pin']);
    expect(maskBody([{ pin: 1, a: { password: 'x', b: '' } }], secrets)).toEqual([
      { pin: '********', a: { password: '********', b: '' } },
    ]);
    expect(maskBody({ pin: '' }, secrets)).toEqual({ pin: '' });
    for (const large of ['x'.repeat(8_193), ['x'.repeat(8_192)], undefined])
      expect(maskBody(large, secrets)).toBeUndefined();
  });

  it('A recorded request has its headers and bodies in both directions', async () => {
    const mock = await createMock();
    const visitor = await mock.enter('a');
    expect(await last(mock)).toMatchObject({
      operation: 'login',
      body: { username: 'admin', password: '********' },
      responseHeaders: {
        'set-cookie': expect.stringMatching(/^ins_access_token=\*{8}; Path=\/; Max-Age=300;/) as string,
      },
      responseBody: { 'expire-seconds': 300 },
    });
    await visitor.put('mail');
    await visitor.get();
    expect(await last(mock)).toMatchObject({
      requestHeaders: { 'x-space': 'a', cookie: 'ins_access_token=********; ins_refresh_token=********' },
      responseHeaders: { 'content-type': 'application/json; charset=utf-8' },
      responseBody: [{ provider: 'Default', password: '********', smtpHost: 'smtp.acme.example' }],
    });
    await visitor.put('mail', { smtpPort: 'x' });
    expect(await last(mock)).toMatchObject({ body: { smtpPort: 'x' }, responseBody: { status: 400 } });
    await mock.agent.post('/__mock/faults').send({ status: 503, body: '<h1>Down</h1>' });
    await visitor.get();
    expect(await last(mock)).toMatchObject({ status: 503, responseBody: '<h1>Down</h1>' });
  });
});
