// What requests get while the database of the mock cannot be used, or not as usual.
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import { StartError } from '../../src/document/start-error.ts';
import { createServer as createMockServer } from '../../src/server.ts';
import { ask, openIn } from '../support/databases.ts';
import { createMock } from '../support/mock.ts';
import { hasOwnServer, unusedMock, usePostgres } from '../support/postgres.ts';

const { url, server } = usePostgres();

describe.skipIf(!hasOwnServer)('A database that is away', () => {
  it('A database that cannot be reached stops the start, with a sentence that shows no password', async () => {
    const unreachable = 'postgres://me:geheim@127.0.0.1:1/x';
    const error = await openIn(unreachable).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(StartError);
    expect(String(error)).toMatch(
      /^StartError: The database postgres:\/\/127\.0\.0\.1:1\/x cannot be used: .*ECONNREFUSED/,
    );
    expect(String(error)).not.toContain('geheim');
    await expect(openIn('mysql://me:geheim@x/y')).rejects.toThrow(/not the URL of a PostgreSQL database(?!.*geheim)/);
  });

  it('A database that comes later is waited for', async () => {
    await server().end();
    const opening = openIn(url(), unusedMock(), 20);
    await new Promise((resolve) => setTimeout(resolve, 600));
    await server().begin();
    expect(await (await opening).spaces()).toEqual([]);
  });

  it.each(['fast', 'crash'] as const)(
    'A database that goes away (%s) has requests be refused with 503, and the mock goes on by itself when it is back',
    async (how) => {
      const mock = await createMock({ store: url(), name: unusedMock() });
      const { put: store, get, sendTest } = await mock.enter();
      expect((await store('mail', { smtpHost: 'before', isDefault: true })).status).toBe(204);
      await server().end(how);
      for (const asked of [get(), store('mail', { smtpHost: 'meanwhile' }), sendTest()]) {
        const { status, headers, body } = await asked;
        expect(status).toBe(503);
        expect(headers['retry-after']).toBe('1');
        expect((body as { message: string }).message).toContain('The database of the mock cannot be used');
      }
      expect((await mock.agent.get('/__mock/health')).status).toBe(200);
      await server().begin();
      expect(((await get()).body as { smtpHost: string }[])[0]?.smtpHost).toBe('before');
      expect((await store('mail', { smtpHost: 'after' })).status).toBe(204);
    },
  );
});

/** A connection that holds what all changes of settings need, until the test is over or it is let go. */
async function lockSettings(): Promise<() => Promise<void>> {
  const client = new Client(url());
  await client.connect();
  const letGo = (): Promise<void> => client.end().catch(() => undefined);
  onTestFinished(letGo);
  await client.query('BEGIN; LOCK TABLE otp_settings_mock.settings IN ACCESS EXCLUSIVE MODE');
  return letGo;
}

describe.skipIf(!hasOwnServer)('A database that is not as usual', () => {
  it('A database that is slow delays requests, and has them be refused after the time in its URL', async () => {
    const mock = await createMock({ store: `${url()}?query_timeout=1500`, name: unusedMock() });
    const { put } = await mock.enter();
    expect((await put('mail', { smtpHost: 'before', isDefault: true })).status).toBe(204);
    const letGo = await lockSettings();
    const delayed = put('mail', { smtpHost: 'delayed' });
    setTimeout(() => void letGo(), 300);
    expect((await delayed).status).toBe(204);
    const letGoLater = await lockSettings();
    const refused = await put('mail', { smtpHost: 'refused' });
    expect([refused.status, refused.headers['retry-after']]).toEqual([503, '1']);
    await letGoLater();
    expect((await put('mail', { smtpHost: 'after' })).status).toBe(204);
  });

  it('A database that only can be read, as one that is no longer the first, is one that cannot be used', async () => {
    const mock = await createMock({ store: url(), name: unusedMock() });
    const { put, get } = await mock.enter();
    expect((await put('mail', { smtpHost: 'before', isDefault: true })).status).toBe(204);
    const setReadOnly = (value: string): Promise<unknown> =>
      ask(`ALTER SYSTEM SET default_transaction_read_only = ${value}`, url()).then(() =>
        ask('SELECT pg_reload_conf()', url()),
      );
    await setReadOnly('on');
    onTestFinished(() => setReadOnly('off').then(() => undefined));
    await expect.poll(async () => (await put('mail', { smtpHost: 'meanwhile' })).status).toBe(503);
    expect(((await get()).body as { smtpHost: string }[])[0]?.smtpHost).toBe('before');
    await setReadOnly('off');
    await expect.poll(async () => (await put('mail', { smtpHost: 'after' })).status).toBe(204);
  });

  it('A database answers more requests at once than it has connections', async () => {
    const mock = await createMock({ store: url(), name: unusedMock() });
    const { put } = await mock.enter();
    const statuses = await Promise.all(
      Array.from({ length: 200 }, async (_, smtpPort) => (await put('mail', { smtpPort })).status),
    );
    expect(new Set(statuses)).toEqual(new Set([204]));
  });

  it('The end of a mock does not wait for a database that does not respond', async () => {
    const sockets = new Set<Socket>();
    const between = createServer((socket) => {
      const there = connect(server().port, '127.0.0.1');
      for (const each of [socket, there]) sockets.add(each.on('error', () => undefined));
      socket.pipe(there).pipe(socket);
    });
    await new Promise<void>((resolve) => between.listen(0, '127.0.0.1', resolve));
    const { port } = between.address() as AddressInfo; // it listens at a port
    onTestFinished(() => {
      for (const socket of sockets) socket.destroy();
      between.close();
    });
    const mock = await createMockServer({
      store: url().replace(/:\d+\//, `:${port}/`),
      name: unusedMock(),
      gracePeriod: 500,
    });
    const at = await mock.listen({ port: 0 });
    for (const socket of sockets) socket.unpipe().pause();
    const asked = fetch(`${at}/login`, {
      method: 'POST',
      body: new URLSearchParams({ username: 'admin', password: 'admin' }),
    });
    void asked.catch(() => undefined);
    await wait(200);
    const started = Date.now();
    await mock.close();
    expect(Date.now() - started).toBeLessThan(3_500);
  });
});
