// The page with the documents, in a real browser.
// Needs a build.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasBrowser, launch, shoot, visit } from '../support/browser.ts';

let browser: Browser;

describe.skipIf(!hasBrowser)('The page of the documents', () => {
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(async () => browser.close());

  it('The page of the documents shows all three documents', async () => {
    const { page } = await visit(browser, {}, { path: '/__mock/docs' });
    await page.getByText('/api/otp/settings/sms/twilio', { exact: true }).waitFor();
    await expect.poll(() => page.locator('.opblock').count()).toBe(6);
    await shoot(page, 'docs');
    await page.getByLabel('Document').selectOption('session');
    await page.getByText('/refresh', { exact: true }).first().waitFor();
    await page.getByLabel('Document').selectOption('control');
    await page.getByText('/__mock/outbox/wait', { exact: true }).waitFor();
    await page.reload();
    await page.getByText('/__mock/outbox/wait', { exact: true }).waitFor();
  });

  it('The page of the documents lets a person log in and send requests', async () => {
    const { page } = await visit(browser, { seed: 'demo' }, { path: '/__mock/docs#session' });
    await page.getByText('/login', { exact: true }).first().click();
    await page.locator('tr[data-property-name=username] input').fill('admin');
    await page.locator('tr[data-property-name=password] input').fill('admin');
    await page.getByRole('button', { name: 'Execute' }).click();
    await page.locator('.live-responses-table .response-col_status', { hasText: '200' }).first().waitFor();
    await page.getByLabel('Document').selectOption('contract');
    await page.locator('.opblock-get').getByText('/api/otp/settings', { exact: true }).click();
    await page.getByPlaceholder('X-Space').fill('default_space');
    await page.getByRole('button', { name: 'Execute' }).click();
    await page.locator('.live-responses-table .response-col_status', { hasText: '200' }).first().waitFor();
    await expect.poll(() => page.locator('.live-responses-table').innerText()).toContain('AC0123456789abcdef');
    await shoot(page, 'docs-tried');
  });
});
