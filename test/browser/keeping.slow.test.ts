// What the web page keeps: what was typed, what was looked at, and what was taken away by mistake.
// Needs a build.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasBrowser, launch, openForm, panel, visit } from '../support/browser.ts';

let browser: Browser;

const choose = (page: Page, space: string) =>
  panel(page, 'Spaces')
    .getByRole('button', { name: new RegExp(`^${space} `) })
    .click();

describe.skipIf(!hasBrowser)('The web page keeps', () => {
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(async () => browser.close());

  it('The web page keeps form input when the user looks at another space or provider, and says so', async () => {
    const { page } = await visit(browser, { seed: 'demo' });
    const netgsm = await openForm(page, 'NetGSM');
    await netgsm.getByLabel('Header').fill('TYPED');
    await openForm(page, 'Mail');
    await choose(page, 'production');
    await page.locator('.toast').getByText('Unsaved changes in default_space are kept.').waitFor();
    await panel(page, 'Spaces')
      .getByRole('button', { name: /^default_space .*not saved$/ })
      .waitFor();
    await page.locator('.toast').getByRole('button', { name: 'Go back' }).click();
    expect(await (await openForm(page, 'NetGSM')).getByLabel('Header').inputValue()).toBe('TYPED');
  });

  it('The web page does not silently overwrite a change made elsewhere', async () => {
    const { page, mock } = await visit(browser, { seed: 'demo' });
    const stored = async (): Promise<unknown> =>
      ((await mock.agent.get('/__mock/spaces/default_space?secrets=plain')).body as { settings: object }).settings;
    const netgsm = await openForm(page, 'NetGSM');
    await netgsm.getByLabel('Header').fill('MINE');
    await (await mock.enter('default_space', 'operator')).put('netgsm', { header: 'THEIRS' });
    await netgsm.getByText('Changed elsewhere meanwhile, by operator.').waitFor();
    await netgsm.getByRole('button', { name: 'Save', exact: true }).click();
    await netgsm.getByText('Not saved: NetGSM was changed elsewhere meanwhile').waitFor();
    expect(await stored()).toMatchObject({ netgsm: { header: 'THEIRS' } });
    await netgsm.getByRole('button', { name: 'Save mine' }).click();
    await netgsm.getByText('Saved NetGSM').waitFor();
    expect(await stored()).toMatchObject({ netgsm: { header: 'MINE' } });
    await netgsm.getByLabel('Header').fill('MINE AGAIN');
    await (await mock.enter('default_space', 'operator')).put('netgsm', { header: 'THEIRS' });
    await netgsm.getByRole('button', { name: 'Take theirs' }).click();
    expect(await netgsm.getByLabel('Header').inputValue()).toBe('THEIRS');
  });

  it('The web page keeps a typed setting valid when only the default was chosen meanwhile', async () => {
    const { page } = await visit(browser, { seed: 'demo' });
    const netgsm = await openForm(page, 'NetGSM');
    await netgsm.getByLabel('Header').fill('MINE');
    await page.getByRole('radio', { name: 'NetGSM' }).click();
    await page.getByText('NetGSM is the default').first().waitFor();
    await netgsm.getByRole('button', { name: 'Save', exact: true }).click();
    await netgsm.getByText('Saved NetGSM, which is the default').waitFor();
  });

  it('The web page keeps default_space listed, and makes no space without a name', async () => {
    const { page, mock } = await visit(browser);
    const spaces = panel(page, 'Spaces');
    for (const name of ['', '   ']) {
      await page.getByLabel('New space').fill(name);
      await page.getByRole('button', { name: 'Add', exact: true }).click();
      await spaces.getByText('Enter a name for the space.').waitFor();
    }
    await page.getByLabel('New space').fill(' acme ');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByRole('heading', { name: 'Settings of acme' }).waitFor();
    expect(await spaces.locator('.row .name').allInnerTexts()).toEqual(['acme', 'default_space']);
    expect((await mock.agent.get('/__mock/spaces')).body).toMatchObject({ spaces: [{ name: 'acme' }] });
  });

  it('The web page keeps a deleted space until it is too late to undo it', async () => {
    const { page, mock } = await visit(browser, { seed: 'demo' });
    await choose(page, 'production');
    await page.getByText('Snapshot, reset, delete').click();
    await page.getByRole('button', { name: 'Delete space' }).click();
    await page.getByRole('heading', { name: 'Settings of default_space' }).waitFor();
    await expect
      .poll(() =>
        panel(page, 'Spaces')
          .getByRole('button', { name: /^production/ })
          .count(),
      )
      .toBe(0);
    await page.locator('.toast').getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('heading', { name: 'Settings of production' }).waitFor();
    expect((await mock.agent.get('/__mock/spaces')).body).toMatchObject({
      spaces: [{ name: 'default_space' }, { name: 'failing' }, { name: 'production', settings: 1 }],
    });
  });

  it('The web page keeps other spaces and their faults when one space is reset', async () => {
    const { page, mock } = await visit(browser, { seed: 'demo' });
    await mock.agent.post('/__mock/faults').send({ id: 'theirs', space: 'failing', status: 500 });
    await mock.agent.post('/__mock/faults').send({ id: 'all', delay: 1 });
    await mock.agent.post('/__mock/faults').send({ id: 'own', space: 'production', status: 500 });
    await mock.agent.put('/__mock/spaces/mine').send({ settings: {} });
    await choose(page, 'production');
    await page.getByText('Snapshot, reset, delete').click();
    await page.getByRole('button', { name: 'Reset space' }).click();
    await page.getByText('Reset production to the seed').first().waitFor();
    const { faults } = (await mock.agent.get('/__mock/faults')).body as { faults: { id: string }[] };
    expect(faults.map(({ id }) => id)).toEqual(['theirs', 'all']);
    expect((await mock.agent.get('/__mock/spaces')).text).toContain('"mine"');
  });

  it('The web page stays when a session of the contract ends: only the control API can require a token', async () => {
    const { page } = await visit(browser, { seed: 'demo' });
    await page.getByRole('button', { name: 'Faults', exact: true }).click();
    await page.getByRole('switch', { name: 'Token expired' }).click();
    await page.getByRole('switch', { name: 'Token expired', checked: true }).waitFor();
    await page.getByRole('button', { name: 'Settings', exact: true }).click();
    await page.getByRole('button', { name: 'Send test', exact: true }).click();
    await panel(page, /^Settings/)
      .getByText('Not sent: The access token was made to expire')
      .waitFor();
    expect(await page.getByText('This mock requires its token').count()).toBe(0);
    await page.getByRole('button', { name: 'Send test', exact: true }).click();
    await panel(page, /^Settings/)
      .getByText('Sent through Twilio')
      .waitFor();
  });

  it('The web page keeps a history: Back and Forward move between spaces and messages', async () => {
    const { page, mock } = await visit(browser, { seed: 'demo' });
    await (await mock.enter()).sendTest();
    await page.getByRole('button', { name: /twilio →/ }).click();
    await page.locator('.bubble').waitFor();
    await choose(page, 'production');
    await page.getByRole('heading', { name: 'Settings of production' }).waitFor();
    await page.goBack();
    await page.getByRole('heading', { name: 'Settings of default_space' }).waitFor();
    await page.locator('.bubble').waitFor();
    await page.goBack();
    await expect.poll(() => page.locator('.bubble').count()).toBe(0);
    await page.goForward();
    await page.locator('.bubble').waitFor();
    await page.reload();
    await page.locator('.bubble').waitFor();
    await page.goForward();
    await page.getByRole('heading', { name: 'Settings of production' }).waitFor();
    expect(await page.getByRole('tab', { name: /default$/ }).getAttribute('aria-selected')).toBe('true');
  });
});
