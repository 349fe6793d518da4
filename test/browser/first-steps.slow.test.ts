// What the web page offers to those who see it for the first time.
// Needs a build.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { barriers, hasBrowser, launch, panel, visit } from '../support/browser.ts';

let browser: Browser;

const sizes = [
  [375, 740],
  [1024, 768],
  [1440, 900],
] as const;

describe.skipIf(!hasBrowser)('For the first time, the web page', () => {
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(async () => browser.close());

  it.each(sizes)('For the first time, the web page sends a message by one click (%i pixels)', async (width, height) => {
    const { page } = await visit(browser, {}, { viewport: { width, height } });
    const outbox = panel(page, /^Outbox/);
    await outbox.getByText('No messages yet. This mock is empty').waitFor();
    expect(await barriers(page)).toEqual([]);
    await outbox.getByRole('button', { name: 'Send a first test' }).click();
    await outbox.getByRole('button', { name: /^sent mail → admin@acme.example/ }).click();
    await outbox.getByText(/^\d{6} is your one-time password for default_space\.$/).waitFor();
  });

  it('For the first time, the web page loads the demo, or many spaces, and sends by the default that is there', async () => {
    const { page, mock } = await visit(browser);
    const outbox = panel(page, /^Outbox/);
    await outbox.getByRole('button', { name: 'Load the demo' }).click();
    await page.getByRole('button', { name: /^production 1 setting/ }).waitFor();
    await page.getByRole('tab', { name: 'Twilio default' }).waitFor();
    expect(await outbox.getByRole('button', { name: 'Load the demo' }).count()).toBe(0);
    await outbox.getByRole('button', { name: 'Send a first test' }).click();
    await outbox.getByRole('button', { name: /^sent twilio/ }).waitFor();
    await mock.agent.put('/__mock/state').send({ spaces: {} });
    await outbox.getByRole('button', { name: 'Load 300 random spaces' }).click();
    await page.getByText('Loaded 300 spaces').first().waitFor();
  });

  it.each(['default_space', 'İstanbul'])(
    'For the first time, the web page has lines for an application, which work (%s)',
    async (space) => {
      const { page, mock, url } = await visit(browser);
      await mock.agent.put(`/__mock/spaces/${encodeURIComponent(space)}/settings/mail`).send({});
      await page.goto(`${url}/__mock/#${new URLSearchParams({ space }).toString()}`);
      await page.reload();
      await page.getByText('live', { exact: true }).waitFor();
      const lines = await panel(page, /^Outbox/)
        .locator('.command code')
        .innerText();
      expect(lines.split('\n')).toHaveLength(3);
      const application = createServer((_request, response) =>
        response.setHeader('Content-Type', 'text/html').end('<p>'),
      );
      await once(application.listen(0, '127.0.0.1'), 'listening');
      const other = await browser.newPage();
      onTestFinished(async () => {
        await other.close();
        application.close();
      });
      await other.goto(`http://127.0.0.1:${(application.address() as AddressInfo).port}/`);
      await other.evaluate(`(async () => { ${lines} })()`);
      await panel(page, /^Outbox/)
        .getByRole('button', { name: /^sent mail/ })
        .waitFor();
      expect((await mock.agent.get('/__mock/outbox/latest')).body).toMatchObject({ space });
    },
  );
});
