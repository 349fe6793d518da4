// Clients that nobody has changed, in other languages, send to the stand-ins: where the machine has the languages.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { Providers } from '../../src/document/schemas.ts';
import { startListening } from '../support/passing.ts';
import { mailClients } from './mail-clients.ts';

const run = promisify(execFile);

const account = ['otp@acme.example', 'geheim-1'] as const;
const used = { SMTP: { JavaMail: 'starttls', smtplib: 'none' }, SMTPS: 'implicit', SMTP_TLS: 'starttls' } as const;

describe.each(['JavaMail', 'smtplib'] as const)('The unmodified client %s', (name) => {
  const client = mailClients[name];
  const start = async () => {
    const mock = await startListening({ smtpPort: 0, smtpsPort: 0 });
    const { smtp, smtps } = (await mock.agent.get('/__mock/providers')).body as Required<Providers>;
    const [username, password] = account;
    await mock.agent.put('/__mock/spaces/acme/settings/mail').send({ username, password });
    const send = (strategy: string, user: string = username, secret: string = password) => {
      const { host, port } = strategy === 'SMTPS' ? smtps : smtp;
      return run(client?.command ?? '', [...(client?.args ?? []), host, String(port), strategy, user, secret]);
    };
    const messages = async () => ((await mock.agent.get('/__mock/outbox')).body as { messages: object[] }).messages;
    return { send, messages };
  };

  it.skipIf(!client).each(['SMTP', 'SMTPS', 'SMTP_TLS'] as const)(
    'The unmodified client sends by %s, and its message is in the outbox',
    async (strategy) => {
      const { send, messages } = await start();
      expect((await send(strategy)).stdout.trim()).toBe('sent');
      const how = used[strategy];
      expect(await messages()).toMatchObject([
        {
          space: 'acme',
          received: true,
          to: 'ada@acme.example',
          subject: 'Tek kullanımlık şifreniz',
          text: '493027 tek kullanımlık şifrenizdir.',
          code: '493027',
          status: 'sent',
          exchanges: [{ request: { tls: typeof how === 'string' ? how : how[name] } }],
        },
      ]);
    },
  );

  it.skipIf(!client).each([
    ['a wrong password', account[0], 'falsch', /535/],
    ['a recipient that is refused', 'fail-550', 'any', /550/],
    ['a server that is unavailable', 'fail-421', 'any', /421|unexpectedly closed/],
  ])('The unmodified client has its own error for %s', async (_what, user, password, code) => {
    const { send } = await start();
    await expect(send('SMTP', user, password)).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(code) as string,
    });
  });
});
