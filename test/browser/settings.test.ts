// The web page as a person uses it, in a real browser.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { form, hasBrowser, launch, panel, shell, shoot, visit } from '../support/browser.ts';

let browser: Browser;

async function fillNetgsm(page: Page): Promise<void> {
  const netgsm = form(page, 'NetGSM');
  await netgsm.getByLabel('Is default').check();
  for (const [label, value] of [
    ['Username', '8501234567'],
    ['Password', 'example'],
    ['Header', 'ACME'],
  ] as const)
    await netgsm.getByLabel(label, { exact: true }).fill(value);
}

describe.skipIf(!hasBrowser)('The settings on the web page', { timeout: 60_000 }, () => {
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(async () => browser.close());

  it('says what to do first where there is nothing yet, with lines that work as they are', async () => {
    const { page } = await visit(browser);
    await page.getByText('default_space has no settings').waitFor();
    await page.getByText('No request yet').waitFor();
    await shoot(page, 'empty');
    const line = (name: string | RegExp): Promise<string> => panel(page, name).locator('.command code').innerText();
    const run = (command: string) => shell(command.replace('curl', 'curl -s -w "%{http_code}"'));
    expect(await run(await line(/^Settings/))).toBe('204');
    await form(page, 'NetGSM').getByText('default', { exact: true }).waitFor();
    expect(await run(await line(/^Outbox/))).toBe('204');
    await page.getByText('netgsm →').waitFor();
  });

  it('makes a space, stores a setting in it through the contract, and counts both', async () => {
    const { page, mock } = await visit(browser);
    await page.getByLabel('New space').fill('Işık');
    await page.getByRole('button', { name: 'Add' }).click();
    await page.getByRole('heading', { name: 'Settings of Işık' }).waitFor();
    await fillNetgsm(page);
    await form(page, 'NetGSM').getByText('not saved').waitFor();
    await form(page, 'NetGSM').getByRole('button', { name: 'Save' }).click();
    await form(page, 'NetGSM').getByText('Saved', { exact: true }).waitFor();
    await page.getByRole('button', { name: /^Işık 1 setting, 0 messages/ }).waitFor();
    expect((await (await mock.enter('Işık')).get()).body).toMatchObject([{ header: 'ACME', isDefault: true }]);
    await form(page, 'NetGSM').getByText('Kept by the backend').click();
    await form(page, 'NetGSM').getByText('admin', { exact: true }).first().waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Settings of Işık' }).waitFor();
  });

  it('shows limits and choices of the document, and says at each field what was refused', async () => {
    const { page, mock } = await visit(browser);
    const mail = form(page, 'Mail');
    await mail.waitFor();
    expect(await mail.getByLabel('Transport strategy').locator('option').allInnerTexts()).toEqual([
      '–',
      'SMTP',
      'SMTPS',
      'SMTP_TLS',
    ]);
    await mail.getByLabel('Smtp host').fill('h'.repeat(51));
    await mail.getByText('51 / 50').waitFor();
    await mail.getByLabel('Smtp port').fill('twenty-five');
    await mail.getByLabel('Type').fill('');
    await mail.getByRole('button', { name: 'Save' }).click();
    const said = async (label: string): Promise<string | null> => {
      const id = await mail.getByLabel(label).getAttribute('aria-describedby');
      return page.locator(`[id="${id}"]`).textContent();
    };
    await mail.locator('[aria-invalid]').first().waitFor();
    expect(await said('Smtp host')).toContain('at most 50 characters');
    expect(await said('Smtp port')).toContain('integer');
    expect(await said('Type')).toContain('is required');
    await shoot(page, 'refused');
    await mail.getByLabel('Smtp host').fill('smtp.acme.example');
    await mail.getByLabel('Smtp port').fill('25');
    await mail.getByLabel('Type').fill('Email');
    await mail.getByLabel('Transport strategy').selectOption('SMTPS');
    await mail.getByRole('button', { name: 'Save' }).click();
    await mail.getByText('Saved', { exact: true }).waitFor();
    expect((await (await mock.enter()).get()).body).toMatchObject([{ smtpPort: 25, transportStrategy: 'SMTPS' }]);
  });

  it('hides secrets until they are to be shown, and lets a change be discarded', async () => {
    const { page } = await visit(browser, { seed: 'demo' });
    const secret = form(page, 'Twilio').getByLabel('Auth token', { exact: true });
    expect(await secret.getAttribute('type')).toBe('password');
    await form(page, 'Twilio').getByRole('button', { name: 'Show Auth token' }).click();
    expect(await secret.getAttribute('type')).toBe('text');
    expect(await secret.inputValue()).toBe('example-auth-token');
    await secret.fill('other');
    await form(page, 'Twilio').getByRole('button', { name: 'Discard' }).click();
    expect(await secret.inputValue()).toBe('example-auth-token');
  });
});
