// A run receives the mail of test sends: a correct backend is not blamed, and what is wrong in one is found. Needs a build.
import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { RunOptions } from '../../src/contract/run/run.ts';
import { freePort } from '../support/free-port.ts';
import { judge, type Judged, troubles } from '../support/judge.ts';
import { firedIn } from '../support/kills.ts';
import { run, start } from '../support/process.ts';
import { type Quirks, startBackend } from '../targets/backend.ts';
import { correctTls, faultsOfMail, sendingMail } from '../targets/sending-mail.ts';

async function backend(quirks: Partial<Quirks> = {}): Promise<string> {
  const running = await startBackend(quirks);
  onTestFinished(() => running.close());
  return running.url;
}

async function judged(quirks: Partial<Quirks>, options: Partial<RunOptions> = {}): Promise<Judged> {
  const started = await startBackend(quirks);
  return judge({ url: started.url, receiveMail: true, rngSeed: 1, ...options }).finally(() => void started.close());
}

const only = ['mail.', 'assumption.test-refused'];

describe('A run receives the mail of test sends', { concurrent: true }, () => {
  it('A backend that sends is checked to the end, and nothing is found wrong in a correct one', async () => {
    const { report } = await judged(sendingMail());
    expect(troubles(report, ['failed', 'flaky', 'differs', 'blocked'])).toEqual([
      expect.stringContaining('test.sends-twilio'),
      expect.stringContaining('test.sends-netgsm'),
      expect.stringContaining('test.sends-dataport'),
    ]);
    expect(report.assumptions['otp-digits']?.observed).toBe('6');
    expect(report.notShown.flatMap(({ checks }) => checks)).toEqual(['session.lifetime', 'session.expired']);
    expect(report.checks.filter(({ id, outcome }) => id.startsWith('mail.') && outcome === 'passed')).toHaveLength(13);
  });

  it.each(faultsOfMail)('$name: it is found by $found', async ({ steps, found }) => {
    const { report } = await judged(sendingMail(steps), { only });
    expect(firedIn(report)).toEqual(found);
  });

  it('A recipient is known where the backend tells the address of the user', async () => {
    const tells: Partial<Quirks> = {
      ...sendingMail({ to: () => 'somebody@else.example' }),
      finish: (call, answer) =>
        call.path === '/api/auth/currentUser' ? { status: 200, body: '{"email":"admin@users.example"}' } : answer,
    };
    const { report } = await judged(tells, { only: ['mail.recipient'] });
    expect(troubles(report, ['differs'])).toEqual([
      'mail.recipient: expected admin@users.example; actual somebody@else.example',
    ]);
  });

  it.each([
    [
      'does not accept the certificate of the run',
      sendingMail({ tls: (setting) => ({ ...correctTls(setting), tls: { rejectUnauthorized: true } }) }),
      ['mail.starttls-if-offered', 'mail.starttls', 'mail.smtps'],
      /does not accept a certificate that the run has made/,
    ],
    ['sends no mail', {}, ['mail.arrives'], /no mail arrived at 127\.0\.0\.1:\d+, .*pass an address that it reaches/],
  ] as const)('A backend that %s is not blamed', async (_what, quirks, ids, reason) => {
    const { report } = await judged(quirks, { only: ids });
    expect(firedIn(report)).toEqual([]);
    for (const id of ids)
      expect(report.checks.find((check) => check.id === id)).toMatchObject({
        outcome: 'skipped',
        reason: expect.stringMatching(reason) as string,
      });
  });

  it('A failure shows what was sent, and can be received again', async () => {
    const { report } = await judged(sendingMail({ times: 2 }), { replay: 'mail.once' });
    const check = report.checks.find(({ id }) => id === 'mail.once');
    expect(check).toMatchObject({ outcome: 'differs', actual: '2 messages, to 1 recipient and 1 recipient' });
    const lines = check?.reproduction?.steps.map(({ line }) => line).join('\n');
    expect(lines).toMatch(/# smtpHost and smtpPort are those of a mail server of the run.*POST/s);
  });
});

describe('The command receives mail', () => {
  it('On this machine, it does so by default, at the address that is given, or not at all', async () => {
    const [usual, given, none] = await Promise.all(
      [
        ['--only', 'mail.login'],
        ['--only', 'mail.login', '--receive-mail', `localhost:${await freePort()}`],
        ['--receive-mail', 'none'],
      ].map(async (args) => run(['contract', await backend(sendingMail()), '--only', 'test.', ...args])),
    );
    expect([usual?.code, given?.code, none?.code], usual?.stdout).toEqual([0, 0, 0]);
    expect(usual?.stderr).toMatch(/test messages, whose mail comes in at 127\.0\.0\.1:\d+\./);
    expect(usual?.stdout).not.toMatch(/could not be checked/);
    expect(none?.stdout).toMatch(/could not be checked/);
  });

  it.each<[string, () => Promise<readonly string[]>, RegExp]>([
    ['no address', async () => [await backend(), '--receive-mail', 'here'], /"here" is not an address. Give HOST:PORT/],
    [
      'an address of nobody on another machine',
      async () => ['http://backend.invalid', '--receive-mail', '--allow', 'send', '--space', 'a'],
      /another machine: give the address/,
    ],
    [
      'a target to which nothing may be sent',
      async () => ['http://backend.invalid', '--receive-mail', '10.0.0.5:2525'],
      /only where messages may be sent/,
    ],
    [
      'a mock of this package',
      async () => [(await start(['--port', '0', '--ephemeral'])).url, '--receive-mail'],
      /is a mock of this package, which sends no mail/,
    ],
    [
      'a port that is taken',
      async () => [await backend(), '--receive-mail', `127.0.0.1:${await takenPort()}`],
      /Mail cannot be received on port \d+ \(EADDRINUSE\)/,
    ],
  ])('It refuses %s', async (_what, args, message) => {
    const ended = await run(['contract', ...(await args())]);
    expect(ended.stderr).toMatch(message);
    expect(ended.code).toBe(2);
  });
});

async function takenPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port; // a listening TCP server has one
}
