// The checks of the login by a one-time password, which a run has when it is given a user for them.
import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { codeIn } from '../../src/contract/target/code-source.ts';
import { createServer } from '../../src/server.ts';
import { judge, troubles } from '../support/judge.ts';
import { otpUserOf, startBackend } from '../targets/backend.ts';
import type { Quirks } from '../targets/quirks.ts';

async function backendAt(quirks: Partial<Quirks> = {}): Promise<string> {
  const backend = await startBackend(quirks);
  onTestFinished(() => backend.close());
  return backend.url;
}

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'otp-codes-'));
  onTestFinished(() => rm(path, { recursive: true }));
  return path;
}

const only = ['otp.', 'assumption.otp-'];

it('A run tells what a mock does with codes, and puts its default space and its clock back', async () => {
  const assume = { 'otp-digits': '8', 'otp-life': '120', 'otp-repeat': 'same' } as const;
  const server = await createServer({ seed: 'demo', assume });
  onTestFinished(() => server.close());
  const url = await server.listen({ port: 0 });
  const headers = { 'Content-Type': 'application/json' };
  const body = JSON.stringify({ otp: 'mail', mail: 'ada@acme.example', password: 'lovelace' });
  await fetch(`${url}/__mock/users/ada`, { method: 'PUT', headers, body });
  const { report } = await judge({ url, only, otpUser: { username: 'ada', password: 'lovelace' }, assume });
  expect(troubles(report, ['failed', 'differs', 'blocked', 'skipped'])).toEqual([]);
  expect(report.checks).toHaveLength(10);
  expect(await (await fetch(`${url}/__mock/clock`)).json()).toMatchObject({ offset: 0 });
});

it('A target that sends no other code for a minute is checked as far as one code goes', async () => {
  const server = await createServer({ seed: 'demo', assume: { 'otp-throttle': '60' } });
  onTestFinished(() => server.close());
  const url = await server.listen({ port: 0 });
  const headers = { 'Content-Type': 'application/json' };
  const body = JSON.stringify({ otp: 'mail', mail: 'ada@acme.example' });
  await fetch(`${url}/__mock/users/ada`, { method: 'PUT', headers, body });
  const { report } = await judge({ url, only, otpUser: { username: 'ada' } });
  const passed = report.checks.filter(({ outcome }) => outcome === 'passed').map(({ id }) => id);
  expect(passed).toEqual(['otp.required', 'otp.accepted', 'otp.once', 'assumption.otp-digits']);
  expect(report.assumptions['otp-throttle']).toEqual({ assumed: 'off', observed: '60' });
  expect(troubles(report, ['skipped'])).toContain(
    'otp.wrong: the target sends the next code to the same user after 60 s',
  );
});

it('Codes are read from a file, and what was in it before is none of the run’s', async () => {
  const url = await backendAt();
  const file = join(await folder(), 'messages.log');
  await writeFile(file, 'your code is 111111\n');
  const copying = setInterval(() => void copy(url, file), 100);
  onTestFinished(() => clearInterval(copying));
  const { report } = await judge({ url, only: ['otp.accepted'], otpUser: { username: 'ada', from: `file:${file}` } });
  expect(troubles(report, ['failed', 'differs', 'blocked', 'skipped'])).toEqual([]);
});

/** What was sent to users, with the line that was there before. */
async function copy(url: string, file: string): Promise<void> {
  const sent = await (await fetch(`${url}/sent-messages`)).text();
  if (sent !== '') await writeFile(file, `your code is 111111\n${sent}\n`);
}

it('Codes are read by a command that knows the name of the user, and that waits for the first message', async () => {
  const url = await backendAt();
  const script = join(await folder(), 'wait.mjs');
  const look = `const text = await (await fetch(${JSON.stringify(`${url}/sent-messages`)})).text();`;
  await appendFile(
    script,
    `for (;;) { ${look} if (text.includes(process.env.OTP_USER)) { console.log(text); break; } }`,
  );
  const from = `command:"${process.execPath}" "${script}"`;
  const { report } = await judge({ url, only: ['otp.required', 'otp.accepted'], otpUser: { username: 'ada', from } });
  expect(troubles(report, ['failed', 'differs', 'blocked', 'skipped'])).toEqual([]);
});

it('Codes are read by a function, where the run is part of a program', async () => {
  const url = await backendAt();
  const from = async (): Promise<string> => (await fetch(`${url}/sent-messages`)).text();
  const { report } = await judge({ url, only, otpUser: { username: 'ada', from } });
  expect(troubles(report, ['failed', 'differs', 'blocked'])).toEqual([]);
});

it('Where no code arrives, the run waits once, and says where it looked for one', async () => {
  const url = await backendAt();
  const started = Date.now();
  const { report } = await judge({
    url,
    only,
    timeout: 500,
    otpUser: { username: 'ada', from: 'file:/nowhere/at/all' },
  });
  expect(Date.now() - started).toBeLessThan(5_000);
  const decided = report.checks.filter(({ outcome }) => outcome !== 'skipped');
  expect(decided.map(({ id }) => id)).toEqual(['otp.required']);
  expect(troubles(report, ['skipped'])).toContain('otp.accepted: no code has arrived in 0.5 s; see --otp-from');
});

it('Neither a code nor the password of the user is in a report, and the lines that repeat a failure have variables', async () => {
  const password = 'correct horse';
  const users = [
    { username: 'admin', password: 'admin', spaces: ['default_space'] },
    { username: 'ada', password, spaces: ['default_space'], otp: 'SMS' },
  ] as const;
  const url = await backendAt({ users, codeFits: () => false });
  const { report } = await judge({ url, only, otpUser: { ...otpUserOf(url), password } });
  const text = JSON.stringify(report);
  const sent = (await (await fetch(`${url}/sent-messages`)).text()).match(/\d+(?=\.)/g) ?? [];
  expect(sent.length).toBeGreaterThan(3);
  for (const secret of [password, 'correct+horse', ...sent.filter(({ length }) => length === 6)])
    expect(text).not.toContain(secret);
  const { steps = [] } = report.checks.find(({ id }) => id === 'otp.accepted')?.reproduction ?? {};
  expect(steps.map(({ line }) => line.replace(url, '')).join('\n')).toMatch(
    /password="\$\{OTP_CONTRACT_OTP_PASSWORD:-ada\}".*\nsleep 1; OTP_CODE=.*\n.*otp_code="\$OTP_CODE"/,
  );
});

it('A run that cannot read codes does not begin, and says what is missing', async () => {
  const url = await backendAt();
  const start = (from?: string) => judge({ url, only, otpUser: { username: 'ada', ...(from && { from }) } });
  await expect(start()).rejects.toThrow(/needs --otp-from/);
  await expect(start('messages.log')).rejects.toThrow('Give file:PATH, an http or https URL, or command:COMMAND.');
});

it.each([
  ['Your code is 123456.', '123456'],
  ['2026-11-28T10:00:00Z To +905551112233: 4821', '4821'],
  ['Code 654321, valid until 2027 (ref 12345678)', '654321'],
  ['123456\n234567\n', '234567'],
  ['{"code":"0042","expiresAt":"2026-11-28T10:00:00.123Z","message":"1000017"}', '0042'],
  ['[{"text":"Kod: 445566","id":"a1b2c3d4-123456"}]', '445566'],
  ['no message yet', undefined],
  ['order-123456 12:30 3.14159', undefined],
])('The code in %j is %s', (text, code) => {
  expect(codeIn(text)).toBe(code);
});
