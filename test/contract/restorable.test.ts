// Settings that a run could not restore are not overwritten.
// Needs a build.
import { describe, expect, it } from 'vitest';
import { exitCodeOf } from '../../src/contract/report/report.ts';
import { judge, troubles } from '../support/judge.ts';
import { run } from '../support/process.ts';
import { staging } from '../support/staging.ts';
import { correct } from '../targets/backend.ts';
import { variants } from '../targets/variants.ts';

describe('Settings that cannot be put back whole', () => {
  const masked = variants.find(({ name }) => name === 'secrets-in-get-masked')?.quirks ?? {};

  it('Settings that cannot be restored are not overwritten', async () => {
    const { url, read } = await staging(masked);
    const before = await read('live');
    const { code, stdout, stderr } = await run(['contract', url, '--space', 'live']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/could not restore: GET does not show \w+ of \S+ in the space "live".*--accept-loss/);
    expect(await read('live')).toEqual(before);
  });

  it.each(['••••••••', '●●●●', '<hidden>', '--------', 'as good as any password'])(
    'Settings whose secrets are shown as %s are not overwritten',
    async (mask) => {
      const { url, remote, read } = await staging({ showValue: ({ secret }, value) => (secret ? mask : value) });
      const before = await read('live');
      const { code, stdout, stderr } = await run(['contract', url, '--space', 'live']);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toMatch(/could not restore: GET does not show \w+ of \S+ in the space "live" as it was put/);
      const given = { url: remote, space: 'live', otherSpace: 'spare', allow: ['write'] } as const;
      await expect(judge(given)).rejects.toThrow(/GET does not show/);
      expect(await read('live')).toEqual(before);
    },
  );

  it('Settings are not overwritten where nothing shows how the target treats secrets', async () => {
    const { remote, read } = await staging();
    const before = await read('live');
    await expect(judge({ url: remote, space: 'live', allow: ['write'] })).rejects.toThrow(
      /no other space without a setting of Twilio \(pass an empty one with --other-space\)/,
    );
    expect(await read('live')).toEqual(before);
  });

  it('Settings of a space that the target shows in another one are neither overwritten nor copied', async () => {
    const spaces: string[] = [];
    const { remote } = await staging({
      list: (call) => correct.list({ ...call, space: 'live' }),
      put(call, body) {
        spaces.push(call.space);
        return correct.put(call, body);
      },
    });
    spaces.length = 0; // those of the staging itself
    const { report } = await judge({ url: remote, space: 'spare', allow: ['write'] });
    expect(spaces).toEqual([]);
    expect(report.restored).toEqual([]);
    expect(exitCodeOf(report)).toBe(1);
    expect(troubles(report, ['failed']).join()).toContain('list.own-space-only');
    expect(troubles(report, ['skipped']).join()).toMatch(/GET shows the same \S+ in the spaces "spare" and /);
  });

  it('Settings that cannot be restored are overwritten with --accept-loss, and then named', async () => {
    const { url } = await staging(masked);
    const { report } = await judge({ url, space: 'live', acceptLoss: true, only: ['put-mail.shown'] });
    expect(report.restored.some(({ outcome }) => outcome === 'restored' || outcome === 'lost')).toBe(true);
    expect(JSON.stringify(report)).not.toContain('secret-4');
  });

  it('Settings that no operation clearly stored are not overwritten', async () => {
    const { url, put } = await staging();
    await put('spare', 'twilio', {
      type: 'x',
      provider: 'y',
      accountSid: undefined,
      authToken: undefined,
      twilioNumber: undefined,
    });
    const { stderr, code } = await run(['contract', url, '--space', 'spare']);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringMatching(/unclear which operation stored x\/y/) as string,
    });
  });

  it('Settings that cannot be restored do not prevent a run in its own spaces', async () => {
    const { url, read } = await staging(masked);
    const before = await read('live');
    const { report } = await judge({ url, only: ['put-mail'] });
    expect(troubles(report, ['failed', 'blocked'])).toEqual([]);
    expect(await read('live')).toEqual(before);
  });
});
