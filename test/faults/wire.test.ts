import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { createMock, type TestMock } from '../support/mock.ts';

describe('On the wire, by a fault,', () => {
  interface Got {
    readonly status?: number | undefined;
    readonly text: string;
    readonly error?: string | undefined;
  }

  /** What a client that looks closely gets. */
  function get(url: string, headers: Record<string, string>): Promise<Got> {
    return new Promise((resolve) => {
      let text = '';
      let status: number | undefined;
      const done = (error?: NodeJS.ErrnoException): void => resolve({ status, text, error: error?.code });
      request(url, { headers }, (response) => {
        status = response.statusCode;
        response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        response.on('end', () => done());
        response.on('error', done);
      })
        .on('error', done)
        .end();
    });
  }

  async function listening(mock: TestMock) {
    const url = `${await mock.server.listen({ port: 0 })}/api/otp/settings`;
    const a = await mock.enter('a');
    await a.put('mail', { isDefault: true });
    return { url, headers: { Cookie: a.cookie, 'X-Space': 'a' } };
  }

  it('On the wire, a fault resets a connection', async () => {
    const mock = await createMock();
    const { url, headers } = await listening(mock);
    expect(await get(url, { ...headers, 'X-Mock-Fault': 'reset' })).toEqual({ text: '', error: 'ECONNRESET' });
    expect((await get(url, headers)).status).toBe(200);
  });

  it('On the wire, a fault cuts a response off in the middle of its body, also one of a fault', async () => {
    const mock = await createMock();
    const { url, headers } = await listening(mock);
    const whole = (await get(url, headers)).text;
    const { status, text, error } = await get(url, { ...headers, 'X-Mock-Fault': 'truncate' });
    expect({ status, error }).toEqual({ status: 200, error: 'ECONNRESET' });
    expect(text).toBe(whole.slice(0, Math.floor(whole.length / 2)));
    const other = await get(url, { ...headers, 'X-Mock-Fault': 'truncate, status=500' });
    expect(other).toMatchObject({ status: 500, error: 'ECONNRESET' });
  });

  it('On the wire, a fault cuts a response without a body off in the middle of its head', async () => {
    const mock = await createMock();
    const { url, headers } = await listening(mock);
    const sent = fetch(`${url}/test`, { method: 'POST', headers: { ...headers, 'X-Mock-Fault': 'truncate' } });
    await expect(sent).rejects.toThrow('fetch failed');
  });

  it('On the wire, a fault never sends a response, and the mock still stops', async () => {
    const mock = await createMock();
    const { url, headers } = await listening(mock);
    const impatient = fetch(url, { headers: { ...headers, 'X-Mock-Fault': 'hang' }, signal: AbortSignal.timeout(300) });
    await expect(impatient).rejects.toThrow(/abort|timeout/i);
    const patient = get(url, { ...headers, 'X-Mock-Fault': 'hang' });
    const late = get(url, { ...headers, 'X-Mock-Fault': 'delay=60000' });
    await new Promise((resolve) => setTimeout(resolve, 200));
    await mock.server.close();
    expect(await patient).toMatchObject({ error: 'ECONNRESET' });
    expect((await late).status).toBe(200);
  });
});
