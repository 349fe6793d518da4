import { describe, expect, it } from 'vitest';
import { play } from '../support/play.ts';

describe('A message through Twilio', () => {
  it('A message through Twilio is one POST to its Messages resource, its secret masked', () => {
    const { http, from, to, error, exchanges } = play('twilio');
    expect({ from, to, error, count: exchanges.length }).toEqual({
      from: '+15005550006',
      to: '+905321234567',
      error: undefined,
      count: 1,
    });
    expect(http.request).toEqual({
      protocol: 'https',
      method: 'POST',
      url: 'https://api.twilio.com/2010-04-01/Accounts/AC0123456789abcdef0123456789abcdef/Messages.json',
      headers: {
        Host: 'api.twilio.com',
        Authorization: `Basic ${btoa('AC0123456789abcdef0123456789abcdef:********')}`,
        'Content-Type': 'application/x-www-form-urlencoded',
        'Content-Length': '83',
      },
      body: 'To=%2B905321234567&From=%2B15005550006&Body=123456+is+your+one-time+password+for+a.',
    });
  });

  it('A message through Twilio gets 201 with the created resource', () => {
    const { status, headers, body } = play('twilio').http.reply ?? {};
    expect({ status, headers }).toMatchObject({
      status: 201,
      headers: { Date: 'Fri, 24 Apr 2026 08:05:55 GMT', 'Content-Type': 'application/json' },
    });
    const uri = `/2010-04-01/Accounts/AC0123456789abcdef0123456789abcdef/Messages/SM${'a'.repeat(32)}`;
    expect(JSON.parse(body ?? '')).toEqual({
      account_sid: 'AC0123456789abcdef0123456789abcdef',
      api_version: '2010-04-01',
      body: '123456 is your one-time password for a.',
      date_created: 'Fri, 24 Apr 2026 08:05:55 +0000',
      date_sent: null,
      date_updated: 'Fri, 24 Apr 2026 08:05:55 +0000',
      direction: 'outbound-api',
      error_code: null,
      error_message: null,
      from: '+15005550006',
      messaging_service_sid: null,
      num_media: '0',
      num_segments: '1',
      price: null,
      price_unit: 'USD',
      sid: `SM${'a'.repeat(32)}`,
      status: 'queued',
      subresource_uris: { media: `${uri}/Media.json` },
      to: '+905321234567',
      uri: `${uri}.json`,
    });
  });

  it.each(['ş & ğ = ı + 100 %', '🔑 😀', 'a\r\nb', 'x'.repeat(2_000)])(
    'A message through Twilio carries the text %j unchanged',
    (text) => {
      const { request } = play('twilio', {}, { text }).http;
      expect(new URLSearchParams(request.body).get('Body')).toBe(text);
      expect(request.headers['Content-Length']).toBe(String(Buffer.byteLength(request.body)));
    },
  );

  it.each([
    ['x'.repeat(160), '1'],
    ['x'.repeat(161), '2'],
    ['ş'.repeat(71), '2'],
  ])('A message through Twilio has its number of segments (%#)', (text, segments) => {
    const { body } = play('twilio', {}, { text }).http.reply ?? {};
    expect(JSON.parse(body ?? '')).toMatchObject({ num_segments: segments });
  });

  it('A message through Twilio keeps an account with a path in it out of the path', () => {
    const { url } = play('twilio', { accountSid: '../../Calls?x=#' }).http.request;
    expect(new URL(url).pathname).toBe('/2010-04-01/Accounts/..%2F..%2FCalls%3Fx%3D%23/Messages.json');
  });
});

describe('Twilio refuses', () => {
  it.each([
    ['no account', { accountSid: undefined }, {}, 401, 20003],
    ['no token', { authToken: undefined }, {}, 401, 20003],
    ['an empty token', { authToken: '' }, {}, 401, 20003],
    ['no sender', { twilioNumber: undefined }, {}, 400, 21603],
    ['a sender that is neither number nor name', { twilioNumber: 'a name too long to be one' }, {}, 400, 21212],
    ['the magic sender …0001', { twilioNumber: '+15005550001' }, {}, 400, 21212],
    ['the magic sender …0007', { twilioNumber: '+15005550007' }, {}, 400, 21606],
    ['the magic sender …0008', { twilioNumber: '+15005550008' }, {}, 400, 21611],
    ['a user without a number', {}, { to: '' }, 400, 21604],
    ['a user whose number is none', {}, { to: '12' }, 400, 21211],
    ['the magic number …0001', {}, { to: '+15005550001' }, 400, 21211],
    ['the magic number …0002', {}, { to: '+15005550002' }, 400, 21612],
    ['the magic number …0003', {}, { to: '+15005550003' }, 400, 21408],
    ['the magic number …0004', {}, { to: '+15005550004' }, 400, 21610],
    ['the magic number …0009', {}, { to: '+15005550009' }, 400, 21614],
    ['what the account asks for', { accountSid: 'fail-20429' }, {}, 429, 20429],
    ['what the account asks for, be it not in the list', { accountSid: 'fail-30007' }, {}, 400, 30007],
    ['a resource that is not found', { accountSid: 'fail-20404' }, {}, 404, 20404],
    ['a word', { accountSid: 'fail-nothing' }, {}, 400, 'nothing'],
  ])('Twilio refuses %s with its own status and code', (_, changes, draft, status, code) => {
    const { error, http } = play('twilio', changes, draft);
    expect(error?.code).toBe(String(code));
    expect(http.reply?.status).toBe(status);
    expect(JSON.parse(http.reply?.body ?? '')).toEqual({
      code,
      message: error?.message,
      more_info: `https://www.twilio.com/docs/errors/${code}`,
      status,
    });
  });

  it('Twilio refuses the credentials before the sender, and the sender before the recipient', () => {
    const wrong = { twilioNumber: '+15005550007' };
    expect(play('twilio', { ...wrong, authToken: '' }, { to: '12' }).error?.code).toBe('20003');
    expect(play('twilio', wrong, { to: '12' }).error?.code).toBe('21606');
  });

  it.each(['+15005550006', 'ACME', 'Acme 2', '4609', '+905321234567'])(
    'Twilio accepts the sender %s',
    (twilioNumber) => {
      expect(play('twilio', { twilioNumber }).error).toBeUndefined();
    },
  );
});
