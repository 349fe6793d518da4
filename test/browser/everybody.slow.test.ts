// The web page as a person uses it, in a real browser.
// Needs a build.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMock } from '../support/mock.ts';
import { barriers, hasBrowser, launch, panel, shoot, visit } from '../support/browser.ts';

let browser: Browser;

const sizes = [
  ['narrow', 375, 740],
  ['half', 1024, 768],
  ['usual', 1440, 900],
  ['wide', 1920, 1080],
] as const;

/** The ids of the panes that can be seen. */
const shownOn = async (page: Page): Promise<string[]> => {
  const panes = page.locator('main > .panel');
  const ids = await panes.evaluateAll((all) => all.filter((each) => each.checkVisibility()).map(({ id }) => id));
  return ids.toSorted((a, b) => a.localeCompare(b));
};

/** Nothing is pushed out to the side, neither of the page nor of a pane. */
async function expectNothingOver(page: Page): Promise<void> {
  const over = await page.evaluate<string[]>(`[document.documentElement, ...document.querySelectorAll('main > .panel')]
    .filter((each) => each.scrollWidth > each.clientWidth).map((each) => each.id || each.tagName)`);
  expect(over).toEqual([]);
}

describe.skipIf(!hasBrowser)('The web page is for everybody and', () => {
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(async () => browser.close());

  it(
    'The web page is readable from 375 to 1920 pixels, in light and dark, with assistive technology',
    { timeout: 120_000 },
    async () => {
      for (const colorScheme of ['light', 'dark'] as const) {
        const { page, mock } = await visit(browser, { seed: 'demo' }, { colorScheme });
        const a = await mock.enter();
        await a.sendTest();
        await a.put('mail', { smtpPort: 'x' });
        await mock.agent.post('/__mock/faults').send({ delay: 1 });
        await (await mock.enter('failing')).sendTest();
        const { id } = (await mock.agent.get('/__mock/outbox/latest?space=default_space')).body as { id: string };
        await page.getByRole('button', { name: '1 fault is active' }).waitFor();
        for (const [name, width, height] of sizes) {
          await page.setViewportSize({ width, height });
          for (const pane of ['faults', 'assumptions', 'requests']) {
            await page.evaluate(
              `location.hash = new URLSearchParams({ message: ${JSON.stringify(id)}, pane: '${pane}' })`,
            );
            expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
            expect(await barriers(page), `${pane} ${name} ${colorScheme}`).toEqual([]);
          }
          await shoot(page, `${name}-${colorScheme}`);
        }
      }
    },
  );

  it('The web page shows one pane at a time on a telephone, the outbox first, and the chosen one is in the address', async () => {
    const { page, url } = await visit(browser, { seed: 'demo' }, { viewport: { width: 375, height: 740 } });
    await page.getByText('live', { exact: true }).waitFor();
    expect(await shownOn(page)).toEqual(['outbox']);
    for (const name of ['Requests', 'Settings', 'Spaces', 'Assumptions', 'Faults']) {
      await page.getByRole('navigation', { name: 'Panes' }).getByRole('button', { name }).click();
      expect(await shownOn(page)).toEqual([name.toLowerCase()]);
      await expectNothingOver(page);
    }
    await page.goto(`${url}/__mock/#pane=settings`);
    await page.reload();
    await page.getByText('live', { exact: true }).waitFor();
    expect(await shownOn(page)).toEqual(['settings']);
    await page.goBack();
    await expect.poll(() => shownOn(page)).toEqual(['faults']);
  });

  it('The web page has two columns that scroll from 700 pixels on, and one of three panes beside what is watched', async () => {
    const { page, mock } = await visit(browser, { seed: 'random:60' }, { viewport: { width: 960, height: 900 } });
    await page.getByText('live', { exact: true }).waitFor();
    const { get } = await mock.enter('a-space-with-a-name-that-is-longer-than-any-column-'.repeat(2).slice(0, 100));
    for (let times = 0; times < 40; times += 1) await get();
    expect(await shownOn(page)).toEqual(['outbox', 'requests', 'settings']);
    for (const name of ['Spaces', 'Faults', 'Assumptions', 'Settings']) {
      await page.getByRole('navigation', { name: 'Panes' }).getByRole('button', { name }).click();
      expect(await shownOn(page)).toEqual(
        ['outbox', 'requests', name.toLowerCase()].toSorted((a, b) => a.localeCompare(b)),
      );
      await expectNothingOver(page);
    }
  });

  it.each([375, 700, 960, 1100])(
    'The web page pushes nothing out at %i pixels, however long names, values and addresses are',
    async (width) => {
      const long = 'a-name-that-is-longer-than-any-column-'.repeat(3).slice(0, 100);
      const { page, mock, url } = await visit(browser, {}, { viewport: { width, height: 800 } });
      const user = await mock.enter(long);
      await user.put('mail', { isDefault: true, username: `${'n'.repeat(37)}@acme.example`, smtpHost: 'h'.repeat(50) });
      await user.sendTest();
      await mock.agent.get(`/api/otp/settings?${'q'.repeat(2_000)}`);
      const { id: message } = (await mock.agent.get('/__mock/outbox/latest')).body as { id: string };
      const { requests } = (await mock.agent.get('/__mock/requests')).body as { requests: { id: string }[] };
      const place = { space: long, message, request: requests[0]?.id ?? '', view: 'wire' };
      for (const pane of ['outbox', 'requests', 'settings', 'spaces', 'faults', 'assumptions']) {
        await page.goto(`${url}/__mock/#${new URLSearchParams({ ...place, pane }).toString()}`);
        await page.reload();
        await page.getByText('live', { exact: true }).waitFor();
        await expectNothingOver(page);
      }
    },
  );

  it.each(['outbox', 'requests', 'settings', 'spaces', 'faults', 'assumptions'])(
    'The web page leads to the %s within ten tabs',
    async (name) => {
      const { page } = await visit(browser, { seed: 'demo' });
      await page.getByText('live', { exact: true }).waitFor();
      for (let tabs = 0; tabs < 9; tabs += 1) {
        await page.keyboard.press('Tab');
        if ((await page.evaluate<string>('document.activeElement.textContent')) === `Skip to ${name}`) break;
      }
      await page.keyboard.press('Enter');
      expect(await page.evaluate<string>('document.activeElement.id')).toBe(name);
    },
  );

  it('The web page requests nothing that does not exist on a fresh start', async () => {
    const mock = await createMock();
    const url = await mock.server.listen({ port: 0 });
    const page = await browser.newPage();
    const wrong: string[] = [];
    page.on('response', (response) => void (response.status() >= 400 && wrong.push(response.url())));
    page.on('console', (message) => void (message.type() === 'error' && wrong.push(message.text())));
    await page.goto(`${url}/__mock/`);
    await page.getByText('No requests yet').waitFor();
    await page.close();
    expect(wrong).toEqual([]);
  });

  it('The web page is live once everything that it shows was read', async () => {
    const mock = await createMock({ seed: 'demo' });
    const url = await mock.server.listen({ port: 0 });
    const page = await browser.newPage();
    const late = new Promise<void>((resolve) => setTimeout(resolve, 1_000));
    await page.route('**/__mock/spaces', (route) => late.then(() => route.continue()));
    await page.goto(`${url}/__mock/`);
    await page.getByText('live', { exact: true }).waitFor();
    expect(await page.getByRole('button', { name: 'Send test', exact: true }).isEnabled()).toBe(true);
    await page.close();
  });

  it('The web page reports a mock that does not respond, and continues when it is back', async () => {
    const { page, mock, url } = await visit(browser, { seed: 'demo' });
    await page.getByText('live', { exact: true }).waitFor();
    await page.context().setOffline(true);
    await page.getByRole('button', { name: 'Send test', exact: true }).click();
    await panel(page, /^Settings/)
      .getByText('The mock does not respond')
      .waitFor();
    expect(await page.getByText('The mock does not respond').count()).toBe(1);
    await shoot(page, 'gone');
    await page.context().setOffline(false);
    await page.getByText('live', { exact: true }).waitFor();
    await mock.agent.put('/__mock/spaces/new').send({ settings: {} });
    await page.getByRole('button', { name: /^new/ }).waitFor();
    expect(page.url()).toContain(url);
  });

  it('The web page asks for the token if the mock requires one', async () => {
    const { page, url } = await visit(browser, { seed: 'demo', controlToken: 'tell-nobody' });
    await page.getByRole('heading', { name: 'This mock requires its token' }).waitFor();
    await page.getByLabel('Token').fill('wrong');
    await page.getByRole('button', { name: 'Open' }).click();
    await page.getByText('The control API requires its token').waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.getByLabel('Token').fill('tell-nobody');
    await page.getByRole('button', { name: 'Open' }).click();
    await page.getByRole('heading', { name: 'Settings of default_space' }).waitFor();
    await page.getByText('live', { exact: true }).waitFor();
    await page.goto('about:blank');
    await page.goto(`${url}/__mock/#token=tell-nobody`);
    await page.getByText('live', { exact: true }).waitFor();
    expect(page.url()).not.toContain('tell-nobody');
  });

  it('The web page works when the mock is mounted below a path of another application', async () => {
    const { page, url } = await visit(browser, { seed: 'demo' }, { mountedAt: '/backend' });
    await page.getByRole('button', { name: 'Send test', exact: true }).click();
    await page.getByRole('button', { name: /twilio →/ }).click();
    await page.getByText('One-time password', { exact: true }).waitFor();
    await page.getByRole('button', { name: /204 POST/ }).click();
    await page.getByRole('button', { name: 'Copy as curl' }).first().click();
    expect(await page.evaluate<string>('navigator.clipboard.readText()')).toContain(`${url}/api/otp/settings/test`);
    await page.getByRole('link', { name: 'API documents' }).click();
    await page.getByLabel('Document').selectOption('session');
    await page.getByText('/logout', { exact: true }).first().click();
    await page.getByRole('button', { name: 'Execute' }).click();
    await page.locator('.live-responses-table .response-col_status', { hasText: '204' }).first().waitFor();
    await page.getByRole('link', { name: 'otp-settings-mock' }).click();
    await page.getByText('live', { exact: true }).waitFor();
  });

  it('The web page is small, and loads nothing else', async () => {
    const { mock } = await visit(browser);
    const sizes = await Promise.all(
      ['page.js', 'page.css', 'icon.svg'].map(async (name) => {
        const answer = await mock.agent.get(`/__mock/assets/${name}`).set('Accept-Encoding', 'gzip');
        expect(answer.headers['content-encoding']).toBe('gzip');
        return Number(answer.headers['content-length']);
      }),
    );
    expect(sizes.reduce((sum, size) => sum + size)).toBeLessThan(40_000);
  });
});
