// The HTML report of a contract run, in a browser.
import { expect, it } from 'vitest';
import { html } from '../../src/contract/reporters/html.ts';
import { barriers, hasBrowser, launch } from '../support/browser.ts';
import { reportOf } from '../support/kills.ts';
import { mutants } from '../targets/mutants.ts';

it.skipIf(!hasBrowser)('The HTML report can be read without JavaScript, and filters the checks with it', async () => {
  const mutant = mutants.find(({ name }) => name === 'put-netgsm-handled-as-dataport');
  const faulty = await reportOf(mutant!, []);
  const browser = await launch();
  try {
    const plain = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
    await plain.setContent(html(faulty));
    expect(await plain.locator('.check').count()).toBe(faulty.checks.length);
    expect(await plain.locator('form').isVisible()).toBe(false);
    expect(await plain.locator('article pre').first().innerText()).toContain('OTP_TOKEN=$(curl ');

    const page = await browser.newPage();
    const problems: string[] = [];
    page.on('console', (message) => problems.push(message.text()));
    page.on('pageerror', (error) => problems.push(error.message));
    await page.setContent(html(faulty));
    const failed = faulty.checks.filter(({ outcome }) => outcome === 'failed').length;
    await page.getByLabel('Outcome').selectOption('failed');
    expect(await page.locator('.check:visible').count()).toBe(failed);
    await page.getByLabel('Text').fill('no such words');
    expect(await page.locator('output').innerText()).toBe('0 shown');
    expect(problems).toEqual([]);
    await page.getByLabel('Text').fill('');
    expect(await barriers(page)).toEqual([]);
  } finally {
    await browser.close();
  }
});
