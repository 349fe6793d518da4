// What a run could not show is said, and may fail it: statements by cause, and requirements.
// Needs a build.
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { markdown } from '../../src/contract/reporters/markdown.ts';
import { reporters } from '../../src/contract/reporters/reporters.ts';
import { judge, troubles } from '../support/judge.ts';
import { type Ended, run } from '../support/process.ts';
import { correct, type Quirks, startBackend } from '../targets/backend.ts';
import { Refused, type Values } from '../targets/quirks.ts';
import { baseView, maskedSecrets } from '../targets/variants/silent.ts';

async function backend(quirks: Partial<Quirks> = {}): Promise<{ readonly url: string }> {
  const running = await startBackend(quirks);
  onTestFinished(() => running.close());
  return running;
}

const onlyCommon = ({ type, provider, isDefault, id }: Values): Values => ({
  type,
  provider,
  isDefault,
  ...(id !== undefined && { id }),
});

/** A real provider refuses credentials that are made up. */
const refusesAll: Partial<Quirks> = { sends: () => false };

async function fileWith(value: unknown): Promise<string> {
  const file = join(await mkdtemp(join(tmpdir(), 'coverage-')), 'setting.json');
  await writeFile(file, typeof value === 'string' ? value : JSON.stringify(value));
  return file;
}

async function contract(quirks: Partial<Quirks>, args: readonly string[]): Promise<Ended> {
  return run(['contract', (await backend(quirks)).url, '--rng-seed', '1', ...args], { env: { NO_COLOR: '1' } });
}

describe('What was not shown', () => {
  it('What was not shown is said by cause in the last lines of every report, and does not fail the run', async () => {
    const { url } = await backend(refusesAll);
    const { report } = await judge({ url, only: ['test.', 'list.answers'] });
    expect(troubles(report, ['failed', 'blocked'])).toEqual([]);
    const cause =
      'no provider accepted the example credentials (a test send responds with 500); pass --working-setting';
    const checks = ['test.answers', 'test.follows-default', 'test.space-required', 'test.space-empty'];
    expect(report.notShown).toEqual([{ cause, checks }]);
    const look = { colour: false, strict: false };
    expect(reporters.pretty(report, look)).toMatch(
      new RegExp(
        String.raw`\n4 documented statements could not be checked:\n {4}4  no provider .*: ${checks.slice(0, 3).join(', ')} and 1 more\n$`,
      ),
    );
    expect(reporters.github(report, look)).toContain('::notice title=4 not checked::no provider accepted');
    expect(reporters.junit(report, look)).toMatch(/<property name="not checked: no provider accepted.*" value="4"\/>/);
    expect(markdown(report)).toContain('- 4: no provider accepted');
  });

  it('What the list does not show is not claimed: neither to be kept, nor to be apart', async () => {
    const { url } = await backend({ ...baseView, taken: (call, body) => onlyCommon(correct.taken(call, body)) });
    const { report } = await judge({ url });
    expect(troubles(report, ['failed', 'flaky', 'blocked'])).toEqual([]);
    const skipped = report.checks.filter(
      ({ reason = '' }) => reason === 'the list shows only the fields of all providers',
    );
    const ids = skipped.map(({ id }) => id);
    expect(ids).toEqual(
      expect.arrayContaining(['put-twilio.accountSid.long', 'put-mail.text-letters', 'put-mail.shown', 'spaces.apart']),
    );
    const notShown = report.notShown.flatMap(({ checks }) => checks).length;
    expect(report.coverage.passed).toBe(report.coverage.statements - notShown);
    const passed = report.checks.filter(({ outcome }) => outcome === 'passed').map(({ id }) => id);
    expect(passed).toEqual(expect.arrayContaining(['spaces.defaults-apart', 'put-mail.shown-default']));
    expect(
      passed.filter(
        (id) => /Sid|Number|username|password|smtp/.test(id) && /\.(length-max|long|int32|text-l)$/.test(id),
      ),
    ).toEqual([]);
  });

  it('Of a secret that is masked, no length is claimed to be kept', async () => {
    const { url } = await backend(maskedSecrets);
    const { report } = await judge({ url, only: ['put-mail.password', 'put-mail.smtpHost', 'put-mail.text'] });
    expect(troubles(report, ['failed', 'flaky', 'blocked'])).toEqual([]);
    expect(report.notShown).toEqual([
      {
        cause: 'the list does not show secrets as put',
        checks: ['put-mail.password.length-max', 'put-mail.password.length-unicode-max'],
      },
    ]);
  });

  it('A send that changes settings is found even where no provider accepts it', async () => {
    const { url } = await backend({
      ...refusesAll,
      test(call) {
        const [kind] = call.quirks.defaultOf(call) ?? [];
        const space = call.world.spaces.get(call.space);
        const setting = kind && space?.get(kind);
        if (kind && space && setting) space.set(kind, { ...setting, isDefault: false });
        throw new Refused('provider', 'The provider refused the message.');
      },
    });
    const { report } = await judge({ url, only: ['test.changes-nothing'] });
    expect(troubles(report, ['failed'])).toHaveLength(1);
  });

  it('A send without a cookie is judged by how it differs from one with a cookie', async () => {
    const always = (status: number): Partial<Quirks> => ({
      finish: (call, answer) => (call.path.endsWith('/test') ? { status } : answer),
    });
    const outcomeAt = async (status: number): Promise<string | undefined> => {
      const { report } = await judge({ url: (await backend(always(status))).url, only: ['test.cookie-missing'] });
      return report.checks.find(({ id }) => id === 'test.cookie-missing')?.outcome;
    };
    expect(await outcomeAt(400)).toBe('skipped');
    expect(await outcomeAt(500)).toBe('failed');
    expect(await outcomeAt(404)).toBe('blocked');
  });
});

describe('Requirements', () => {
  it('Requirements that are not met fail the run, and are said in its last line', async () => {
    const { code, stdout } = await contract(refusesAll, ['--only', 'test.', '--require', 'test.follows']);
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /\nNot met: test\.follows-default is required, but was not decided: no provider accepted.*\n$/,
    );
    const low = await contract({}, ['--only', 'list.', '--require-coverage', '99.5']);
    expect(low.code).toBe(1);
    expect(low.stdout).toMatch(
      /\nNot met: \d+ of \d+ documented statements were checked, which is \d\.\d %; --require-coverage is 99\.5 %\.\n$/,
    );
    const absent = await contract({}, ['--only', 'list.', '--require', 'test.answers']);
    expect(absent.stdout).toMatch(
      /\nNot met: test\.answers is required, but was not among the checks of this run\.\n$/,
    );
  });

  it('Requirements that are met change nothing', async () => {
    const args = ['--only', 'list.', '--require', 'list.', '--require-coverage', '2'];
    const { code, stdout } = await contract({}, args);
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.not.stringContaining('Not met') as string });
  });

  it.each([
    [['--require', 'no.such'], 'No check id starts with "no.such". See contract --list.'],
    [['--require-coverage', '101'], 'Give a number from 0 to 100.'],
    [['--require-coverage', 'all'], 'Give a number from 0 to 100.'],
  ])('Requirements as in %j are refused', async (args, message) => {
    const { code, stderr } = await contract({}, args);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(message) as string });
  });

  it('With reports to files only, the summary goes to standard error', async () => {
    const file = await fileWith('');
    const { stdout, stderr } = await contract({}, ['--only', 'list.', '--reporter', `json=${file}`]);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/list|\d+ passed, none failed/);
    expect(stderr).toMatch(/\n\d+ of \d+ documented statements were checked/);
  });
});
