// The web page as a person uses it, in a real browser.
// Needs a build.
import { readFile } from 'node:fs/promises';
import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { form, hasBrowser, launch, openForm, panel, shell, shoot, visit } from '../support/browser.ts';

let browser: Browser;

describe.skipIf(!hasBrowser)('The web page', () => {
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(async () => browser.close());

  it('The web page shows requests as they arrive, with each validation error and its path, and copies them as curl commands', async () => {
    const { page, mock } = await visit(browser);
    await page.getByText('live', { exact: true }).waitFor();
    const [a, b] = [await mock.enter('a'), await mock.enter('b')];
    await a.put('mail', { isDefault: 'yes', smtpPort: 'x' });
    await b.put('twilio', { accountSid: "it's" });
    const entries = panel(page, 'Requests').locator('.rows > li');
    await expect.poll(() => entries.count()).toBe(4);
    const refused = entries.filter({ hasText: '400' });
    expect(await refused.locator('.error code').allInnerTexts()).toEqual(['/body/isDefault', '/body/smtpPort']);
    await shoot(page, 'requests');
    await entries.first().getByRole('button').first().click();
    const [request = '', response = ''] = await entries.first().locator('pre').allInnerTexts();
    expect(request).toMatch(/^PUT \/api\/otp\/settings\/sms\/twilio\n/);
    expect(request).toMatch(/x-space: b\n/);
    expect(request).toMatch(/cookie: ins_access_token=\*{8}/);
    expect(request).toContain('"authToken": "********"');
    expect(response).toMatch(/^204\nvary: Origin/);
    await entries.first().getByText('authToken is masked: fill in the value').waitFor();
    await entries.first().getByRole('button', { name: 'Copy as curl' }).click();
    await page.getByText('Copied').waitFor();
    const line = await page.evaluate<string>('navigator.clipboard.readText()');
    expect(line).toMatch(/^# Replace \*{8} in authToken\ncurl /);
    expect(await shell(line)).toMatch(/^HTTP\/1\.1 204/);
    expect((await b.get()).body).toMatchObject([{ accountSid: "it's", authToken: 'example-auth-token' }]);
    await panel(page, 'Requests').getByLabel('space', { exact: true }).selectOption('a');
    await expect.poll(() => entries.count()).toBe(2); // the open one stays
    await panel(page, 'Requests')
      .getByText(/^1 of \d+ requests/)
      .waitFor();
    await panel(page, 'Requests').getByRole('button', { name: 'Show all' }).click();
    await expect.poll(() => entries.count()).toBeGreaterThan(3);
    await panel(page, 'Requests').getByRole('button', { name: 'Clear requests' }).click();
    await page.getByText('No requests yet').waitFor();
  });

  it('The web page shows the clock of the mock while it is not the real one', async () => {
    const { page, mock } = await visit(browser);
    await page.getByText('live', { exact: true }).waitFor();
    expect(await page.getByText('The clock shows').count()).toBe(0);
    await mock.agent.put('/__mock/clock').send({ now: '2031-02-03T04:05:06Z', frozen: true });
    await page.getByText(/The clock shows .*2031.* and stands still/).waitFor();
    await shoot(page, 'clock');
    await page.reload();
    await page.getByRole('button', { name: 'Real time' }).click();
    await page.locator('.toast').getByText('The clock shows the real time').waitFor();
    await expect.poll(() => page.getByRole('button', { name: 'Real time' }).count()).toBe(0);
    expect((await mock.agent.get('/__mock/clock')).body).toMatchObject({ offset: 0, frozen: false });
  });

  it('The web page switches faults on and off, and lists those that are active', async () => {
    const { page, mock } = await visit(browser, { seed: 'demo' });
    const a = await mock.enter();
    const fault = (name: string): Locator => page.getByRole('switch', { name });
    const isOn = (name: string) => expect.poll(() => fault(name).getAttribute('aria-checked'));
    await page.getByRole('button', { name: 'Faults', exact: true }).click();
    await fault('Next request: status 500').click();
    await isOn('Next request: status 500').toBe('true');
    expect((await a.get()).status).toBe(500);
    await isOn('Next request: status 500').toBe('false');
    await fault('Token expired').click();
    await isOn('Token expired').toBe('true');
    expect((await a.get()).status).toBe(401);
    await fault('Provider down').click();
    await page.getByText('Every request to sendTestMessage: refused by the provider with ECONNREFUSED').waitFor();
    await shoot(page, 'faults');
    expect((await a.sendTest()).status).toBe(500);
    await panel(page, /^Outbox/)
      .getByRole('button', { name: /^failed twilio/ })
      .waitFor();
    await fault('Provider down').click();
    await isOn('Provider down').toBe('false');
    await mock.agent.post('/__mock/faults').send({ delay: { from: 1, to: 2 }, space: 'a', times: 3 });
    await page.getByRole('button', { name: /Remove The next 3 requests in a: 1–2 ms late/ }).click();
    await page.getByText('No faults are active.').waitFor();
    await fault('Every response: 800 ms late').click();
    await isOn('Every response: 800 ms late').toBe('true');
    expect((await mock.agent.get('/__mock/faults')).body).toEqual({ faults: [{ id: 'slow', delay: 800 }] });
    await page.getByRole('button', { name: '1 fault is active' }).waitFor();
  });

  it('The web page adds any fault with a form, and shows what is wrong with one', async () => {
    const { page, mock } = await visit(browser, { seed: 'demo' });
    await page.getByRole('button', { name: 'Faults', exact: true }).click();
    await page.getByText('Add another fault').click();
    const fault = page.getByRole('form', { name: 'New fault' });
    await fault.getByRole('button', { name: 'Add fault' }).click();
    await fault.getByText(/\/body must have at least one of status, delay, connection, error/).waitFor();
    await fault.getByLabel('Operation').selectOption('getSettings');
    await fault.getByLabel('In space').selectOption('production');
    await fault.getByLabel('Status').fill('418');
    await fault.getByLabel('Delay in ms').fill('5');
    await fault.getByLabel('Times').fill('2');
    await fault.getByLabel('Probability').fill('0.5');
    const words = 'The next 2 requests to getSettings in production: status 418, 5 ms late, in 50 % of the cases';
    await fault.getByText(words).waitFor();
    await fault.getByRole('button', { name: 'Add fault' }).click();
    await panel(page, /^Faults/)
      .getByRole('list')
      .getByText(words)
      .waitFor();
    const { body } = await mock.agent.get('/__mock/faults');
    const set = { operation: 'getSettings', space: 'production', status: 418, delay: 5, times: 2, probability: 0.5 };
    expect(body).toMatchObject({ faults: [set] });
  });

  it('The web page takes a snapshot into a file, resets, and restores from the file', async () => {
    const { page, mock } = await visit(browser, { seed: 'demo' });
    const a = await mock.enter('mine');
    await a.put('netgsm', { password: 'kept' });
    await panel(page, 'Spaces').getByRole('button', { name: /^mine/ }).click();
    await page.getByText('Snapshot, reset, delete').click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Snapshot' }).click(),
    ]);
    const file = await download.path();
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ spaces: { mine: {}, default_space: {} } });
    page.on('dialog', (dialog) => void dialog.accept());
    await page.getByRole('button', { name: 'Reset everything' }).click();
    await page.getByText('mine has no settings').waitFor();
    const restore = (name: string, text: string): Promise<void> =>
      page.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) });
    await restore('broken.json', '{"spaces"');
    await page.getByText('broken.json is not a snapshot').first().waitFor();
    await restore('other.json', '{"spaces":{"x":{"settings":{"fax":{}}}}}');
    await page.getByText('/body/spaces/x/settings').first().waitFor();
    await restore('snapshot.json', await readFile(file, 'utf8'));
    await openForm(page, 'NetGSM');
    await expect.poll(() => form(page, 'NetGSM').getByLabel('Password', { exact: true }).inputValue()).toBe('kept');
    await page.getByRole('button', { name: 'Reset space' }).click();
    await page.getByText('mine has no settings').waitFor();
  });
});
