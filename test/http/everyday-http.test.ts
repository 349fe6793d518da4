// Legal HTTP that no browser sends, and text that is not what it says. Over a socket, as clients of all kinds send it.
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ErrorBody } from '../../src/document/schemas.ts';
import { readDocument } from '../../src/document/read-document.ts';
import { readJson } from '../../src/document/read-json.ts';
import bodies from '../support/bodies.ts';
import { createMock, paths } from '../support/mock.ts';
import { listening } from '../support/raw.ts';

describe('HTTP that no browser sends', () => {
  it.each([
    ['HTTP/1.0 without Host', 'GET /__mock/health HTTP/1.0'],
    ['the check of HAProxy', 'OPTIONS / HTTP/1.0'],
    ['OPTIONS for the server as a whole', 'OPTIONS * HTTP/1.1\r\nHost: localhost'],
    ['an empty Host', 'GET /__mock/health HTTP/1.1\r\nHost:'],
    ['an absolute URL', 'GET http://localhost/__mock/health HTTP/1.1\r\nHost: localhost'],
    ['a Host with a dot at its end', 'GET /__mock/health HTTP/1.1\r\nHost: localhost.'],
    ['a Host below localhost', 'GET /__mock/health HTTP/1.1\r\nHost: app.localhost:4010'],
  ])('%s is let in', async (_, head) => {
    const ask = await listening();
    expect(await ask(head)).toMatch(/^HTTP\/1\.1 20[04] /);
  });

  it('HTTP/1.0 without Host can use the contract', async () => {
    const ask = await listening();
    const answer = await ask(
      'POST /login HTTP/1.0\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 29',
      'username=admin&password=admin',
    );
    expect(answer).toMatch(/^HTTP\/1\.1 200 [^]*ins_access_token=/);
  });
});

describe('A mock for other machines', () => {
  it.each(['mock', 'mock:4010', 'host.docker.internal', 'mock.default.svc.cluster.local'])(
    'is healthy, and answers, under the name %s',
    async (host) => {
      const ask = await listening({ controlToken: 't' }, { host: '0.0.0.0' });
      expect(await ask(`GET /__mock/health HTTP/1.1\r\nHost: ${host}`)).toMatch(/^HTTP\/1\.1 200 /);
      expect(await ask(`GET /api/otp/settings HTTP/1.1\r\nHost: ${host}`)).toMatch(/^HTTP\/1\.1 401 /);
      expect(await ask(`GET /__mock/spaces HTTP/1.1\r\nHost: ${host}`)).toMatch(/^HTTP\/1\.1 401 /);
      const token = 'Authorization: Bearer t';
      expect(await ask(`GET /__mock/spaces HTTP/1.1\r\nHost: ${host}\r\n${token}`)).toMatch(/^HTTP\/1\.1 200 /);
    },
  );

  it('lets no page log in that has pointed its own name at it', async () => {
    const ask = await listening({ controlToken: 't' }, { host: '0.0.0.0' });
    const login = 'POST /login HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 29';
    const body = 'username=admin&password=admin';
    expect(await ask(`${login}\r\nHost: evil.example\r\nOrigin: http://evil.example`, body)).toMatch(
      /^HTTP\/1\.1 403 [^]*--cors http:\/\/evil\.example/,
    );
    expect(await ask(`${login}\r\nHost: mock`, body)).toMatch(/^HTTP\/1\.1 200 /);
    expect(await ask(`${login}\r\nHost: 10.0.0.7:4010\r\nOrigin: http://10.0.0.7:4010`, body)).toMatch(
      /^HTTP\/1\.1 200 /,
    );
  });
});

describe('A body', () => {
  const put = async (type: string, body: Buffer) => {
    const mock = await createMock();
    const asked = mock.agent.put(paths.mail).set({ Cookie: await mock.login(), 'X-Space': 'a', 'Content-Type': type });
    return asked.serialize((each: Buffer) => each as never).send(body as never);
  };
  const text = JSON.stringify({ ...bodies.mail, password: 'über' }, null, 1);

  it.each(['utf8', 'UTF8', '"utf-8"', "'utf-8'", 'us-ascii', 'unicode-1-1-utf-8'])(
    'can come with charset=%s',
    async (charset) => {
      expect((await put(`application/json; charset=${charset}`, Buffer.from(text))).status).toBe(204);
    },
  );

  it('in Latin-1 is refused with the place', async () => {
    const { status, body } = await put('application/json', Buffer.from(text, 'latin1'));
    const line = text.split('\n').findIndex((each) => each.includes('über'));
    const column = (text.split('\n')[line] ?? '').indexOf('ü') + 1;
    expect(status).toBe(400);
    expect((body as ErrorBody).message).toBe(
      `The body cannot be read: line ${line + 1}, column ${column}: the byte FC is not UTF-8.`,
    );
  });

  it.each([Buffer.from(text, 'utf16le'), Buffer.from(`\uFEFF${text}`, 'utf16le')])(
    'in UTF-16 is told so',
    async (bytes) => {
      const { status, body } = await put('application/json', bytes);
      expect(status).toBe(400);
      expect((body as ErrorBody).message).toMatch(/it is UTF-16.*save it as UTF-8/);
    },
  );

  it.each([
    ['cut off in a character', Buffer.from('"\u{1F600}"').subarray(0, 3), 'F0'],
    ['with a surrogate', Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22]), 'ED'],
    ['with an overlong form', Buffer.from([0x22, 0xc0, 0xaf, 0x22]), 'C0'],
  ])('%s is refused', async (_, bytes, byte) => {
    const { body } = await put('application/json', bytes);
    expect((body as ErrorBody).message).toBe(
      `The body cannot be read: line 1, column 2: the byte ${byte} is not UTF-8.`,
    );
  });

  it('may contain U+FFFD itself', async () => {
    const own = Buffer.from(JSON.stringify({ ...bodies.mail, password: '\uFFFD' }));
    expect((await put('application/json', own)).status).toBe(204);
  });
});

describe('A file', () => {
  const file = join(tmpdir(), 'encoded.json');
  beforeAll(() => writeFile(file, ''));

  it('in Latin-1 is refused with the place', async () => {
    await writeFile(file, Buffer.from('{\n  "password": "über"\n}', 'latin1'));
    const flaw = 'cannot be read: line 2, column 16: the byte FC is not UTF-8.';
    await expect(readJson({ file, name: 'The users file' })).rejects.toThrow(`The users file ${flaw}`);
    await expect(readDocument(file)).rejects.toThrow(flaw);
  });

  it('in UTF-16, as PowerShell 5 writes it, is told so', async () => {
    await writeFile(file, Buffer.from('\uFEFF{}', 'utf16le'));
    await expect(readJson({ file, name: 'The users file' })).rejects.toThrow(
      /it is UTF-16, as PowerShell 5 writes files/,
    );
    await expect(readDocument(file)).rejects.toThrow(/it is UTF-16/);
  });
});
