import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterEach, describe, expect, it } from 'vitest';
import { createServer, type MockServer } from '../../src/index.ts';
import bodies from '../support/bodies.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** A mock in another application, which is listening. */
async function mount(where: (mock: MockServer) => express.Express): Promise<string> {
  const mock = await createServer({ seed: 'demo' });
  const server = where(mock).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  closing.push(() => {
    server.close();
    server.closeAllConnections();
    return mock.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function logIn(url: string): Promise<{ Cookie: string; 'X-Space': string; 'Content-Type': string }> {
  const body = new URLSearchParams({ username: 'admin', password: 'admin' });
  const { headers } = await fetch(`${url}/login`, { method: 'POST', body });
  const Cookie = headers.getSetCookie()[0]?.split(';')[0] ?? '';
  return { Cookie, 'X-Space': 'default_space', 'Content-Type': 'application/json' };
}

describe('The application, mounted in another', () => {
  it('The application works below a path of another one, and uses its own paths there', async () => {
    const url = await mount((mock) => express().use('/backend', mock.app));
    const headers = await logIn(`${url}/backend`);
    expect(await (await fetch(`${url}/backend/api/otp/settings`, { headers })).json()).toHaveLength(4);
    const unknown = (await (await fetch(`${url}/backend/nowhere`)).json()) as { message: string };
    expect(unknown.message).toContain('The path /nowhere does not exist.');
    const answer = (await (await fetch(`${url}/backend/__mock/requests?limit=2`)).json()) as object;
    expect(answer).toMatchObject({ requests: [{ url: '/nowhere' }, { url: '/api/otp/settings' }] });
    expect((await fetch(`${url}/backend/__mock`)).url).toBe(`${url}/backend/__mock/`);
    expect((await fetch(`${url}/api/otp/settings`, { headers })).status).toBe(404);
  });

  it('The application works behind routes of another one, and after that one has read the body', async () => {
    const url = await mount((mock) =>
      express()
        .use(express.json())
        .get('/mine', (_request, response) => void response.send('mine'))
        .use(mock.app),
    );
    expect(await (await fetch(`${url}/mine`)).text()).toBe('mine');
    const headers = await logIn(url);
    const put = async (body: object): Promise<number> =>
      (await fetch(`${url}/api/otp/settings/mail/default`, { method: 'PUT', headers, body: JSON.stringify(body) }))
        .status;
    expect(await put(bodies.mail)).toBe(204);
    expect(await put({ ...bodies.mail, smtpPort: 'x' })).toBe(400);
  });
});
