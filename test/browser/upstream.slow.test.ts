// What the web page shows of requests that an upstream answers.
// Needs a build.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { barriers, hasBrowser, launch, panel, shoot, visit } from '../support/browser.ts';
import { startEcho } from '../support/echo.ts';
import { createMock } from '../support/mock.ts';

let browser: Browser;

describe.skipIf(!hasBrowser)('The web page of a mock with an upstream', () => {
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(async () => browser.close());

  it('The web page of a mock with an upstream tells what was forwarded from what was mocked, and what violates the contract', async () => {
    const upstream = await startEcho((request, response) => {
      if (request.url !== '/api/otp/settings') return false;
      response.setHeader('Content-Type', 'application/json').end('{}');
      return true;
    });
    const { page, mock } = await visit(browser, { upstream: upstream.url, forward: ['getSettings'] });
    const headers = { 'X-Space': 'a', 'X-Mock-User': 'admin' };
    await mock.agent.get('/api/otp/settings').set(headers);
    await mock.agent.get('/api/elsewhere');
    await mock.agent.post('/api/otp/settings/test').set(headers);
    const part = panel(page, 'Requests');
    await part.getByText(/^3 requests/).waitFor();
    const count = (answer: string, text: RegExp) =>
      part
        .getByLabel('answer', { exact: true })
        .selectOption(answer)
        .then(() => part.getByText(text).waitFor());
    await count('mocked', /^1 of 3 requests/);
    await count('forwarded', /^2 of 3 requests/);
    await count('violating', /^1 of 3 requests/);
    await part.getByRole('button', { name: /200 GET \/api\/otp\/settings forwarded, violates/ }).click();
    expect(await part.getByRole('list', { name: 'Violations of the contract' }).innerText()).toBe(
      'response /body must be array',
    );
  });
  it('The web page of a mock with an upstream switches each operation, and takes over what the upstream has shown', async () => {
    const real = await createMock({ seed: 'demo', assume: { 'secrets-in-get': 'masked' } });
    const upstream = await real.server.listen({ port: 0 });
    const { page, mock } = await visit(browser, { upstream });
    await page.getByRole('button', { name: 'Upstream', exact: true }).click();
    const part = panel(page, 'Upstream');
    await part.getByText(upstream).waitFor();
    await part.getByLabel('getSettings').selectOption('forwarded');
    await part.getByText('Forwarded: getSettings').waitFor();
    expect((await mock.agent.get('/__mock/upstream')).body).toMatchObject({ forward: ['getSettings'] });
    await mock.agent.put('/__mock/upstream').send({ forward: ['getSettings', 'sendTestMessage'] });
    await expect.poll(() => part.getByLabel('sendTestMessage').inputValue()).toBe('forwarded');
    const user = await mock.enter();
    await user.get();
    await part.getByText('secrets-in-get masked (the mock: plain)').waitFor();
    expect(await barriers(page)).toEqual([]);
    await shoot(page, 'upstream');
    await part.getByRole('button', { name: 'Assume the same' }).click();
    await part.getByText('The mock now assumes what was observed').waitFor();
    await part.getByLabel('getSettings').selectOption('mocked');
    await part.getByText('Forwarded: sendTestMessage').waitFor();
    await user.put('mail');
    expect(((await user.get()).body as { password: string }[])[0]?.password).toBe('********');
    await page.setViewportSize({ width: 375, height: 800 });
    await shoot(page, 'upstream-375');
  });

  it('The web page of a mock with an upstream has room for a long address of it', async () => {
    const { page, url } = await visit(browser, { upstream: `http://${'upstream.'.repeat(20)}invalid` });
    await page.goto(`${url}/__mock/#pane=upstream`);
    for (const width of [375, 700, 960, 1_100]) {
      await page.setViewportSize({ width, height: 800 });
      await panel(page, 'Upstream').getByText('upstream.upstream').waitFor();
      for (const element of ['document.documentElement', 'document.getElementById("upstream")'])
        expect(await page.evaluate<boolean>(`${element}.scrollWidth <= ${element}.clientWidth`)).toBe(true);
    }
  });

  it('The web page of a mock without an upstream has no pane for it', async () => {
    const { page } = await visit(browser);
    await page.getByText('live', { exact: true }).waitFor();
    expect(await page.getByRole('button', { name: /upstream/i }).count()).toBe(0);
  });
});
