// A real browser for the tests of the web page. Where there is none they are skipped, unless REQUIRE_BROWSER=1.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import axe from 'axe-core';
import express from 'express';
import { type Browser, type BrowserContextOptions, chromium, type Locator, type Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';
import type { ServerOptions } from '../../src/options.ts';
import type { MockServer } from '../../src/server.ts';
import { createMock, type TestMock } from './mock.ts';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
export const executablePath = process.env['CHROMIUM'] ?? places.find((place) => existsSync(place));

/** Whether the tests that need a browser can run. */
export const hasBrowser = executablePath !== undefined;
if (!hasBrowser && process.env['REQUIRE_BROWSER'] === '1')
  throw new Error(`No browser was found in ${places.join(', ')}. Install chromium, or name one with CHROMIUM=PATH.`);
if (!hasBrowser) process.stderr.write('No chromium was found: the tests of the web page are skipped.\n');

const folder = fileURLToPath(new URL('../browser/screenshots/', import.meta.url));

export async function launch(): Promise<Browser> {
  await mkdir(folder, { recursive: true });
  return chromium.launch({
    ...(executablePath !== undefined && { executablePath }),
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
  });
}

export interface Visit {
  readonly mock: TestMock;
  readonly url: string;
  readonly page: Page;
  /** What was requested, but from where the page is. */
  readonly elsewhere: readonly string[];
}

interface VisitOptions extends BrowserContextOptions {
  readonly path?: string;
  /** Below which path of another application the mock is; without it the mock listens itself. */
  readonly mountedAt?: string;
}

/** Opens a page of a fresh mock. Errors in the console fail the test; that an answer to an action has an error status is none. */
export async function visit(
  browser: Browser,
  options: ServerOptions = {},
  { path = '/__mock/', mountedAt, ...context }: VisitOptions = {},
): Promise<Visit> {
  const mock = await createMock(options);
  const url = mountedAt === undefined ? await mock.server.listen({ port: 0 }) : await mount(mock.server, mountedAt);
  const opened = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    permissions: ['clipboard-read', 'clipboard-write'],
    ...context,
  });
  opened.setDefaultTimeout(20_000);
  const page = await opened.newPage();
  const errors: string[] = [];
  const elsewhere: string[] = [];
  page.on('console', (message) => {
    const known = /^Failed to load resource: (the server responded with a status of|net::ERR_)/.test(message.text());
    if (message.type() === 'error' && !known) errors.push(message.text());
  });
  page.on('pageerror', ({ message }) => errors.push(message));
  page.on('request', (request) => {
    if (!request.url().startsWith(url) && !/^(data|blob):/.test(request.url())) elsewhere.push(request.url());
  });
  onTestFinished(async () => {
    await opened.close();
    expect(errors).toEqual([]);
    expect(elsewhere).toEqual([]);
  });
  await page.goto(url + path);
  return { mock, url, page, elsewhere };
}

async function mount({ app }: MockServer, path: string): Promise<string> {
  const server = express().use(path, app).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;
}

/** Keeps what the page looks like, for people to look at. */
export async function shoot(page: Page, name: string, fullPage = false): Promise<void> {
  await page.screenshot({ path: `${folder}${name}.png`, fullPage });
}

/** What axe finds against WCAG 2.2 AA. */
export async function barriers(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(async () =>
    (globalThis as unknown as { axe: typeof axe }).axe.run({
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    }),
  );
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

/** The form of a provider, which is shown by its tab. */
export async function openForm(page: Page, name: string): Promise<Locator> {
  await page.getByRole('tab', { name: new RegExp(`^${name}`) }).click();
  return form(page, name);
}

export const form = (page: Page, name: string): Locator => page.getByRole('form', { name, exact: true });
export const panel = (page: Page, name: string | RegExp): Locator => page.getByRole('region', { name });

/** Runs a line as it was copied; the mock is in this process, so it must not be held up. */
export async function shell(line: string): Promise<string> {
  return (await promisify(execFile)('bash', ['-c', line], { timeout: 10_000 })).stdout;
}
