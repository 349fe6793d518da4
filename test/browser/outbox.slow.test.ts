// The web page as a person uses it, in a real browser.
// Needs a build.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasBrowser, launch, panel, shoot, visit } from '../support/browser.ts';

let browser: Browser;

describe.skipIf(!hasBrowser)('The outbox on the web page', () => {
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(async () => browser.close());

  it('The outbox on the web page sends a test as an SMS on a phone, by keyboard shows it on the wire, and copies its code', async () => {
    const { page, mock } = await visit(browser, { seed: 'demo' });
    await page.getByRole('button', { name: 'Send test', exact: true }).click();
    const row = panel(page, /^Outbox/).getByRole('button', { name: /sent twilio → \+905321234567/ });
    await row.waitFor();
    await row.focus();
    await page.keyboard.press('Enter');
    const { body } = await mock.agent.get('/__mock/outbox/latest');
    const { code, text } = body as { code: string; text: string };
    expect(await page.locator('.bubble').innerText()).toBe(text);
    await page.getByRole('button', { name: 'Copy code', exact: true }).click();
    await page.getByText('Copied').waitFor();
    expect(await page.evaluate<string>('navigator.clipboard.readText()')).toBe(code);
    await page.getByRole('tab', { name: 'Message' }).focus();
    await page.keyboard.press('ArrowRight');
    expect(await page.getByRole('tab', { name: 'On the wire' }).getAttribute('aria-selected')).toBe('true');
    const wire = await page.locator('pre').allInnerTexts();
    expect(wire[0]).toContain('POST https://api.twilio.com/2010-04-01/Accounts/');
    const { width = 0 } = (await page.locator('pre').first().boundingBox()) ?? {};
    expect(width).toBeGreaterThan(500);
    expect(wire[0]).toContain('To = +905321234567');
    expect(wire[1]).toContain('"num_segments": "1"');
    await shoot(page, 'wire');
  });

  it('The outbox on the web page shows whose login waits for a code, for how long, and who is locked', async () => {
    const { page, mock } = await visit(browser, { seed: 'demo' });
    await mock.agent.put('/__mock/users/ada').send({ otp: 'sms', phone: '+905551112233' });
    const login = (password: string) => mock.agent.post('/login').type('form').send({ username: 'ada', password });
    await login('ada');
    const logins = panel(page, /^Outbox/).getByRole('list', { name: 'Logins under way' });
    await logins.getByText('ada waits for a code').waitFor();
    expect(await logins.innerText()).toMatch(/valid for (4:5\d|5:00)/);
    await logins.getByRole('button', { name: 'Show the code of ada' }).click();
    const { body } = await mock.agent.get('/__mock/otp/ada');
    const { code } = body as { code: string };
    await page.locator('.message .code code', { hasText: code }).waitFor();
    await shoot(page, 'logins');
    await mock.agent.post('/validate').type('form').send({ username: 'ada', otp_code: code });
    await logins.waitFor({ state: 'detached' });
    for (let times = 0; times < 5; times += 1) await login('wrong');
    await logins.getByText('ada is locked').waitFor();
  });

  it('The outbox on the web page shows a mail as a mail, and never runs what is in it', async () => {
    const { page, mock } = await visit(browser);
    const space = '<img src=x onerror=document.title=1><b>x';
    const visitor = await mock.enter(space);
    await visitor.put('mail', { isDefault: true, username: '<script>document.title=1</script>' });
    await visitor.sendTest();
    await panel(page, 'Spaces')
      .getByRole('button', { name: /<img src=x/ })
      .click();
    await page.getByRole('button', { name: /mail → admin@acme.example/ }).click();
    const { body } = await mock.agent.get('/__mock/outbox/latest');
    const { code } = body as { code: string };
    await page.getByRole('button', { name: `Copy code ${code}` }).click();
    expect(await page.evaluate<string>('navigator.clipboard.readText()')).toBe(code);
    expect(await page.locator('.mail h3').innerText()).toContain('<b>x');
    expect(await page.locator('.mail .text').innerText()).toContain(`for ${space}`);
    expect(await page.locator('.mail').innerText()).toContain('<script>');
    expect(await page.title()).toBe('otp-settings-mock');
    expect(await page.locator('main img, main script').count()).toBe(0);
    await shoot(page, 'mail');
  });

  it('The outbox on the web page filters the outbox by provider, status and text, in one space and in all', async () => {
    const { page, mock } = await visit(browser, { seed: 'demo' });
    const [a, failing] = [await mock.enter('default_space'), await mock.enter('failing')];
    await a.sendTest();
    await a.put('mail', { isDefault: true });
    await a.sendTest();
    await failing.sendTest();
    const rows = panel(page, /^Outbox/).locator('.messages > li');
    await expect.poll(() => rows.count()).toBe(2);
    await page.getByLabel('All spaces').check();
    await expect.poll(() => rows.count()).toBe(3);
    await panel(page, /^Outbox/)
      .getByLabel('provider', { exact: true })
      .selectOption('mail');
    await expect.poll(() => rows.count()).toBe(1);
    await panel(page, /^Outbox/)
      .getByLabel('provider', { exact: true })
      .selectOption('');
    await panel(page, /^Outbox/)
      .getByLabel('status', { exact: true })
      .selectOption('failed');
    await expect.poll(() => rows.count()).toBe(1);
    await panel(page, /^Outbox/)
      .getByLabel('status', { exact: true })
      .selectOption('');
    await page.getByLabel('text of a message').fill('ACME.example');
    await expect.poll(() => rows.count()).toBe(1);
    await page.getByLabel('text of a message').fill('nowhere');
    await page.getByText('No message matches the filter.').waitFor();
    await page.getByLabel('text of a message').fill('');
    await panel(page, /^Outbox/)
      .getByRole('button', { name: 'Empty outbox' })
      .click();
    await expect.poll(() => rows.count()).toBe(0);
    await page.locator('.toast').getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => rows.count()).toBe(3);
  });

  it('The outbox on the web page scrolls through a thousand messages', async () => {
    const { page, mock } = await visit(browser, { seed: 'demo', outboxLimit: 1_000 });
    const a = await mock.enter();
    for (let index = 0; index < 50; index += 1) await Promise.all(Array.from({ length: 20 }, () => a.sendTest()));
    await page.reload();
    const rows = panel(page, /^Outbox/).getByRole('button', { name: /twilio →/ });
    await panel(page, /^Outbox/)
      .getByText('1000 messages')
      .waitFor();
    expect(await rows.count()).toBe(30);
    for (let count = 30; count < 1_000; count += 30) {
      await page.locator('.outbox .edge:not(:empty)').scrollIntoViewIfNeeded();
      await expect.poll(() => rows.count()).toBeGreaterThan(count);
    }
    await rows.last().click();
    await page.locator('.bubble').waitFor();
    await shoot(page, 'thousand');
  });
});
