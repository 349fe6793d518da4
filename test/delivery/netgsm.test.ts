import { describe, expect, it } from 'vitest';
import { play } from '../support/play.ts';

describe('A message through NetGSM', () => {
  it('A message through NetGSM is one POST of XML with its secret masked, and the reply is 00 and a number', () => {
    const { http, from, to, exchanges } = play('netgsm');
    expect({ from, to, count: exchanges.length }).toEqual({ from: 'ACME', to: '5321234567', count: 1 });
    const body =
      '<mainbody><header><company dil="TR">Netgsm</company>' +
      '<usercode>8501234567</usercode><password>********</password>' +
      '<type>1:n</type><msgheader>ACME</msgheader><bayikodu>1234</bayikodu></header>' +
      '<body><msg><![CDATA[123456 is your one-time password for a.]]></msg><no>5321234567</no></body></mainbody>';
    expect(http).toEqual({
      request: {
        protocol: 'https',
        method: 'POST',
        url: 'https://api.netgsm.com.tr/sms/send/xml',
        headers: {
          Host: 'api.netgsm.com.tr',
          'Content-Type': 'text/xml; charset=UTF-8',
          'Content-Length': String(body.length),
        },
        body,
      },
      reply: {
        status: 200,
        headers: {
          Date: 'Fri, 24 Apr 2026 08:05:55 GMT',
          'Content-Type': 'text/html; charset=UTF-8',
          'Content-Length': '12',
        },
        body: '00 100000000',
      },
    });
  });

  it.each([undefined, ''])(
    'A message through NetGSM has no partner code when the setting has none (%j)',
    (bayiCode) => {
      expect(play('netgsm', { bayiCode }).http.request.body).not.toContain('bayikodu');
    },
  );

  it('A message through NetGSM stays well formed with every character that means something in XML', () => {
    const { body } = play(
      'netgsm',
      { username: '<a>&"\'', header: '</x>', bayiCode: ']]>' },
      { text: 'a ]]> b <c> & \u0000\uD800 ş 🔑' },
    ).http.request;
    expect(body).toContain("<usercode>&lt;a&gt;&amp;&quot;'</usercode>");
    expect(body).toContain('<msgheader>&lt;/x&gt;</msgheader><bayikodu>]]&gt;</bayikodu>');
    const sections = [...body.matchAll(/<!\[CDATA\[(.*?)\]\]>/gs)].map(([, text]) => text);
    expect(sections.join('')).toBe('a ]]> b <c> & \ufffd\ufffd ş 🔑');
  });
});

describe('NetGSM refuses with HTTP 200 and a bare code', () => {
  it.each([
    ['no user', { username: undefined }, {}, '30'],
    ['no password', { password: '' }, {}, '30'],
    ['no sender name', { header: undefined }, {}, '40'],
    ['a sender name of 12 characters', { header: 'ACMEACMEACME' }, {}, '40'],
    ['a foreign number', {}, { to: '+15005550006' }, '70'],
    ['a number of no mobile', {}, { to: '+902121234567' }, '70'],
    ['a user without a number', {}, { to: '' }, '70'],
    ...['20', '30', '40', '50', '51', '70', '80', '85', '100', '101', '99'].map(
      (code) => [`what the user name asks for, ${code}`, { username: `fail-${code}` }, {}, code] as const,
    ),
  ] as const)('NetGSM refuses with HTTP 200 and a bare code: %s', (_, changes, draft, code) => {
    const { error, http } = play('netgsm', changes, draft);
    expect(error).toMatchObject({ code, message: expect.stringMatching(/\w{3}/) as string });
    expect(http.reply).toMatchObject({ status: 200, body: code });
  });

  it('NetGSM accepts a sender name of 11 characters with Turkish letters', () => {
    expect(play('netgsm', { header: 'ŞİRKETŞİRKE' }).error).toBeUndefined();
  });
});
