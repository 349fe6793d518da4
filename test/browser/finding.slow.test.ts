// How people find a request, a space or a message among hundreds on the web page.
// Needs a build.
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasBrowser, launch, panel, visit } from '../support/browser.ts';
import type { TestMock } from '../support/mock.ts';

let browser: Browser;

const heading = { Origin: 'http://localhost:3000', 'Access-Control-Request-Method': 'PUT' };

/** Three hundred spaces, five hundred messages, and as many requests. */
async function fill(mock: TestMock): Promise<void> {
  const [first, turkish] = [await mock.enter(), await mock.enter('İstanbul Çağrı Merkezi')];
  await first.put('mail', { isDefault: true });
  for (let round = 0; round < 25; round += 1) await Promise.all(Array.from({ length: 20 }, () => first.sendTest()));
  for (let round = 0; round < 20; round += 1)
    await Promise.all([
      ...Array.from({ length: 20 }, () => first.get()),
      mock.agent.options('/api/otp/settings').set(heading),
    ]);
  await turkish.put('netgsm', { header: 'ŞİŞLİ', isDefault: true });
  await turkish.put('netgsm', { isDefault: 'yes' });
}

const requests = (page: Page): Locator => panel(page, 'Requests');

/** The names of the rows that are drawn. */
const rowsIn = (part: Locator): Promise<string[]> => part.locator('.row .name').allInnerTexts();

describe.skipIf(!hasBrowser)('Among hundreds, the web page', () => {
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(async () => browser.close());

  it('Among hundreds, the web page finds a request by space, status, method, path and text, and says what is shown', async () => {
    const { page, mock } = await visit(browser, { seed: 'random:20' });
    await fill(mock);
    await page.reload();
    const part = requests(page);
    await part.getByText(/^480 of 500 requests/).waitFor();
    await part.getByRole('button', { name: 'Show 20 preflights' }).click();
    await part.getByText(/^500 requests/).waitFor();
    await part.getByRole('button', { name: 'Hide preflights' }).click();
    await part.getByLabel('space', { exact: true }).selectOption('İstanbul Çağrı Merkezi');
    await part.getByText(/^2 of 500 requests/).waitFor();
    await part.getByLabel('status', { exact: true }).selectOption('4xx');
    await expect.poll(() => rowsIn(part)).toEqual(['PUT /api/otp/settings/sms/netgsm']);
    await part.getByRole('button', { name: 'Show all' }).click();
    await part.getByLabel('method', { exact: true }).selectOption('PUT');
    await part.getByText(/^2 of 500 requests/).waitFor();
    await part.getByLabel('path', { exact: true }).selectOption('/api/otp/settings/test');
    await part.getByText('No request matches the filter.').waitFor();
    await part.getByRole('button', { name: 'Show all' }).click();
    for (const typed of ['şişli', 'SISLI']) {
      await part.getByLabel('text of a request').fill(typed);
      await part.getByText(/^1 of 500 requests/).waitFor();
    }
    await part.getByLabel('text of a request').fill('');
    await part.getByLabel('method', { exact: true }).selectOption('OPTIONS');
    await part.getByText(/^20 of 500 requests/).waitFor();
  });

  it('Among hundreds, the web page finds a message by its code, and opens the one that the address names', async () => {
    const { page, mock, url } = await visit(browser, { seed: 'random:20' });
    await fill(mock);
    const { messages } = (await mock.agent.get('/__mock/outbox?space=default_space&limit=500')).body as {
      messages: { id: string; code: string }[];
    };
    const { id = '', code = '' } = messages.at(-3) ?? {};
    await page.goto(`${url}/__mock/#message=${id}`);
    await page.reload();
    const part = panel(page, /^Outbox/);
    await expect.poll(() => part.locator('.message .code code').innerText()).toBe(code);
    await expect
      .poll(() => part.locator('li.open').evaluate((each) => each.getBoundingClientRect().top))
      .toBeLessThan(500);
    await part.getByLabel('text of a message').fill(code);
    await part.getByText(/^\d of 500 messages/).waitFor();
    await part.getByLabel('text of a message').fill('NOBODY@acme');
    await part.getByText('No message matches the filter.').waitFor();
    await part.getByRole('button', { name: 'Show all' }).click();
    await part.getByText(/^500 messages/).waitFor();
  });

  it('Among hundreds, the web page lists the spaces that were used last first, and finds any by its name', async () => {
    const { page, mock } = await visit(browser, { seed: 'random:300' });
    await fill(mock);
    await page.getByText('live', { exact: true }).waitFor();
    const part = panel(page, 'Spaces');
    await expect
      .poll(async () => (await rowsIn(part)).slice(0, 2))
      .toEqual(['İstanbul Çağrı Merkezi', 'default_space']);
    await part.getByText(/^301 spaces/).waitFor();
    expect(await part.getByRole('button', { name: 'Reset everything' }).isVisible()).toBe(false);
    await part.getByLabel('name of a space').fill('çağrı');
    await part.getByText(/^1 of 301 spaces/).waitFor();
    await part.getByRole('button', { name: /^İstanbul Çağrı/ }).click();
    await page.getByRole('heading', { name: 'Settings of İstanbul Çağrı Merkezi' }).waitFor();
    await part.getByRole('button', { name: 'Show all' }).click();
    await part.getByText(/^301 spaces/).waitFor();
  });
});
