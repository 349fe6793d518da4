// What the web page shows at one glance: what is there, what went wrong, and what came meanwhile.
// Needs a build.
import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasBrowser, launch, openForm, panel, visit } from '../support/browser.ts';
import type { TestMock } from '../support/mock.ts';

let browser: Browser;

/** Whether the page believes that it is in the background. */
const setHidden = (page: Page, isHidden: boolean): Promise<void> =>
  page.evaluate(`Object.defineProperty(document, 'hidden', { configurable: true, get: () => ${isHidden} });
    document.dispatchEvent(new Event('visibilitychange'))`);

const open = async (page: Page, name: string): Promise<void> =>
  page.getByRole('navigation', { name: 'Panes' }).getByRole('button', { name }).click();

async function codeOf({ agent }: TestMock): Promise<string> {
  return ((await agent.get('/__mock/outbox/latest')).body as { code: string }).code;
}

/** Sends a hundred messages and the one that is looked at. */
async function fill(mock: TestMock): Promise<void> {
  const a = await mock.enter();
  await a.put('mail', { isDefault: true });
  await Promise.all(Array.from({ length: 100 }, () => a.sendTest()));
}

describe.skipIf(!hasBrowser)('At one glance, the web page', () => {
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(async () => browser.close());

  it('At one glance, the web page opens on the default provider, and keeps the chosen one in the address', async () => {
    const { page, mock, url } = await visit(browser);
    const tab = (name: RegExp) => page.getByRole('tab', { name });
    await mock.agent.put('/__mock/spaces/acme/settings/mail').send({});
    await page.goto(`${url}/__mock/#space=acme`);
    await page.reload();
    await page.getByRole('tab', { name: 'Mail default', selected: true }).waitFor();
    await mock.agent.put('/__mock/spaces/acme/settings/netgsm').send({});
    await page.getByRole('tab', { name: 'NetGSM default', selected: false }).waitFor(); // nothing moves under the hands
    await tab(/^Dataport/).click();
    expect(page.url()).toContain('provider=dataport');
    await page.reload();
    await page.getByRole('tab', { name: /^Dataport/, selected: true }).waitFor();
    await page.goBack();
    await page.getByRole('tab', { name: /^NetGSM|^Mail/, selected: true }).waitFor();
  });

  it('At one glance, the web page counts what came while nobody looked, in its title and icon, and marks it', async () => {
    const { page, mock, url } = await visit(browser);
    await fill(mock);
    await panel(page, /^Outbox/)
      .getByText('100 messages')
      .waitFor();
    const icon = () => page.locator('link[rel=icon]').getAttribute('href');
    expect([await page.title(), await icon()]).toEqual(['otp-settings-mock', 'assets/icon.svg']);
    await setHidden(page, true);
    const a = await mock.enter();
    for (let times = 0; times < 3; times += 1) await a.sendTest();
    await expect.poll(() => page.title()).toBe('(3) otp-settings-mock');
    expect(await icon()).toBe('assets/icon-unread.svg');
    expect(await (await fetch(`${url}/__mock/assets/icon-unread.svg`)).text()).toContain('<circle');
    await setHidden(page, false);
    expect([await page.title(), await icon()]).toEqual(['otp-settings-mock', 'assets/icon.svg']);
    expect(await page.locator('.row.new').count()).toBe(3);
  });

  it('At one glance, the web page shows an error once, where it was caused', async () => {
    const { page, mock } = await visit(browser);
    await fill(mock);
    const mail = await openForm(page, 'Mail');
    await mail.getByLabel('Smtp port').fill('x');
    await mail.getByRole('button', { name: 'Save', exact: true }).click();
    await panel(page, /^Settings/)
      .getByText(/^Not saved: /)
      .waitFor();
    expect(await page.getByText(/^Not saved: /).count()).toBe(1);
    expect(await page.getByRole('alert').count()).toBe(1);
  });

  it('At one glance, the web page copies a code by a key, saves a message as a file, deletes it, and puts it back', async () => {
    const { page, mock } = await visit(browser);
    await fill(mock);
    await panel(page, /^Outbox/)
      .getByText('100 messages')
      .waitFor();
    const outbox = panel(page, /^Outbox/);
    await page.keyboard.press('Alt+c');
    await outbox.getByText(`Copied ${await codeOf(mock)}`).waitFor();
    expect(await page.evaluate<string>('navigator.clipboard.readText()')).toBe(await codeOf(mock));
    await outbox
      .getByRole('button', { name: /^sent mail/ })
      .nth(2)
      .click();
    const code = await outbox.locator('.message .code code').innerText();
    await page.keyboard.press('Alt+c');
    await outbox.getByText(`Copied ${code}`).waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      outbox.getByRole('button', { name: 'Save as .eml' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^[0-9a-f]{24}\.eml$/);
    expect(await readFile(await download.path(), 'utf8')).toMatch(new RegExp(`^Date: [^]*${code} is your`, 'i'));
    await outbox.getByRole('button', { name: 'Delete this message' }).click();
    await outbox.getByText('99 messages').waitFor();
    expect((await mock.agent.get('/__mock/outbox')).body).toMatchObject({ total: 99 });
    await (await mock.enter()).sendTest();
    await page.locator('.toast', { hasText: 'Deleted the message' }).getByRole('button', { name: 'Undo' }).click();
    await outbox.getByText('101 messages').waitFor();
  });

  it('At one glance, the web page says which rule refused a message', async () => {
    const { page, mock } = await visit(browser, { seed: 'demo' });
    const a = await mock.enter('failing');
    await a.sendTest();
    await panel(page, 'Spaces')
      .getByRole('button', { name: /^failing/ })
      .click();
    await page.getByRole('button', { name: /^failed netgsm/ }).click();
    await page.getByText('Refused by the provider: 30 The user code').waitFor();
    await page
      .locator('.message')
      .getByText(/ in the setting asks for this code\.$/)
      .waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save as .txt' }).click(),
    ]);
    expect(await readFile(await download.path(), 'utf8')).toMatch(/^\d{6} is your one-time password/);
    await page.getByRole('tab', { name: 'On the wire' }).click();
    expect(page.url()).toContain('view=wire');
    await page.reload();
    await page.locator('pre', { hasText: '<mainbody>' }).waitFor();
  });

  it('At one glance, the web page shows each assumption with its question and reason, and changes it for this run', async () => {
    const { page, mock } = await visit(browser, { seed: 'demo' });
    await fill(mock);
    await open(page, 'Assumptions');
    const part = panel(page, 'Assumptions');
    await part.getByLabel('text of an assumption').fill('secrets-in-get');
    await part.getByText(/^1 of \d+ assumptions/).waitFor();
    const { question, why } = await mock.agent.get('/__mock/assumptions').then(({ body }) => {
      const { assumptions } = body as { assumptions: { name: string; question: string; why: string }[] };
      return assumptions.find(({ name }) => name === 'secrets-in-get') ?? { question: '', why: '' };
    });
    await part.getByText(why).waitFor();
    await part.getByLabel(question).selectOption('masked');
    await part.getByText('From now on, secrets-in-get is masked').waitFor();
    expect((await (await mock.enter()).get()).text).toContain('********');
    await mock.agent.put('/__mock/assumptions').send({ assumptions: { 'secrets-in-get': 'omitted' } });
    await expect.poll(() => part.getByLabel(question).inputValue()).toBe('omitted');
    await part.getByRole('button', { name: 'As at the start' }).click();
    await expect.poll(() => part.getByLabel(question).inputValue()).toBe('plain');
  });
});
