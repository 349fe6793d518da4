// The contract run against our own mock, and against other correct backends: nothing is invented.
import { describe, expect, it, onTestFinished } from 'vitest';
import { observableNames, table } from '../../src/assumptions/table.ts';
import { exitCodeOf } from '../../src/contract/report/report.ts';
import { mostMessages } from '../../src/contract/target/client.ts';
import type { ServerOptions } from '../../src/options.ts';
import { createServer } from '../../src/server.ts';
import { judge, troubles } from '../support/judge.ts';

async function mockAt(options: ServerOptions = {}): Promise<string> {
  const server = await createServer(options);
  onTestFinished(() => server.close());
  return server.listen({ port: 0 });
}

describe('The contract, run against the mock', () => {
  it('The contract holds against the mock in every statement, without a difference, and leaves nothing behind', async () => {
    const url = await mockAt({ seed: 'demo' });
    const user = { method: 'PUT', headers: { 'Content-Type': 'application/json' } };
    const body = JSON.stringify({ otp: 'mail', mail: 'ada@acme.example' });
    await fetch(`${url}/__mock/users/ada`, { ...user, body });
    const before = await (await fetch(`${url}/__mock/spaces`)).json();
    const { report, run } = await judge({ url, otpUser: { username: 'ada' } });
    expect(troubles(report, ['failed', 'differs', 'blocked', 'known'])).toEqual([]);
    expect(troubles(report, ['skipped'])).toEqual([]);
    expect(exitCodeOf(report, true)).toBe(0);
    expect(report.coverage).toMatchObject({ passed: report.coverage.checked, statements: report.coverage.checked });
    expect(Object.keys(report.assumptions)).toEqual(observableNames);
    for (const name of observableNames)
      expect(report.assumptions[name]).toEqual({ assumed: table[name].values[0], observed: table[name].values[0] });
    expect(run.workspace.client.messages).toBeLessThanOrEqual(mostMessages);
    expect(await (await fetch(`${url}/__mock/spaces`)).json()).toEqual(before);
  });

  it('A contract run restores a space of the mock whole: one setting with its dates, and the outbox', async () => {
    const url = await mockAt();
    const space = `${url}/__mock/spaces/default_space`;
    await fetch(`${space}/settings/mail`, { method: 'PUT' });
    const before = await (await fetch(`${space}?secrets=plain`)).json();
    const { report } = await judge({ url, only: ['test.space-required', 'put-twilio.space-required'] });
    expect(report.restored.filter(({ outcome }) => outcome !== 'removed')).toEqual([
      { space: 'default_space', setting: 'Email/Default', outcome: 'restored' },
    ]);
    expect(await (await fetch(`${space}?secrets=plain`)).json()).toEqual(before);
  });

  it('The contract holds against the mock in a single given space', async () => {
    const { report } = await judge({ url: await mockAt(), space: 'production' });
    expect(troubles(report, ['failed', 'differs', 'blocked'])).toEqual([]);
    expect(troubles(report, ['skipped']).join('\n')).toMatch(/--other-space/);
    expect(report.restored.map(({ outcome }) => outcome)).toEqual(['removed']);
  });
});
