// What the web page shows of requests that an upstream answers.
// Needs a build.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasBrowser, launch, panel, visit } from '../support/browser.ts';
import { startEcho } from '../support/echo.ts';

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
});
