import { describe, expect, it } from 'vitest';
import { play } from '../support/play.ts';

/** The message as a mail program reads it: header fields unfolded, encoded words and the text decoded. */
function read(message: string): { headers: Record<string, string>; text: string; lines: string[] } {
  const [head = '', ...rest] = message.split('\r\n\r\n');
  const fields = head.replaceAll(/\r\n(?=[ \t])/g, '').split('\r\n');
  const headers = fields.map((field) => [field.split(': ', 1)[0], decodeWords(field.slice(field.indexOf(': ') + 2))]);
  const bytes = rest
    .join('\r\n\r\n')
    .replaceAll('=\r\n', '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return {
    headers: Object.fromEntries(headers) as Record<string, string>,
    text: Buffer.from(bytes, 'latin1').toString('utf8'),
    lines: message.split('\r\n'),
  };
}

function decodeWords(text: string): string {
  return text
    .replaceAll(/\?= +=\?/g, '?==?')
    .replaceAll(/=\?UTF-8\?B\?(.*?)\?=/gi, (_, base64: string) => Buffer.from(base64, 'base64').toString('utf8'));
}

describe('A message by mail', () => {
  it('A message by mail is one transaction with the server of the setting', () => {
    const { smtp, from, to, error } = play('mail');
    expect({ from, to, error }).toEqual({ from: 'otp@acme.example', to: 'admin@acme.example', error: undefined });
    expect(smtp).toMatchObject({
      request: {
        protocol: 'smtp',
        host: 'smtp.acme.example',
        port: 587,
        tls: 'starttls-required',
        envelope: { from: 'otp@acme.example', to: ['admin@acme.example'] },
      },
      reply: { code: 250, text: '2.0.0 Ok: queued as AAAAAAAAAA' },
    });
  });

  it.each([
    ['Acme <otp@acme.example>', 'Acme <otp@acme.example>', 'otp@acme.example'],
    ['"Şirket, A.Ş." <otp@acme.example>', 'Şirket, A.Ş. <otp@acme.example>', 'otp@acme.example'],
    ['<otp@acme.example>', 'otp@acme.example', 'otp@acme.example'],
    ['otp', 'otp', 'otp'],
    ['Acme <otp>', 'Acme <otp>', 'otp'],
  ])('A message by mail from %j keeps the address', (username, from, sender) => {
    const { smtp } = play('mail', { username });
    expect(read(smtp.request.message).headers['From']).toBe(from);
    expect(smtp.request.envelope.from).toBe(sender);
  });

  it('A message by mail is a message that every mail program can read', () => {
    const { smtp } = play('mail', {}, { text: `ş 🔑 =3D ${'long '.repeat(60)}.\n.\nend`, subject: 'Şifre – 🔑' });
    const { headers, text, lines } = read(smtp.request.message);
    expect(headers).toEqual({
      Date: 'Fri, 24 Apr 2026 08:05:55 +0000',
      From: 'otp@acme.example',
      To: 'admin@acme.example',
      'Message-ID': `<${'a'.repeat(32)}@acme.example>`,
      Subject: 'Şifre – 🔑',
      'MIME-Version': '1.0',
      'Content-Type': 'text/plain; charset=utf-8',
      'Content-Transfer-Encoding': 'quoted-printable',
    });
    expect(text).toBe(`ş 🔑 =3D ${'long '.repeat(60)}.\r\n.\r\nend\r\n`);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(78);
    expect(smtp.request.message).not.toMatch(/[^\r]\n|[^\t\r\n -~]/);
  });

  it.each([
    ['SMTP', 25, 'starttls-if-offered'],
    ['SMTPS', 465, 'implicit'],
    ['SMTP_TLS', 587, 'starttls-required'],
  ] as const)(
    'A message by mail by %s goes to port %i unless the setting names one',
    (transportStrategy, port, tls) => {
      expect(play('mail', { transportStrategy, smtpPort: undefined }).smtp.request).toMatchObject({
        port,
        tls,
      });
      expect(play('mail', { transportStrategy, smtpPort: 2525 }).smtp.request).toMatchObject({ port: 2525, tls });
    },
  );

  it('A message by mail without a strategy, or with one that an assumption allows, goes by SMTP', () => {
    for (const transportStrategy of [undefined, 'OTHER', 'toString'])
      expect(play('mail', { transportStrategy, smtpPort: undefined }).smtp.request).toMatchObject({
        port: 25,
        tls: 'starttls-if-offered',
      });
  });

  it.each(['a@b.example\r\nBcc: c@d.example', 'a\nRCPT TO:<c@d.example>', 'x\u0000\u0085y', 'Ş <a@b.example>'])(
    'A message by mail gets no header or command from the user name %j',
    (username) => {
      const { smtp } = play('mail', { username }, { subject: 'a\r\nBcc: e@f.example' });
      const { headers } = read(smtp.request.message);
      expect(Object.keys(headers)).toHaveLength(8);
      expect(headers).not.toHaveProperty('Bcc');
      expect(smtp.request.envelope.from).not.toMatch(/\p{Cc}/u);
    },
  );
});

describe('Mail is refused', () => {
  it.each([
    ['without a user name', { username: undefined }, {}, '530', 530],
    ['without a password', { password: '' }, {}, '530', 530],
    ['to a user without an address', {}, { to: '' }, '501', 501],
    ['to what is no address', {}, { to: 'admin' }, '501', 501],
    ...['421', '450', '452', '535', '550', '552', '554'].map(
      (code) => [`with ${code} when asked for`, { username: `fail-${code}` }, {}, code, Number(code)] as const,
    ),
    ['with a code that SMTP does not have', { username: 'fail-999' }, {}, '999', 554],
    ['with a word', { username: 'fail-dns' }, {}, 'dns', 554],
  ] as const)('Mail is refused: %s', (_, changes, draft, code, reply) => {
    const { error, smtp } = play('mail', changes, draft);
    expect(error?.code).toBe(code);
    expect(smtp.reply).toEqual({ code: reply, text: error?.message });
  });

  it.each([
    [undefined, 'NOHOST'],
    ['', 'NOHOST'],
    ['smtp.invalid', 'ENOTFOUND'],
    ['invalid', 'ENOTFOUND'],
    ['SMTP.INVALID.', 'ENOTFOUND'],
    ['smtp.acme.example:2525', 'ENOTFOUND'],
    ['smtp://smtp.acme.example', 'ENOTFOUND'],
    ['smtp.acme.example ', 'ENOTFOUND'],
  ])('Mail is refused by no server at the host %j: there is no reply', (smtpHost, code) => {
    const { error, smtp } = play('mail', { smtpHost });
    expect(error?.code).toBe(code);
    expect(smtp).not.toHaveProperty('reply');
  });

  it('Mail is accepted for a host that only looks like an impossible one', () => {
    expect(play('mail', { smtpHost: 'invalid.acme.example' }).error).toBeUndefined();
    expect(play('mail', { smtpHost: 'notinvalid' }).error).toBeUndefined();
  });

  it.each(['192.0.2.1', '2001:db8::1', 'smtp_1.acme.example', 'şirket.example'])(
    'Mail can go to the host %s',
    (smtpHost) => {
      expect(play('mail', { smtpHost }).error).toBeUndefined();
    },
  );
});
