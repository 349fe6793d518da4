// What goes wrong between a client and a provider: connections that end or hang, as faults ask for; and jobs with several messages.
import { connect } from 'node:tls';
import { createTransport } from 'nodemailer';
import { describe, expect, it } from 'vitest';
import type { Message, Providers } from '../../src/document/schemas.ts';
import { type Started, startListening } from '../support/passing.ts';
import { tunnel } from '../support/tunnel.ts';

const messagesOf = async ({ agent }: Started): Promise<Message[]> =>
  ((await agent.get('/__mock/outbox')).body as { messages: Message[] }).messages;

async function startWith(fault: object): Promise<Started> {
  const mock = await startListening({ smtpPort: 0, smtpsPort: 0, providersPort: 0 });
  const body = { operation: 'sendTestMessage', times: 1, ...fault };
  expect((await mock.agent.post('/__mock/faults').send(body)).status).toBeLessThan(300);
  return mock;
}

/** With a time limit of 300 ms. */
const ways = {
  async netgsm({ url }: Started) {
    const body =
      '<mainbody><header><usercode>850</usercode><password>x</password><msgheader>ACME</msgheader></header><body><msg>493027</msg><no>5321234567</no></body></mainbody>';
    const signal = AbortSignal.timeout(300);
    const response = await fetch(`${url}/__providers/netgsm/sms/send/xml`, { method: 'POST', body, signal });
    return response.text();
  },
  async mail({ agent }: Started, secure = false) {
    const { smtp, smtps } = (await agent.get('/__mock/providers')).body as Required<Providers>;
    const { host, port } = secure ? smtps : smtp;
    const transport = createTransport({
      host,
      port,
      secure,
      auth: { user: 'otp@acme.example', pass: 'x' },
      tls: { rejectUnauthorized: false },
      socketTimeout: 300,
    });
    return (await transport.sendMail({ from: 'otp@acme.example', to: 'ada@acme.example', text: '493027' })).response;
  },
  smtps: async (mock: Started) => ways.mail(mock, true),
} as const;

describe('A connection of a client', () => {
  it.each([
    ['netgsm', 'reset', 'ECONNRESET'],
    ['netgsm', 'hang', 'ETIMEDOUT'],
    ['mail', 'reset', 'ECONNRESET'],
    ['mail', 'hang', 'ETIMEDOUT'],
    ['smtps', 'reset', 'ECONNRESET'],
  ] as const)('A connection of a client to %s goes wrong once: %s, recorded as %s', async (way, connection, code) => {
    const mock = await startWith({ connection });
    const begun = performance.now();
    await expect(ways[way](mock)).rejects.toThrow();
    if (connection === 'hang') expect(performance.now() - begun).toBeGreaterThan(290);
    expect(await ways[way](mock)).toMatch(/^00 |^250 /);
    await expect.poll(() => messagesOf(mock)).toHaveLength(2);
    const failed = (await messagesOf(mock)).find(({ status }) => status === 'failed');
    expect(failed?.error).toMatchObject({ code, message: expect.stringContaining(code) as string });
    expect(failed?.exchanges[0]).not.toHaveProperty('reply');
  });

  it('A connection of a client through the proxy ends, too', async () => {
    const mock = await startWith({ connection: 'reset' });
    const { proxy } = (await mock.agent.get('/__mock/providers')).body as Required<Providers>;
    const { socket } = await tunnel(proxy.url, 'api.netgsm.com.tr:443');
    const secure = connect({ socket, servername: 'api.netgsm.com.tr', ca: proxy.ca });
    const ended = new Promise((resolve) => secure.on('error', resolve).on('close', resolve));
    secure.write('POST /sms/send/xml HTTP/1.1\r\nHost: api.netgsm.com.tr\r\nContent-Length: 0\r\n\r\n');
    await ended;
    expect(await messagesOf(mock)).toMatchObject([{ status: 'failed', error: { code: 'ECONNRESET' } }]);
  });

  it('A connection of a client that hangs ends with the mock', async () => {
    const mock = await startWith({ connection: 'hang' });
    const asked = fetch(`${mock.url}/__providers/twilio/2010-04-01/Accounts/AC1/Messages.json`, { method: 'POST' });
    const failing = expect(asked).rejects.toThrow();
    await expect.poll(() => messagesOf(mock)).toHaveLength(1);
    await mock.server.close();
    await failing;
  });
});

const job =
  '<mainbody><header><usercode>850</usercode><password>x</password><msgheader>ACME</msgheader></header><body>';
const headers = { 'Content-Type': 'application/json', Authorization: `Basic ${btoa('850:x')}` };

describe('A request for several messages', () => {
  it.each<[string, string, { readonly body: string; readonly headers?: typeof headers }]>([
    [
      'one text for several numbers',
      'xml',
      { body: `${job}<msg>A 493027</msg><no>5321234567</no><no>5321234568</no></body></mainbody>` },
    ],
    [
      'a text for each number',
      'xml',
      {
        body: `${job}<mp><msg>A 493027</msg><no>5321234567</no></mp><mp><msg>B 493028</msg><no>5321234568</no></mp></body></mainbody>`,
      },
    ],
    [
      'a list in JSON',
      'rest/v2/send',
      {
        headers,
        body: JSON.stringify({
          msgheader: 'ACME',
          messages: [
            { msg: 'A 493027', no: '5321234567' },
            { msg: 'B 493028', no: '5321234568' },
          ],
        }),
      },
    ],
  ])('A request for several messages lands as several: %s', async (_what, path, request) => {
    const mock = await startListening({});
    const url = `${mock.url}/__providers/netgsm/sms/${path === 'xml' ? 'send/xml' : path}`;
    expect(await (await fetch(url, { method: 'POST', ...request })).text()).toMatch(/^00 |"code":"00"/);
    const messages = await messagesOf(mock);
    expect(messages.map(({ to }) => to)).toEqual(['5321234568', '5321234567']);
    expect(messages.map(({ text }) => text[0])).toEqual(request.body.includes('B 493028') ? ['B', 'A'] : ['A', 'A']);
  });

  it('A request for several messages is refused as a whole when one of them is', async () => {
    const mock = await startListening({});
    const body = `${job}<msg>A 493027</msg><no>5321234567</no><no>0212</no></body></mainbody>`;
    const response = await fetch(`${mock.url}/__providers/netgsm/sms/send/xml`, { method: 'POST', body });
    expect(await response.text()).toBe('70');
    expect((await messagesOf(mock)).map(({ status }) => status)).toEqual(['failed', 'failed']);
  });

  it('A request for several messages of Dataport lands as several', async () => {
    const mock = await startListening({});
    const at = `${mock.url}/__providers/dataport/restapi`;
    const form = new URLSearchParams({ UserName: 'acme', Password: 'x', Scope: '1', grant_type: 'password' });
    const registered = await fetch(`${at}/Register`, { method: 'POST', body: form });
    const { access_token: token } = (await registered.json()) as { access_token: string };
    const MessageList = {
      GSMList: [{ Value: '5321234567' }, { Value: '5321234568' }],
      ContentList: [{ Value: '493027' }],
    };
    const response = await fetch(`${at}/api/Messages/SendSMS`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}` },
      body: JSON.stringify({ Operator: 1, Orginator: 'ACME', MessageList }),
    });
    expect(await response.text()).toContain('"Error":"0"');
    expect((await messagesOf(mock)).map(({ to, code }) => [to, code])).toEqual([
      ['5321234568', '493027'],
      ['5321234567', '493027'],
    ]);
  });
});
