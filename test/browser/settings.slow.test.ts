// The web page as a person uses it, in a real browser.
// Needs a build.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestMock } from '../support/mock.ts';
import { form, hasBrowser, launch, openForm, panel, shell, shoot, visit } from '../support/browser.ts';

let browser: Browser;

async function fillNetgsm(page: Page): Promise<void> {
  const netgsm = await openForm(page, 'NetGSM');
  for (const [label, value] of [
    ['Username', '8501234567'],
    ['Password', 'example'],
    ['Header', 'ACME'],
  ] as const)
    await netgsm.getByLabel(label, { exact: true }).fill(value);
}

/** The newest message, as soon as it is there. */
async function sent(mock: TestMock): Promise<{ id: string }> {
  return (await mock.agent.get('/__mock/outbox/wait')).body as { id: string };
}

describe.skipIf(!hasBrowser)('The settings on the web page', () => {
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(async () => browser.close());

  it('The settings on the web page show what to do first in an empty mock, with a command that works', async () => {
    const { page } = await visit(browser);
    await page.getByText('default_space has no settings').waitFor();
    await page.getByText('No requests yet').waitFor();
    await shoot(page, 'empty');
    const line = await panel(page, /^Settings/)
      .locator('.command code')
      .innerText();
    expect(await shell(line.replace('curl', 'curl -s -w "%{http_code}"'))).toBe('204');
    await page.getByRole('tab', { name: 'NetGSM default' }).waitFor();
  });

  it('The settings on the web page create a space, stores a setting in it through the contract, and counts both', async () => {
    const { page, mock } = await visit(browser);
    await page.getByLabel('New space').fill('Işık');
    await page.getByRole('button', { name: 'Add' }).click();
    await page.getByRole('heading', { name: 'Settings of Işık' }).waitFor();
    await fillNetgsm(page);
    await page.getByRole('tab', { name: 'NetGSM not saved' }).waitFor();
    await form(page, 'NetGSM').getByRole('button', { name: 'Save', exact: true }).click();
    await form(page, 'NetGSM').getByText('Saved NetGSM, which is the default').waitFor();
    await page.getByRole('button', { name: /^Işık 1 setting, 0 messages/ }).waitFor();
    expect((await (await mock.enter('Işık')).get()).body).toMatchObject([{ header: 'ACME', isDefault: true }]);
    await form(page, 'NetGSM').getByText('Set by the backend').click();
    await form(page, 'NetGSM').getByText('admin', { exact: true }).first().waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Settings of Işık' }).waitFor();
  });

  it('The settings on the web page show limits and choices of the document, and validation errors next to each field', async () => {
    const { page, mock } = await visit(browser);
    const mail = await openForm(page, 'Mail');
    await mail.getByText('Advanced: id, type, provider').click();
    expect(await mail.getByLabel('Type').inputValue()).toBe('Email');
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
    await mail.getByRole('button', { name: 'Save', exact: true }).click();
    const said = async (label: string): Promise<string | null> => {
      const id = await mail.getByLabel(label).getAttribute('aria-describedby');
      return page.locator(`[id="${id}"]`).textContent();
    };
    await mail.locator('[aria-invalid]').first().waitFor();
    await mail.getByText('Not saved: 3 validation errors, each shown at its field').waitFor();
    expect(await said('Smtp host')).toContain('at most 50 characters');
    expect(await said('Smtp port')).toContain('integer');
    expect(await said('Type')).toContain('is required');
    await shoot(page, 'refused');
    await mail.getByLabel('Smtp host').fill('smtp.acme.example');
    await mail.getByLabel('Smtp port').fill('25');
    await mail.getByLabel('Type').fill('Email');
    await mail.getByLabel('Transport strategy').selectOption('SMTPS');
    await mail.getByRole('button', { name: 'Save', exact: true }).click();
    await mail.getByText('Saved Mail').waitFor();
    expect((await (await mock.enter()).get()).body).toMatchObject([{ smtpPort: 25, transportStrategy: 'SMTPS' }]);
  });

  it('The settings on the web page fill a form with an example that can be saved unchanged, and give each field room', async () => {
    const { page, mock } = await visit(browser, {}, { viewport: { width: 1280, height: 860 } });
    for (const name of ['Twilio', 'NetGSM', 'Dataport', 'Mail']) {
      const each = await openForm(page, name);
      await each.getByRole('button', { name: 'Fill with an example' }).click();
      for (const input of await each.locator('input:visible, select:visible').all())
        expect((await input.boundingBox())?.width, name).toBeGreaterThanOrEqual(200);
      await each.getByRole('button', { name: 'Save', exact: true }).click();
      await each.getByText(`Saved ${name}`).waitFor();
    }
    const { body } = await (await mock.enter()).get();
    expect((body as { isDefault: boolean }[]).map(({ isDefault }) => isDefault)).toEqual([true, false, false, false]);
    await page.getByRole('radio', { name: 'Mail' }).click();
    await page.getByText('Mail is the default').first().waitFor();
    await page.getByRole('tab', { name: 'Mail default' }).waitFor();
    await page.getByRole('tab', { name: 'Twilio set' }).waitFor();
    await page.getByRole('radio', { name: 'none' }).click();
    await expect.poll(() => page.getByRole('button', { name: 'Send test', exact: true }).isDisabled()).toBe(true);
  });

  it('The settings on the web page show the outcome of a test send, with a link to the message', async () => {
    const { page, mock } = await visit(browser, { seed: 'demo' });
    await page.getByRole('button', { name: 'Send test', exact: true }).click();
    const { id } = await sent(mock);
    const settings = panel(page, /^Settings/);
    await settings.getByText(`Sent through Twilio to +905321234567, message ${id}`).waitFor();
    await page.locator('.toast').getByText(`message ${id}`).waitFor();
    await page.locator('.toast').getByRole('button', { name: 'Show message' }).click();
    await page.locator('.bubble').waitFor();
    await panel(page, 'Spaces')
      .getByRole('button', { name: /^failing/ })
      .click();
    const netgsm = await openForm(page, 'NetGSM');
    await netgsm.getByRole('button', { name: 'Save as default and send test' }).click();
    await netgsm.getByText(/^Refused by NetGSM: 30 The user code or the password is wrong/).waitFor();
    expect(await page.getByText(/^Saved/).count()).toBe(0);
    await shoot(page, 'refused-send');
    await mock.agent.post('/__mock/faults').send({ operation: 'sendTestMessage', status: 503 });
    await page.getByRole('button', { name: 'Send test', exact: true }).click();
    await settings.getByText('Not sent: This response comes from an injected fault.').waitFor();
    await settings.getByRole('button', { name: 'Show request' }).click();
    await panel(page, 'Requests').locator('pre', { hasText: /^503/ }).waitFor();
  });

  it('The settings on the web page hide secrets until the user shows them, and let a change be discarded', async () => {
    const { page } = await visit(browser, { seed: 'demo' });
    const secret = (await openForm(page, 'Twilio')).getByLabel('Auth token', { exact: true });
    expect(await secret.getAttribute('type')).toBe('password');
    await form(page, 'Twilio').getByRole('button', { name: 'Show Auth token' }).click();
    expect(await secret.getAttribute('type')).toBe('text');
    expect(await secret.inputValue()).toBe('example-auth-token');
    await secret.fill('other');
    await form(page, 'Twilio').getByRole('button', { name: 'Discard' }).click();
    expect(await secret.inputValue()).toBe('example-auth-token');
  });
});
