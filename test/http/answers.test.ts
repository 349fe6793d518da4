// What the mock answers fits the document: successes are checked before they are sent, errors here.
import { readFile, mkdtemp, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { validatorFor } from '../../src/document/validate.ts';
import { loadDocuments } from '../../src/document/load.ts';
import type { ErrorBody } from '../../src/document/schemas.ts';
import { createMock } from '../support/mock.ts';

const { contract } = await loadDocuments();
const root = new URL('../../', import.meta.url);

/** The contract with a field more that every setting has to have. */
async function stricterDocument(): Promise<string> {
  const text = await readFile(new URL('openapi/otp-settings.yaml', root), 'utf8');
  const file = join(await mkdtemp(join(tmpdir(), 'answers-')), 'contract.yaml');
  const strict = 'items: { allOf: [{ type: object, required: [tenant] }] }';
  await writeFile(file, text.replace("items: { $ref: '#/components/schemas/AnySetting' }", strict));
  return file;
}

describe('An answer that does not fit the document', () => {
  it('A response that does not match the document is not sent: the caller gets 500, and the log the reason', async () => {
    const mock = await createMock({ document: await stricterDocument() });
    const visitor = await mock.enter();
    expect((await visitor.get()).status).toBe(200);
    await visitor.put('mail');
    const { status, body } = await visitor.get();
    expect(status).toBe(500);
    expect((body as ErrorBody).message).toMatch(/response does not match the document.*tenant/);
  });
});

describe('An error', () => {
  it.each(['vendor', 'problem'] as const)('Every error matches the document (error-body=%s)', async (value) => {
    const mock = await createMock({ assume: { 'error-body': value } });
    const visitor = await mock.enter();
    const check = validatorFor(contract, value === 'vendor' ? 'Error' : 'Problem');
    const errors = [
      await mock.agent.get('/nothing'),
      await mock.agent.patch('/login'),
      await mock.agent.get('/api/otp/settings'),
      await visitor.put('mail', { type: 5 }),
      await visitor.sendTest(),
      await mock.agent.get('/__mock/outbox?limit=x'),
      await mock.agent.get('/__mock/spaces/nowhere'),
    ];
    expect(errors.map(({ status }) => status)).toEqual([404, 405, 401, 400, 404, 400, 404]);
    for (const { body, headers, status } of errors) {
      expect(check(body)).toBeUndefined();
      expect((body as ErrorBody).status).toBe(status);
      expect(headers['content-type']).toContain(value === 'vendor' ? 'application/json' : 'application/problem+json');
    }
  });

  it.each([
    ['no HTTP', 'what?\r\n\r\n', 400],
    ['a header without end', `GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
    ['a header with a control character', 'GET / HTTP/1.1\r\nHost: a\r\nX-Space: a\u0001b\r\n\r\n', 400],
    ['two lengths', 'POST /login HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab', 400],
  ])('Every error has the same format for %s', async (_, bytes, status) => {
    const { server } = await createMock();
    const { port, hostname } = new URL(await server.listen({ port: 0 }));
    const answer = await exchange(Number(port), hostname, bytes);
    const [head = '', body = ''] = answer.split('\r\n\r\n');
    expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(validatorFor(contract, 'Error')(JSON.parse(body))).toBeUndefined();
  });
});

function exchange(port: number, host: string, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = connect(port, host, () => socket.write(bytes));
    socket.setTimeout(5_000, () => socket.destroy(new Error('no answer')));
    socket.on('data', (chunk) => (text += String(chunk)));
    socket.once('close', () => resolve(text)).once('error', reject);
  });
}
