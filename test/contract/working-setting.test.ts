// A setting that is known to work: what it lets a run check, and that its credentials are shown and left nowhere.
// Needs a build.
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { judge, troubles } from '../support/judge.ts';
import { type Ended, run } from '../support/process.ts';
import { staging } from '../support/staging.ts';
import { type Quirks, startBackend } from '../targets/backend.ts';
import type { World } from '../targets/quirks.ts';

async function backend(quirks: Partial<Quirks> = {}): Promise<{ readonly url: string }> {
  const running = await startBackend(quirks);
  onTestFinished(() => running.close());
  return running;
}

/** A real provider refuses credentials that are made up. */
const refusesAll: Partial<Quirks> = { sends: () => false };

const sandbox = {
  type: 'SMS',
  provider: 'Twilio',
  accountSid: 'AC-sandbox-of-team',
  authToken: 'sandbox-token-of-team',
  twilioNumber: '+15005550006',
};

/** A provider accepts the sandbox account only. */
const knowsSandbox: Partial<Quirks> = {
  sends: (_call, _kind, { accountSid, authToken }) =>
    accountSid === sandbox.accountSid && authToken === sandbox.authToken,
};

async function fileWith(value: unknown): Promise<string> {
  const file = join(await mkdtemp(join(tmpdir(), 'coverage-')), 'setting.json');
  await writeFile(file, typeof value === 'string' ? value : JSON.stringify(value));
  return file;
}

async function contract(quirks: Partial<Quirks>, args: readonly string[]): Promise<Ended> {
  return run(['contract', (await backend(quirks)).url, '--rng-seed', '1', ...args], { env: { NO_COLOR: '1' } });
}

describe('A working setting', () => {
  it('A working setting lets the test send be checked, and none of its credentials is shown or left behind', async () => {
    const worlds = new Set<World>();
    const { url } = await backend({
      ...knowsSandbox,
      finish(call, answer) {
        worlds.add(call.world);
        return answer;
      },
    });
    const file = await fileWith({ ...sandbox, id: 'c0ffee', isDefault: false, createdBy: 'someone' });
    const report = await fileWith('');
    const args = ['--working-setting', file, '--require', 'test.', '--require', 'assumption.test'];
    const ended = await run([
      'contract',
      url,
      '--only',
      'test.',
      '--only',
      'assumption.test',
      ...args,
      '--reporter',
      'pretty',
      '--reporter',
      `json=${report}`,
    ]);
    expect(ended.code, ended.stdout).toBe(0);
    expect(ended.stdout).toContain('test.sends-mail');
    const texts = ended.stdout + ended.stderr + (await readFile(report, 'utf8'));
    const stored = JSON.stringify(
      [...worlds].flatMap(({ spaces }) => [...spaces.values()].flatMap((each) => [...each.values()])),
    );
    expect(stored).toContain('Twilio');
    for (const secret of [sandbox.accountSid, sandbox.authToken]) {
      expect(texts).not.toContain(secret);
      expect(stored).not.toContain(secret);
    }
  });

  it('A working setting that does not work fails the run, and shows the setting without its credentials', async () => {
    const { url } = await backend(refusesAll);
    const { report } = await judge({ url, only: ['test.'], workingSettings: [sandbox] });
    expect(troubles(report, ['failed'])).toEqual([
      'test.answers: expected 204, because the working setting of Twilio is known to work; actual 500 with {"status":500,"error":"Internal Server Error","message":"The provider refused the message."}',
    ]);
    expect(JSON.stringify(report)).not.toContain(sandbox.authToken);
  });

  it('A fault that only an accepted send shows is found through the working setting', async () => {
    const { url } = await backend({
      ...knowsSandbox,
      sends(call, kind, setting) {
        const sent = call.world.memory.get(call.space) === 'sent' || knowsSandbox.sends?.(call, kind, setting) === true;
        if (sent) call.world.memory.set(call.space, 'sent');
        return sent;
      },
    });
    const { report } = await judge({ url, only: ['test.follows-default'], workingSettings: [sandbox] });
    expect(troubles(report, ['failed'])).toEqual([
      expect.stringMatching(/^test\.follows-default: expected .*, as through Default at first; actual 204/),
    ]);
  });

  it.each<[string, unknown, string]>([
    ['no JSON', '{', 'is not valid JSON'],
    ['a text', '"x"', 'must hold the body of a PUT'],
    ['an empty list', [], 'must hold the body of a PUT'],
    [
      'a setting of no operation',
      { ...sandbox, provider: 'Nobody' },
      'must have the type and the provider of an operation',
    ],
    [
      'a body that is not valid',
      { ...sandbox, accountSid: 5 },
      'The working setting of Twilio is not a valid body: /accountSid',
    ],
  ])('A working setting cannot be %s', async (_, value, message) => {
    const { code, stderr } = await contract({}, ['--working-setting', await fileWith(value)]);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(message) as string });
    expect(stderr).not.toContain(sandbox.authToken);
  });

  it('A working setting is refused where nothing may be sent', async () => {
    const { remote } = await staging();
    const options = { url: remote, space: 'live', allow: ['write'], workingSettings: [sandbox] } as const;
    await expect(judge(options)).rejects.toThrow(/only of use where messages may be sent: not allowed on a remote/);
  });
});
