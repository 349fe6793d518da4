// What a failed check shows to someone else: lines that can be pasted, and that show the failure again.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { run } from '../support/process.ts';
import { judge } from '../support/judge.ts';
import { hasCurl } from '../support/tools.ts';
import { startBackend } from '../targets/backend.ts';
import { mutants } from '../targets/mutants.ts';
import { variants } from '../targets/variants.ts';

const shell = promisify(execFile);

async function backendOf(name: string): Promise<string> {
  const mutant = [...mutants, ...variants].find((each) => each.name === name);
  if (!mutant) throw new Error(`no backend ${name}`);
  const backend = await startBackend(mutant.quirks);
  onTestFinished(() => backend.close());
  return backend.url;
}

/** The reproduction of a check that fails against a backend. */
async function reproductionOf(name: string, id: string) {
  const { report } = await judge({ url: await backendOf(name), only: [id], rngSeed: 1 });
  const { steps = [] } = report.checks.find((check) => check.id === id)?.reproduction ?? {};
  return { lines: steps.map(({ line }) => line) };
}

/** The same, and what its lines print in a shell. */
async function pasted(name: string, id: string) {
  const { lines } = await reproductionOf(name, id);
  const { stdout } = await shell('bash', ['-c', lines.join('\n')]);
  return { lines, stdout };
}

describe('A reproduction', () => {
  it.skipIf(!hasCurl)('sends the bytes that are not UTF-8', async () => {
    const { lines, stdout } = await pasted('reads-whatever-comes', 'silent.not-utf-8');
    expect(lines.at(-1)).toMatch(/^printf '.*\\303\(.*' \| curl -i -X PUT .*--data-binary @-/);
    expect(stdout).toMatch(/^HTTP\/1.1 204 No Content/m);
  });

  it.skipIf(!hasCurl)('is the one request that shows a failure, after a login', async () => {
    const { lines, stdout } = await pasted('put-mail-answers-202', 'put-mail.no-content');
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(/^OTP_TOKEN=\$\(curl /);
    expect(lines[1]).toMatch(/^curl -i -X PUT .*-H "Cookie: ins_access_token=\$OTP_TOKEN"/);
    expect(stdout).toMatch(/^HTTP\/1\.1 202 /);
  });

  it.skipIf(!hasCurl)('is what was put and what is shown, where one needs the other', async () => {
    const { lines, stdout } = await pasted('change-in-letter-case-lost', 'put-twilio.case-only');
    expect(lines.slice(1).map((line) => /-X PUT/.test(line))).toEqual([true, false, true, false]);
    expect(stdout).toContain('lower or UPPER');
  });

  it.skipIf(!hasCurl).each([
    ['tampered-token-accepted', 'list.cookie-tampered', /\$\{OTP_TOKEN:0:\d+\}.\$\{OTP_TOKEN:\d+\}/],
    ['token-compared-in-any-case', 'list.cookie-other-case', /\$\(echo "\$OTP_TOKEN" \| tr a-z A-Z\)/],
    ['token-taken-from-any-cookie', 'list.cookie-other-name', /session=\$OTP_TOKEN/],
    ['refresh-token-accepted-as-access-token', 'session.access-by-refresh', /ins_access_token=\$OTP_REFRESH/],
  ])('sends the cookie that was sent, made from the token: %s', async (name, id, cookie) => {
    const { lines, stdout } = await pasted(name, id);
    expect(lines.at(-1)).toMatch(cookie);
    expect(stdout.split('HTTP/1.1 ').at(-1)).toMatch(/^200 /);
  });

  it('shows what was stored before a message was sent', async () => {
    const { lines } = await reproductionOf('test-send-answers-200-with-body', 'test.answers');
    expect(lines.slice(1).map((line) => /-X (\w+)/.exec(line)?.[1])).toEqual(['PUT', 'POST']);
  });
});

describe('contract --replay', () => {
  it('shows each request and response of a check, whether it fails or passes', async () => {
    const url = await backendOf('put-mail-answers-202');
    const failed = await run(['contract', url, '--replay', 'put-mail.no-content']);
    expect(failed.code).toBe(1);
    expect(failed.stdout).toMatch(/^failed {2}put-mail\.no-content\n/);
    expect(failed.stdout).toMatch(/\n {2}curl -i -X PUT .*\n {4}→ 202 without a body\n/);
    const passed = await run(['contract', url, '--replay', 'put-twilio.no-content']);
    expect(passed.code).toBe(0);
    expect(passed.stdout).toMatch(/^passed {2}put-twilio\.no-content\n/);
    expect(passed.stdout).toMatch(/\n {4}→ 204 without a body\n/);
  });

  it.each([
    [['--replay', 'put-mail'], 'No check has the id "put-mail". See contract --list.'],
    [
      ['--replay', 'put-mail.no-content', '--only', 'list.'],
      "option '--replay <id>' cannot be used with option '--only <id>'",
    ],
  ])('refuses %j', async (args, sentence) => {
    const { code, stderr } = await run(['contract', await backendOf('put-mail-answers-202'), ...args]);
    expect(code).toBe(2);
    expect(stderr).toContain(sentence);
  });
});
