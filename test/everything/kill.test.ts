// kill -9 in the middle of PUTs and test sends: nothing that was answered is lost. A few rounds here, 200 with `npm run torture`.
import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { MailSetting, Message } from '../../src/document/schemas.ts';
import bodies from '../support/bodies.ts';
import { paths } from '../support/mock.ts';
import { type Running, start } from '../support/process.ts';

const rounds = Number(process.env['TORTURE_ROUNDS'] ?? 6);

/** What one writer has sent to its space and what of it was answered. */
interface Writer {
  readonly space: string;
  sent: number;
  answered: number;
  sends: number;
}

/** Puts rising numbers, with a test send after each, until the server is gone. */
async function write(writer: Writer, url: string, cookie: string): Promise<void> {
  const headers = { Cookie: cookie, 'X-Space': writer.space, 'Content-Type': 'application/json' };
  for (;;) {
    writer.sent += 1;
    const body = JSON.stringify({ ...bodies.mail, isDefault: true, smtpPort: writer.sent });
    const put = await fetch(url + paths.mail, { method: 'PUT', headers, body }).catch(() => undefined);
    if (!put) return;
    expect(put.status).toBe(204);
    writer.answered = writer.sent;
    const send = await fetch(`${url}/api/otp/settings/test`, { method: 'POST', headers }).catch(() => undefined);
    if (!send) return;
    expect(send.status).toBe(204);
    writer.sends += 1;
  }
}

async function check(writer: Writer, url: string, cookie: string): Promise<void> {
  const headers = { Cookie: cookie, 'X-Space': writer.space };
  const answer = await fetch(`${url}/api/otp/settings`, { headers });
  expect(answer.status, await answer.clone().text()).toBe(200);
  const [setting] = (await answer.json()) as [MailSetting?];
  const stored = setting?.smtpPort ?? 0;
  expect(stored).toBeGreaterThanOrEqual(writer.answered);
  expect(stored).toBeLessThanOrEqual(writer.sent);
  const outbox = await fetch(`${url}/__mock/outbox?space=${writer.space}&limit=100000`);
  const { total, messages } = (await outbox.json()) as { total: number; messages: Message[] };
  expect(total).toBeGreaterThanOrEqual(writer.sends);
  expect(new Set(messages.map(({ id }) => id)).size).toBe(messages.length);
  Object.assign(writer, { sent: stored, answered: stored, sends: total });
}

async function login(url: string): Promise<string> {
  const body = new URLSearchParams({ username: 'admin', password: 'admin' });
  const { headers } = await fetch(`${url}/login`, { method: 'POST', body });
  return headers.getSetCookie()[0]?.split(';')[0] ?? '';
}

async function expectCleanFolder(data: string): Promise<void> {
  for (const folder of ['', 'spaces', 'outbox'])
    for (const entry of await readdir(join(data, folder), { withFileTypes: true })) {
      if (entry.isDirectory() || entry.isSocket()) continue;
      expect(entry.name).toMatch(/\.jsonl?$/);
      const lines = (await readFile(join(data, folder, entry.name), 'utf8')).trimEnd().split('\n');
      if (entry.name.endsWith('.json')) JSON.parse(lines.join('\n'));
      else for (const line of lines) JSON.parse(line);
    }
}

describe('kill -9', () => {
  it(`loses nothing that was answered, in ${rounds} rounds`, { timeout: 30_000 + rounds * 10_000 }, async () => {
    const data = join(await mkdtemp(join(tmpdir(), 'kill-')), 'data');
    const args = ['--port', '0', '--data', data, '--log', 'silent', '--outbox-limit', '100000', '--token-ttl', '86400'];
    const writers: Writer[] = ['a', 'b', 'c', 'd', 'e'].map((space) => ({ space, sent: 0, answered: 0, sends: 0 }));
    let mock: Running = await start(args);
    const cookie = await login(mock.url);
    let answered = 0;
    for (let round = 0; round < rounds; round += 1) {
      const { url } = mock;
      const writing = writers.map((writer) => write(writer, url, cookie));
      await new Promise((resolve) => setTimeout(resolve, 50 + Math.random() * 250));
      await mock.stop('SIGKILL');
      await Promise.all(writing);
      answered += writers.reduce((sum, writer) => sum + writer.answered, 0);
      mock = await start(args);
      for (const writer of writers) await check(writer, mock.url, cookie);
      await expectCleanFolder(data);
    }
    expect(answered).toBeGreaterThan(rounds);
    expect((await mock.stop('SIGTERM')).code).toBe(0);
  });
});
