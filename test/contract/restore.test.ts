// A run that touches other people's settings: what it may touch, and that they are as they were when it ends, however it ends.
// Needs a build.
import { spawn } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { exitCodeOf, type Report } from '../../src/contract/report/report.ts';
import { Run } from '../support/shipped.ts';
import { judge, troubles } from '../support/judge.ts';
import { command } from '../support/process.ts';
import { staging } from '../support/staging.ts';
import { correct } from '../targets/backend.ts';

describe('On a target that is not this machine', () => {
  it('On a remote target, only checks that read run by default', async () => {
    const { remote, read } = await staging();
    const before = await read('live');
    const { report, run: contract } = await judge({ url: remote });
    expect(contract.announce()).toMatch(
      /checks that read in "live", none that write .*without --space.*none that send/,
    );
    expect(contract.workspace.client.puts + contract.workspace.client.messages).toBe(0);
    expect(troubles(report, ['failed', 'differs', 'blocked'])).toEqual([]);
    expect(new Set(report.checks.filter(({ outcome }) => outcome === 'passed').map(({ effect }) => effect))).toEqual(
      new Set(['read']),
    );
    expect(await read('live')).toEqual(before);
  });

  it('On a remote target, nothing is written without --space, even when writing is allowed', async () => {
    const { remote } = await staging();
    const { run: contract } = await judge({ url: remote, allow: ['write', 'send'] });
    expect(contract.workspace.client.puts + contract.workspace.client.messages).toBe(0);
  });

  it('On a remote target, writing is allowed in the given spaces, and sending separately', async () => {
    const { remote, read } = await staging();
    const before = [await read('live'), await read('spare')];
    const { report, run: contract } = await judge({
      url: remote,
      space: 'live',
      otherSpace: 'spare',
      allow: ['write'],
    });
    expect(contract.announce()).toMatch(/that write in "live" and "spare" and restore what they found, none that send/);
    expect(contract.workspace.client.messages).toBe(0);
    expect(troubles(report, ['failed', 'differs', 'blocked'])).toEqual([]);
    expect(await read('live')).toEqual(before[0]);
    expect(report.restored.filter(({ space }) => space === 'live').map(({ outcome }) => outcome)).toEqual(
      Array.from({ length: 4 }, () => 'restored'),
    );
    expect(report.restored.filter(({ space }) => space === 'spare')).toEqual(
      ['SMS/Twilio', 'SMS/Netgsm', 'SMS/Dataport', 'Email/Default'].map((setting) => ({
        space: 'spare',
        setting,
        outcome: 'left',
        reason: 'a run has put it there, and the API cannot delete it',
      })),
    );
  });
});

describe('What was there is put back', () => {
  it('A run restores settings with any texts in type and provider', async () => {
    const { url, read, put } = await staging();
    await put('spare', 'netgsm', { type: 'sms (own)', provider: 'My NetGSM', isDefault: true });
    const before = await read('spare');
    await judge({ url, space: 'spare', only: ['put-netgsm.'] });
    expect(
      (await read('spare')).filter((setting) => (setting as { provider: string }).provider === 'My NetGSM'),
    ).toEqual(before);
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR2'] as const)(
    'A run restores the target when %s stops it half-way',
    async (signal) => {
      const { url, read } = await staging({ finish: async (_call, answer) => wait(2, answer) });
      const before = await read('live');
      const child = spawn(process.execPath, [command, 'contract', url, '--space', 'live', '--reporter', 'json']);
      let [stdout, stderr] = ['', ''];
      child.stdout.on('data', (chunk) => (stdout += String(chunk)));
      child.stderr.on('data', (chunk) => (stderr += String(chunk)));
      while (JSON.stringify(await read('live')) === JSON.stringify(before)) await wait(10);
      await wait(300);
      child.kill(signal);
      const code = await new Promise((resolve) => child.once('close', resolve));
      expect(code).toBe(2);
      expect(stderr).toContain('restoring the target');
      const report = JSON.parse(stdout) as Report;
      expect(report.stopped).toBe(`it was stopped by ${signal}`);
      const restored = report.restored.filter(({ space }) => space === 'live').map(({ outcome }) => outcome);
      expect(restored).toEqual(Array.from({ length: 4 }, () => 'restored'));
      expect(await read('live')).toEqual(before);
    },
  );

  it('A run restores the target after it dropped every connection for two seconds, which is reported and fails no check', async () => {
    let [puts, down] = [0, 0];
    const { url, read } = await staging({
      write(call, answer, response) {
        if (call.method === 'PUT' && call.space === 'live') puts += 1;
        if (puts > 100 && down === 0 && call.method === 'PUT') down = performance.now();
        return down > 0 && performance.now() < down + 2_000
          ? void response.destroy()
          : correct.write(call, answer, response);
      },
    });
    const before = await read('live');
    const { report } = await judge({ url, space: 'live' });
    expect(down).toBeGreaterThan(0);
    expect(troubles(report, ['failed', 'differs', 'blocked'])).toEqual([]);
    expect(report.checks.filter(({ reason }) => reason?.includes('a response was lost at first'))).toHaveLength(1);
    expect(await read('live')).toEqual(before);
  });

  it('A run restores the target when a check throws an unexpected error', async () => {
    const { url, read } = await staging();
    const before = await read('live');
    const contract = await Run.start({ url, space: 'live', only: ['put-mail.listed'] });
    for (const check of contract.checks) await contract.judge(check);
    const odd = {
      id: 'odd',
      statement: '',
      source: '',
      tier: 'documented',
      effect: 'write',
      shows: 'either',
      needs: [],
    } as const;
    const result = await contract.judge({ ...odd, run: () => Promise.reject(new TypeError('odd\u001b[31m')) });
    expect(result).toMatchObject({
      outcome: 'skipped',
      reason: expect.stringMatching(/TypeError: odd\\x1b\[31m/) as string,
    });
    const report = await contract.finish();
    expect({ broken: report.broken, code: exitCodeOf(report) }).toEqual({ broken: ['odd'], code: 2 });
    expect(await read('live')).toEqual(before);
  });
});
