// What a run leaves in a pipeline: exit codes, reports in four formats, and assumptions to start a mock with.
// Needs a build.
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Report } from '../../src/contract/report/report.ts';
import { type Ended, run, start } from '../support/process.ts';
import { startBackend } from '../targets/backend.ts';
import { mutants } from '../targets/mutants.ts';
import { variants } from '../targets/variants.ts';

const quirksOf = (name: string) => [...mutants, ...variants].find((each) => each.name === name)?.quirks ?? {};
const inFolder = async (name: string): Promise<string> => join(await mkdtemp(join(tmpdir(), 'reports-')), name);

/** Runs the command against a backend, on a few checks. */
async function judge(name: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  const backend = await startBackend(quirksOf(name));
  onTestFinished(() => backend.close());
  return run(['contract', backend.url, ...args], { env: { NO_COLOR: '1', ...env } });
}

/** Has one fault: a mail setting is answered with 202. */
const faulty = 'put-mail-answers-202';
const some = ['--only', 'put-mail.no-content', '--only', 'list.'];

describe('A report for people', () => {
  it('A report for people shows what failed, what was expected, the actual result, and how to repeat it', async () => {
    const { code, stdout, stderr } = await judge(faulty, some);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^http:\S+: \d+ checks that read in "otp_contract_run", \d+ that write/);
    const url = /(http:\S+): \d+ checks/.exec(stderr)?.[1] ?? '';
    expect(stdout).toContain(
      [
        'failed  put-mail.no-content',
        '  PUT /api/otp/settings/mail/default responds with 204 and no content.',
        '  PUT /api/otp/settings/mail/default: Responses, No content',
        '  expected  204 without content',
        '  actual    202 without a body',
        '  to repeat:',
        `  OTP_TOKEN=$(curl -s -o /dev/null -c - -F "username=\${OTP_CONTRACT_USERNAME:-admin}" -F "password=\${OTP_CONTRACT_PASSWORD:-admin}" '${url}/login' | awk '/ins_access_token/ {print $7}')`,
        `  curl -i -X PUT -H 'Accept: application/json' -H "Cookie: ins_access_token=$OTP_TOKEN"`,
      ].join('\n'),
    );
    expect(stdout).toMatch(/^http:\S+: \d+ passed, 1 failed in /m);
    expect(stdout).not.toContain('\u001b');
  });

  it('A report for people lists the differences from the assumptions, which fail the run only with --strict', async () => {
    const args = ['--only', 'assumption.id-type'];
    const { code, stdout } = await judge('id-type-integer', args);
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: expect.stringContaining('assumption.id-type: expected string; actual integer') as string,
    });
    expect((await judge('id-type-integer', [...args, '--strict'])).code).toBe(1);
    expect((await judge('id-type-integer', [...args, '--strict', '--assume', 'id-type=integer'])).code).toBe(0);
  });
});

describe('Reports for programs', () => {
  it('Reports for programs can go to several files at once', async () => {
    const [json, xml] = [await inFolder('report.json'), await inFolder('report.xml')];
    const args = [...some, '--reporter', `json=${json}`, '--reporter', `junit=${xml}`, '--reporter', 'github'];
    const summary = await inFolder('summary.md');
    const { code, stdout } = await judge(faulty, args, { GITHUB_STEP_SUMMARY: summary });
    expect(code).toBe(1);

    const report = JSON.parse(await readFile(json, 'utf8')) as Report;
    expect(report).toMatchObject({ version: 3, restored: expect.any(Array) as unknown, assumptions: {}, notes: [] });
    expect(report.checks.find(({ outcome }) => outcome === 'failed')).toEqual({
      id: 'put-mail.no-content',
      tier: 'documented',
      effect: 'write',
      source: 'PUT /api/otp/settings/mail/default: Responses, No content',
      statement: 'PUT /api/otp/settings/mail/default responds with 204 and no content.',
      outcome: 'failed',
      expected: '204 without content',
      actual: '202 without a body',
      reproduction: {
        steps: [
          { line: expect.stringMatching(/^OTP_TOKEN=/) as string },
          { line: expect.stringMatching(/^curl -i -X PUT /) as string, response: '202 without a body' },
        ],
      },
    });
    expect(report.coverage.checked).toBe(report.checks.filter(({ tier }) => tier === 'documented').length);

    const text = await readFile(xml, 'utf8');
    expect(text).toMatch(
      /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<testsuites name="contract" tests="(\d+)" errors="0" failures="1"/,
    );
    expect(text.match(/<testcase /g)).toHaveLength(report.checks.length);
    expect(text).toContain('<failure message="expected 204 without content; actual 202 without a body">');

    expect(stdout).toMatch(/^::error title=put-mail\.no-content::PUT .*%0Aexpected 204 without content%0Aactual 202/);
    expect(await readFile(summary, 'utf8')).toContain('| `put-mail.no-content` | failed |');
  });

  it('Reports for programs stay well formed for any response of a backend', async () => {
    const xml = await inFolder('report.xml');
    await judge('errors-in-html', ['--only', 'assumption.error-body', '--reporter', `junit=${xml}`]);
    await judge('missing-token-answers-login-page', ['--only', 'list.cookie-missing', '--reporter', `junit=${xml}`]);
    const text = await readFile(xml, 'utf8');
    expect(text).toContain('&lt;form action=\\&quot;/login\\&quot;&gt;');
    expect(text).not.toContain('<form');
  });

  it('A report that cannot be written is an error', async () => {
    const { code, stderr } = await judge('correct', [...some, '--reporter', 'json=/nowhere/report.json']);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringContaining('/nowhere/report.json cannot be written') as string,
    });
  });
});

describe('Assumptions that were observed', () => {
  it('Observed assumptions are written to a file, and a mock started with it does the same', async () => {
    const file = await inFolder('observed.json');
    await judge('vendor-backend-of-another-generation', ['--only', 'assumption.', '--write-assumptions', file]);
    const written = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
    const ofCodes = ['otp-digits', 'otp-life', 'otp-repeat', 'otp-throttle']; // without --otp-user
    expect(written).toMatchObject({
      target: expect.stringMatching(/^http/) as string,
      date: expect.stringMatching(/^\d{4}-/) as string,
      version: expect.stringMatching(/^\d/) as string,
      assumptions: { 'id-type': 'integer', 'settings-view': 'base', 'missing-space': 'default' },
      undecided: ['absent-fields', 'secrets-in-get', 'replaced-by-put', 'mask-in-put', 'silent-renewal', ...ofCodes],
    });
    const mock = await start(['--port', '0', '--ephemeral', '--log', 'silent', '--assumptions', file]);
    const again = await run(['contract', mock.url, '--only', 'assumption.', '--assumptions', file, '--strict']);
    expect({ code: again.code, stdout: again.stdout }).toEqual({
      code: 0,
      stdout: expect.stringContaining('none failed') as string,
    });
  });

  it('Observed behaviour that is not in the table is reported and not used', async () => {
    const file = await inFolder('observed.json');
    await judge('errors-with-a-code', ['--only', 'assumption.error-body', '--write-assumptions', file]);
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({
      assumptions: {},
      otherAnswers: { 'error-body': 'another JSON format' },
    });
  });
});

describe('The list of checks', () => {
  it('The list of checks is printed by --list without a target', async () => {
    const { code, stdout } = await run(['contract', '--list']);
    expect(code).toBe(0);
    const lines = stdout.trimEnd().split('\n');
    expect(lines.length).toBeGreaterThan(500);
    for (const line of lines)
      expect(line).toMatch(/^(documented|assumed {3}) {2}(read |write|send ) {2}\S+ +\S.*[.!]$/);
    expect(new Set(lines.map((line) => line.split(/ +/)[2])).size).toBe(lines.length);
  });
});
