// What clients send to the hosts of the SMS providers lands in the outbox of their space, with the provider's own replies.
import { describe, expect, it } from 'vitest';
import type { Message } from '../../src/document/schemas.ts';
import { type Started, startListening } from '../support/passing.ts';

const sid = 'AC0123456789abcdef0123456789abcdef';
const basic = (name: string, secret: string) => `Basic ${Buffer.from(`${name}:${secret}`).toString('base64')}`;
const code = '493027';
const text = `${code} tek kullanımlık şifreniz & <kodunuz>`;

async function start(): Promise<Started> {
  const mock = await startListening({});
  for (const [provider, setting] of Object.entries({
    twilio: { accountSid: sid, authToken: 'geheim-1' },
    netgsm: { username: '8501234567', password: 'geheim-2' },
    dataport: { username: 'acme', password: 'geheim-3', accountNumber: '10042' },
  })) {
    const stored = await mock.agent.put(`/__mock/spaces/acme/settings/${provider}`).send(setting);
    expect(stored.status).toBe(200);
  }
  await mock.agent.put('/__mock/users/ada').send({ phone: '+90 532 123 45 99' });
  return mock;
}

interface Sms {
  readonly name?: string;
  readonly secret?: string;
  readonly from?: string;
  readonly to?: string;
}

/** Each interface, as its clients ask it: resolves with the status and the body of the last reply. */
const interfaces = {
  async twilio(url: string, { name = sid, secret = 'geheim-1', from = '+15005550006', to = '+905321234599' }: Sms) {
    const response = await fetch(`${url}/__providers/twilio/2010-04-01/Accounts/${name}/Messages.json`, {
      method: 'POST',
      headers: { Authorization: basic(name, secret) },
      body: new URLSearchParams({ To: to, From: from, Body: text }),
    });
    return [response.status, await response.text()] as const;
  },
  async netgsm(url: string, { name = '8501234567', secret = 'geheim-2', from = 'ACME', to = '5321234599' }: Sms) {
    const body = `<?xml version="1.0" encoding="UTF-8"?><mainbody><header><company dil="TR">Netgsm</company><usercode>${name}</usercode><password>${secret}</password><type>1:n</type><msgheader>${from}</msgheader></header><body><msg><![CDATA[${text}]]></msg><no>${to}</no></body></mainbody>`;
    const headers = { 'Content-Type': 'text/xml' };
    const response = await fetch(`${url}/__providers/netgsm/sms/send/xml`, { method: 'POST', headers, body });
    return [response.status, await response.text()] as const;
  },
  async rest(url: string, { name = '8501234567', secret = 'geheim-2', from = 'ACME', to = '5321234599' }: Sms) {
    const response = await fetch(`${url}/__providers/netgsm/sms/rest/v2/send`, {
      method: 'POST',
      headers: { Authorization: basic(name, secret), 'Content-Type': 'application/json' },
      body: JSON.stringify({ msgheader: from, encoding: 'TR', messages: [{ msg: text, no: to }] }),
    });
    return [response.status, await response.text()] as const;
  },
  async otp(url: string, { name = '8501234567', secret = 'geheim-2', from = 'ACME', to = '5321234599' }: Sms) {
    const response = await fetch(`${url}/__providers/netgsm/sms/rest/v2/otp`, {
      method: 'POST',
      headers: { Authorization: basic(name, secret), 'Content-Type': 'application/json' },
      body: JSON.stringify({ msgheader: from, msg: text, no: to }),
    });
    return [response.status, await response.text()] as const;
  },
  async dataport(url: string, { name = 'acme', secret = 'geheim-3', from = 'ACME', to = '5321234599' }: Sms) {
    const registered = await fetch(`${url}/__providers/dataport/restapi/Register`, {
      method: 'POST',
      body: new URLSearchParams({ UserName: name, Password: secret, Scope: '10042', grant_type: 'password' }),
    });
    if (registered.status !== 200) return [registered.status, await registered.text()] as const;
    const { access_token: token } = (await registered.json()) as { access_token: string };
    const response = await fetch(`${url}/__providers/dataport/restapi/api/Messages/SendSMS`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({
        SessionID: '',
        Operator: 1,
        Orginator: from,
        ShortNumber: '4609',
        Isunicode: 1,
        MessageList: { GSMList: [{ Value: to }], ContentList: [{ Value: text }] },
      }),
    });
    return [response.status, await response.text()] as const;
  },
};

type Interface = keyof typeof interfaces;
const all = Object.keys(interfaces) as Interface[];

async function messagesOf({ agent }: Started, space = ''): Promise<Message[]> {
  return ((await agent.get(`/__mock/outbox${space && `?space=${space}`}`)).body as { messages: Message[] }).messages;
}

describe('A client of an SMS provider', () => {
  it.each<[name: Interface, status: number, reply: RegExp]>([
    ['twilio', 201, /"status":"queued".*"to":"\+905321234599"/],
    ['netgsm', 200, /^00 [1-9]\d{8}$/],
    ['rest', 200, /^\{"code":"00","jobid":"\d{9}","description":"queued"\}$/],
    ['otp', 200, /^\{"code":"00","jobid":"\d{9}","description":"queued"\}$/],
    ['dataport', 200, /^\{"Error":"0","Results":\[\{"Status":"0","MessageID":"[0-9a-f]{32}"\}\]\}$/],
  ])(
    'A client of an SMS provider sends to %s, and its message is in the outbox without secrets',
    async (name, status, reply) => {
      const mock = await start();
      const [got, body] = await interfaces[name](mock.url, {});
      expect([got, body]).toEqual([status, expect.stringMatching(reply)]);
      const messages = await messagesOf(mock, 'acme');
      expect(messages).toMatchObject([
        {
          received: true,
          requestedBy: 'ada',
          channel: 'sms',
          text,
          code,
          status: 'sent',
          exchanges: [{ reply: { status, body } }],
        },
      ]);
      const recorded = JSON.stringify([messages, (await mock.agent.get('/__mock/requests')).body]);
      expect(recorded).not.toMatch(/geheim/);
      expect(recorded).not.toContain(Buffer.from('geheim').toString('base64').slice(0, 6));
    },
  );

  it.each<[name: Interface, status: number, reply: RegExp, code: string | undefined]>([
    ['twilio', 401, /"code":20003,"message":"Authenticate"/, '20003'],
    ['netgsm', 200, /^30$/, '30'],
    ['rest', 406, /^\{"code":"30","description":"invalidCredentials"\}$/, '30'],
    ['otp', 406, /"code":"30"/, '30'],
    ['dataport', 400, /"error":"invalid_grant"/, undefined],
  ])('A client of an SMS provider is refused by %s with a wrong secret', async (name, status, reply, refusal) => {
    const mock = await start();
    expect(await interfaces[name](mock.url, { secret: 'falsch' })).toEqual([status, expect.stringMatching(reply)]);
    const messages = await messagesOf(mock, 'acme');
    if (refusal === undefined) return expect(messages).toEqual([]); // there is no message yet
    expect(messages).toMatchObject([
      { status: 'failed', error: { code: refusal, rule: expect.stringContaining('another secret') as string } },
    ]);
    expect(JSON.stringify(messages)).not.toMatch(/falsch/);
  });

  it.each<[name: Interface, sms: Sms, reply: RegExp]>([
    ['twilio', { to: '+15005550001' }, /"code":21211/],
    ['twilio', { from: '+15005550007' }, /"code":21606/],
    ['twilio', { name: 'fail-20429', secret: 'x' }, /"code":20429/],
    ['netgsm', { from: 'LONGER-THAN-11' }, /^40$/],
    ['netgsm', { to: '0212' }, /^70$/],
    ['rest', { name: 'fail-80', secret: 'x' }, /"code":"80","description":"rateLimit"/],
    ['dataport', { from: '' }, /"Error":"1"/],
    ['dataport', { name: 'fail-9', secret: 'x' }, /"Error":"9"/],
  ])('A client of an SMS provider is told by %s what is wrong with %j', async (name, sms, reply) => {
    const mock = await start();
    expect((await interfaces[name](mock.url, sms))[1]).toMatch(reply);
    expect(await messagesOf(mock)).toMatchObject([{ status: 'failed' }]);
  });

  it.each(all)('A client of an SMS provider is refused by %s when a fault asks for it, and only then', async (name) => {
    const mock = await start();
    const provider = name === 'rest' || name === 'otp' ? 'netgsm' : name;
    const error = { twilio: '21610', netgsm: '85', dataport: '7' }[provider];
    await mock.agent.post('/__mock/faults').send({ operation: 'sendTestMessage', provider, error, times: 1 });
    await interfaces[name](mock.url, {});
    await interfaces[name](mock.url, {});
    expect((await messagesOf(mock, 'acme')).map((each) => each.error?.code)).toEqual([undefined, error]);
  });

  it('A client of an SMS provider finds its space by a + in the account, and nothing at other paths', async () => {
    const mock = await start();
    await interfaces.netgsm(mock.url, { name: 'otp+other', secret: 'x' });
    expect((await messagesOf(mock, 'other')).map(({ status }) => status)).toEqual(['sent']);
    for (const [path, status] of [
      ['/__providers/twilio/2010-04-01/Accounts.json', 404],
      ['/__providers/netgsm/sms/send/get', 404],
      ['/__providers/dataport/restapi/api/Messages/SendSMS', 401],
      ['/__providers/smsto/x', 404],
    ] as const)
      expect((await fetch(mock.url + path, { method: 'POST', body: '{' })).status).toBe(status);
    const rest = await fetch(`${mock.url}/__providers/netgsm/sms/rest/v2/send`, { method: 'POST', body: 'no JSON' });
    expect([rest.status, await rest.text()]).toEqual([406, '{"code":"70","description":"invalidParameter"}']);
    const { hosts } = (await mock.agent.get('/__mock/providers')).body as { hosts: object };
    expect(hosts).toMatchObject({ 'api.twilio.com': '/__providers/twilio' });
  });
});
