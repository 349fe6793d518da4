// What clients send to the mail server of the mock lands in the outbox of their space, or is refused as a provider would.
import { connect as connectTls } from 'node:tls';
import { connect } from 'node:net';
import { createTransport } from 'nodemailer';
import { describe, expect, it } from 'vitest';
import type { Message } from '../../src/document/schemas.ts';
import type { ServerOptions } from '../../src/options.ts';
import { createServer } from '../../src/server.ts';
import type { TestMock } from '../support/mock.ts';
import { type Started, startListening, until } from '../support/passing.ts';

interface WithMail extends Started {
  readonly smtp: { readonly host: string; readonly port: number };
  readonly smtps: WithMail['smtp'];
}

async function startWithMail(options: ServerOptions = {}): Promise<WithMail> {
  const mock = await startListening({ smtpPort: 0, smtpsPort: 0, ...options });
  const servers = (await mock.agent.get('/__mock/providers')).body as Pick<WithMail, 'smtp' | 'smtps'>;
  return { ...mock, ...servers };
}

const account = { user: 'otp@acme.example', pass: 'geheim-1' };

/** Stores a mail setting. */
const store = async ({ agent }: TestMock, space: string, setting: object = {}): Promise<void> => {
  const body = { username: account.user, password: account.pass, ...setting };
  const { status, text } = await agent.put(`/__mock/spaces/${space}/settings/mail`).send(body);
  if (status !== 200) throw new Error(text);
};

/** The three strategies of the settings, as nodemailer has them. */
const strategies = {
  SMTP: { secure: false },
  SMTPS: { secure: true },
  SMTP_TLS: { secure: false, requireTLS: true },
} as const;

interface Mail {
  readonly auth?: { readonly user: string; readonly pass: string } | undefined;
  readonly strategy?: keyof typeof strategies;
  readonly method?: 'PLAIN' | 'LOGIN';
  readonly to?: string | string[];
  readonly more?: object;
}

const text = '493027 is your one-time password.';

/** Sends a mail, as a backend would. */
async function send({ host, port }: WithMail['smtp'], mail: Mail = {}) {
  const { auth = account, strategy = 'SMTP', method, to = 'ada@acme.example', more = {} } = mail;
  const transport = createTransport({
    host,
    port,
    ...strategies[strategy],
    ...(auth.user !== '' && { auth }),
    ...(method && { authMethod: method }),
    tls: { rejectUnauthorized: false },
  });
  return transport.sendMail({ from: 'otp@acme.example', to, subject: 'Ihr Code für ŞİŞLİ', text, ...more });
}

async function messagesOf({ agent }: TestMock, space = ''): Promise<Message[]> {
  return ((await agent.get(`/__mock/outbox${space && `?space=${space}`}`)).body as { messages: Message[] }).messages;
}

describe('A client of the mail server', () => {
  it.each([
    ['SMTP', 'starttls', 'PLAIN'],
    ['SMTPS', 'implicit', 'LOGIN'],
    ['SMTP_TLS', 'starttls', 'LOGIN'],
  ] as const)(
    'A client of the mail server sends by %s (%s, %s), and the message is in the outbox',
    async (strategy, tls, method) => {
      const mock = await startWithMail();
      await store(mock, 'acme');
      await mock.agent.put('/__mock/users/ada').send({ mail: 'Ada@acme.example' });
      const at = strategy === 'SMTPS' ? mock.smtps : mock.smtp;
      const { response } = await send(at, { strategy, method });
      const [message, ...more] = await messagesOf(mock, 'acme');
      expect(more).toEqual([]);
      expect(message).toMatchObject({
        received: true,
        space: 'acme',
        requestedBy: 'ada',
        provider: 'mail',
        from: 'otp@acme.example',
        to: 'ada@acme.example',
        subject: 'Ihr Code für ŞİŞLİ',
        text,
        code: '493027',
        status: 'sent',
        exchanges: [{ request: { ...at, tls, envelope: { from: 'otp@acme.example' } }, reply: { code: 250 } }],
      });
      expect(response).toBe(`250 2.0.0 Ok: queued as ${message?.id}`);
      const [{ request } = { request: undefined }] = message?.exchanges ?? [];
      const { dialogue = [] } = request?.protocol === 'smtp' ? request : {};
      expect(dialogue[0]).toMatch(/^S: 220 otp-settings-mock ESMTP/);
      expect(dialogue).toContain('C: MAIL FROM:<otp@acme.example>');
      expect(dialogue).toContain('C: RCPT TO:<ada@acme.example>');
      const secrets = [
        account.pass,
        Buffer.from(account.pass).toString('base64'),
        Buffer.from(`\0${account.user}\0${account.pass}`).toString('base64'),
      ];
      expect(secrets.filter((secret) => JSON.stringify(message).includes(secret))).toEqual([]);
    },
  );

  it('A client of the mail server without TLS is served, too', async () => {
    const mock = await startWithMail();
    const socket = connect(mock.smtp.port, mock.smtp.host);
    const say = async (line: string, code: string): Promise<string> => {
      socket.write(`${line}\r\n`);
      return until(socket, code);
    };
    await until(socket, '220');
    await say('EHLO client', '250 ');
    await say(`AUTH PLAIN ${Buffer.from('\0otp+acme@b.example\0x').toString('base64')}`, '235');
    await say('MAIL FROM:<a@b.example>', '250');
    await say('RCPT TO:<c@d.example>', '250');
    await say('DATA', '354');
    await say('Subject: Hello\r\n\r\nNo code here, only 12345678901.\r\n.', '250');
    socket.destroy();
    const [message] = await messagesOf(mock, 'acme');
    expect(message).toMatchObject({
      code: '',
      requestedBy: 'otp+acme@b.example',
      exchanges: [{ request: { tls: 'none' } }],
    });
  });

  it('A client of the mail server finds the space of its account: by name and password, behind a +, or the default', async () => {
    const mock = await startWithMail();
    await store(mock, 'one');
    await store(mock, 'two', { password: 'geheim-2' });
    await send(mock.smtp);
    await send(mock.smtp, { auth: { ...account, pass: 'geheim-2' } });
    await send(mock.smtp, { auth: { user: 'otp+three@b.example', pass: 'x' } });
    await send(mock.smtp, { auth: { user: 'unknown', pass: 'x' } });
    expect((await messagesOf(mock)).map(({ space }) => space).toReversed()).toEqual([
      'one',
      'two',
      'three',
      'default_space',
    ]);
  });

  it.each<[why: string, mail: Mail, code: number, words: RegExp]>([
    ['a wrong password', { auth: { ...account, pass: 'falsch' } }, 535, /5\.7\.8 Authentication credentials invalid/],
    ['a user name that asks for it', { auth: { user: 'fail-535', pass: 'x' } }, 535, /credentials invalid/],
    ['no login', { auth: { user: '', pass: '' } }, 530, /Authentication required/],
    ['a refused recipient', { auth: { user: 'fail-550', pass: 'x' } }, 550, /5\.7\.1 Message refused/],
    ['a refused message', { auth: { user: 'fail-554', pass: 'x' } }, 554, /Transaction failed/],
    ['a server that is unavailable', { auth: { user: 'fail-421', pass: 'x' } }, 421, /Service not available/],
    ['a message that is too large', { more: { text: 'x'.repeat(11_000_000) } }, 552, /exceeds/],
    [
      'too many recipients',
      { to: Array.from({ length: 51 }, (_, n) => `a${n}@b.example`) },
      452,
      /too many recipients/,
    ],
  ])('A client of the mail server is told of %s', async (_why, mail, code, words) => {
    const mock = await startWithMail();
    await store(mock, 'acme');
    const sent = send(mock.smtp, mail);
    if (code === 452) return expect((await sent).rejected).toEqual(['a50@b.example']); // the others are accepted
    await expect(sent).rejects.toMatchObject({ responseCode: code, response: expect.stringMatching(words) as string });
    if (code === 530 || code === 552) return;
    await expect.poll(async () => (await messagesOf(mock)).length).toBe(1);
    const [message] = await messagesOf(mock);
    expect(message).toMatchObject({
      received: true,
      status: 'failed',
      error: { code: String(code) },
      exchanges: [{ reply: { code } }],
    });
    expect(JSON.stringify(message)).not.toMatch(/geheim|falsch/);
  });

  it('A client of the mail server is refused and delayed by faults', async () => {
    const mock = await startWithMail();
    await store(mock, 'acme');
    const fault = { operation: 'sendTestMessage', provider: 'mail', space: 'acme', error: '450', delay: 300, times: 1 };
    await mock.agent.post('/__mock/faults').send(fault);
    const begun = performance.now();
    await expect(send(mock.smtp)).rejects.toMatchObject({ responseCode: 450 });
    expect(performance.now() - begun).toBeGreaterThan(290);
    await send(mock.smtp);
    expect((await messagesOf(mock, 'acme')).map(({ status }) => status)).toEqual(['sent', 'failed']);
  });

  it('A client of the mail server that breaks off or sends nonsense harms nobody, and the end of the mock ends it', async () => {
    const mock = await startWithMail();
    const { port, host } = mock.smtp;
    const secure = mock.smtps;
    const silent = connect(port, host).resume();
    const broken = connect(secure.port, host, () => broken.end(Buffer.from([0x16, 3, 1, 0, 5, 1, 2, 3])));
    const nonsense = connect(port, host, () => nonsense.write('GET / HTTP/1.1\r\n\r\n'));
    await until(nonsense, '421');
    const tls = connectTls({ ...secure, rejectUnauthorized: false });
    await until(tls, '220');
    await send(mock.smtp);
    const closed = Promise.all([silent, tls].map((each) => new Promise((resolve) => each.once('close', resolve))));
    await mock.server.close();
    await closed;
    await expect(send(mock.smtp)).rejects.toThrow('ECONNREFUSED');
  });

  it('A client of the mail server has none where it was not asked for; a taken port stops the start', async () => {
    const { agent } = await startListening({});
    expect((await agent.get('/__mock/providers')).body).not.toHaveProperty('smtp');
    const { smtp } = await startWithMail();
    const second = await createServer({ smtpPort: smtp.port });
    await expect(second.listen({ port: 0 })).rejects.toThrow(
      `Port ${smtp.port} of --smtp-port cannot be used (EADDRINUSE)`,
    );
    await second.close();
  });
});
