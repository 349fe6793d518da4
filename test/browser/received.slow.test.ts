// What clients have sent by themselves, on the web page in a real browser. Needs a build.
import { createTransport } from 'nodemailer';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { barriers, hasBrowser, launch, panel, shoot, visit } from '../support/browser.ts';

let browser: Browser;

describe.skipIf(!hasBrowser)('A message of a client on the web page', () => {
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(async () => browser.close());

  it('A message of a client on the web page says so, and shows what both have said, without the password', async () => {
    const { page, mock } = await visit(browser, { smtpPort: 0 });
    const { smtp } = mock.server.providers();
    const transport = createTransport({
      host: smtp?.host,
      port: smtp?.port,
      auth: { user: 'otp@acme.example', pass: 'geheim-1' },
      tls: { rejectUnauthorized: false },
    });
    await transport.sendMail({
      from: 'otp@acme.example',
      to: 'admin@acme.example',
      subject: 'Tek kullanımlık şifreniz',
      text: '493027 is your one-time password.',
    });
    await panel(page, /^Outbox/)
      .getByRole('button', { name: /sent mail → admin@acme.example/ })
      .click();
    const message = page.locator('.message');
    await message.getByText('Received from a client, for admin').waitFor();
    expect(await page.locator('.mail h3').innerText()).toBe('Tek kullanımlık şifreniz');
    await page.getByRole('button', { name: 'Copy code', exact: true }).click();
    expect(await page.evaluate<string>('navigator.clipboard.readText()')).toBe('493027');
    await shoot(page, 'received');
    await page.getByRole('tab', { name: 'On the wire' }).click();
    const wire = (await page.locator('pre').allInnerTexts()).join('\n');
    for (const line of ['S: 220 ', 'C: STARTTLS', 'C: RCPT TO:<admin@acme.example>', '2.0.0 Ok: queued'])
      expect(wire).toContain(line);
    expect(wire).not.toContain('geheim-1');
    expect(wire).not.toContain(Buffer.from('\0otp@acme.example\0geheim-1').toString('base64'));
    expect(await barriers(page)).toEqual([]);
    await shoot(page, 'received-wire');
  });

  it('A message of a client on the web page says why the provider has refused it', async () => {
    const { page, mock, url } = await visit(browser);
    await mock.agent
      .put('/__mock/spaces/default_space/settings/netgsm')
      .send({ username: '850', password: 'geheim-2' });
    const body =
      '<mainbody><header><usercode>850</usercode><password>falsch</password><msgheader>ACME</msgheader></header><body><msg>493027</msg><no>5321234567</no></body></mainbody>';
    await fetch(`${url}/__providers/netgsm/sms/send/xml`, { method: 'POST', body });
    await panel(page, /^Outbox/)
      .getByRole('button', { name: /failed netgsm → 5321234567/ })
      .click();
    const message = page.locator('.message');
    await message.getByText('Received from a client').waitFor();
    await message.getByText(/Refused by the provider: 30/).waitFor();
    await message.getByText('The netgsm setting of default_space has another secret for 850.').waitFor();
    expect(await message.innerText()).not.toContain('falsch');
    await shoot(page, 'received-refused');
  });
});
