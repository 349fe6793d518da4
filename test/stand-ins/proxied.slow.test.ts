// Clients that nobody has changed are led to the mock by `otp-settings-mock env`, as a shell takes it. Needs a build.
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Message } from '../../src/document/schemas.ts';
import { execute, install } from '../support/package.ts';
import { startListening } from '../support/passing.ts';
import { command } from '../support/process.ts';
import { accounts, smsClients } from './sms-clients.ts';

describe.each(smsClients)('The unmodified client $name', ({ provider, env, line, refused, isThere }) => {
  let packages = '';
  beforeAll(async () => {
    packages = await mkdtemp(join(tmpdir(), 'clients-'));
    if (env === 'node') await install(packages, ['twilio@6', '@netgsm/sms@1']);
  }, 120_000);

  /** Runs the client in a shell, after what `env` has printed there. */
  async function send(
    secret: string,
  ): Promise<{ readonly message: Message | undefined; readonly output: string; readonly isSent: boolean }> {
    const { url, agent } = await startListening({ providersPort: 0 });
    const [account, own] = accounts[provider];
    const names = provider === 'twilio' ? ['accountSid', 'authToken'] : ['username', 'password'];
    const setting = { [names[0] ?? '']: account, [names[1] ?? '']: own };
    await agent.put(`/__mock/spaces/acme/settings/${provider}`).send(setting);
    const home = await mkdtemp(join(tmpdir(), 'env-'));
    const script = `eval "$("${process.execPath}" "${command}" env ${env} "$5")"\n${line}`;
    const ended = await execute(
      'bash',
      ['-c', script, 'bash', account, secret, provider === 'twilio' ? '+905321234567' : '5321234567', packages, url],
      {
        cwd: home,
        env: { ...process.env, XDG_CACHE_HOME: home },
      },
    ).then(
      (result) => ({ ...result, isSent: true }),
      (error: { stdout: string; stderr: string }) => ({ ...error, isSent: false }),
    );
    const { body } = await agent.get('/__mock/outbox');
    const [message] = (body as { messages: Message[] }).messages;
    return { message, output: ended.stdout + ended.stderr, isSent: ended.isSent };
  }

  it.skipIf(!isThere)(
    'The unmodified client sends to the host of the provider, and its message is in the outbox',
    async () => {
      const { message, output, isSent } = await send(accounts[provider][1]);
      expect(isSent, output).toBe(true);
      expect(message).toMatchObject({ space: 'acme', provider, received: true, status: 'sent', code: '493027' });
      expect(JSON.stringify(message)).not.toContain('geheim');
    },
  );

  it.skipIf(!isThere)('The unmodified client has its own error when the secret is wrong', async () => {
    const { output, isSent } = await send('falsch');
    expect(output).toMatch(refused);
    expect(isSent).toBe(false);
  });
});
