// A browser application of somebody else's, on another port of this machine.
// Needs a build.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { hasBrowser, launch } from '../support/browser.ts';
import { createMock } from '../support/mock.ts';

let browser: Browser;

/** An empty page at http://localhost, in which an application could run. */
async function openApplication(): Promise<Page> {
  const server = createServer((_request, response) =>
    response.setHeader('Content-Type', 'text/html').end('<p>Application'),
  );
  server.listen(0);
  await once(server, 'listening');
  const page = await browser.newPage();
  onTestFinished(async () => {
    await page.close();
    server.close();
  });
  await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/`);
  return page;
}

/** Logs in and asks for the settings, as an application does; resolves with the answer to the second. */
function askAsApplication(page: Page, mock: string): Promise<{ status: number; text: string }> {
  return page.evaluate(async (url) => {
    const credentials = 'include' as const;
    const body = new URLSearchParams({ username: 'admin', password: 'admin' });
    const login = await fetch(`${url}/login`, { method: 'POST', body, credentials });
    if (login.status !== 200) throw new Error(`login answered ${login.status}`);
    const headers = { 'X-Space': 'a', traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' };
    const answer = await fetch(`${url}/api/otp/settings`, { headers, credentials });
    return { status: answer.status, text: await answer.text() };
  }, mock);
}

describe.skipIf(!hasBrowser)('An application at http://localhost', () => {
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(async () => browser.close());

  it('An application at http://localhost is told to call the mock by the same name, and when it does, it is logged in', async () => {
    const mock = await createMock();
    const url = await mock.server.listen({ port: 0 });
    const page = await openApplication();
    const refused = await askAsApplication(page, url);
    expect(refused.status).toBe(401);
    const better = url.replace('127.0.0.1', 'localhost');
    expect(refused.text).toContain(`Use ${better} instead of ${url}`);
    expect(await askAsApplication(page, better)).toEqual({ status: 200, text: '[]' });
  });

  it('An application at http://localhost needs no login where nobody does', async () => {
    const mock = await createMock({ auth: 'off' });
    const url = await mock.server.listen({ port: 0 });
    const page = await openApplication();
    expect(await askAsApplication(page, url)).toEqual({ status: 200, text: '[]' });
  });
});
