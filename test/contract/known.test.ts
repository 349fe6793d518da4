// Known differences: accepted failures, by id or pattern, written by a run, and refused where nothing needs them.
// Needs a build.
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Ended, run } from '../support/process.ts';
import { startBackend } from '../targets/backend.ts';
import { mutants } from '../targets/mutants.ts';

const quirksOf = (name: string) => mutants.find((each) => each.name === name)?.quirks ?? {};
const inFolder = async (name: string): Promise<string> => join(await mkdtemp(join(tmpdir(), 'reports-')), name);

async function fileWith(value: unknown): Promise<string> {
  const file = await inFolder('file.json');
  await writeFile(file, JSON.stringify(value));
  return file;
}

/** Runs the command against a backend, on a few checks. */
async function judge(name: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  const backend = await startBackend(quirksOf(name));
  onTestFinished(() => backend.close());
  return run(['contract', backend.url, ...args], { env: { NO_COLOR: '1', ...env } });
}

/** Has one fault: a mail setting is answered with 202. */
const faulty = 'put-mail-answers-202';
const some = ['--only', 'put-mail.no-content', '--only', 'list.'];

describe('Known differences', () => {
  const reason = 'A proxy answers so.';

  it('Known differences do not fail the run', async () => {
    const file = await fileWith([{ check: 'put-mail.no-content', reason, until: '2999-12-31' }]);
    const { code, stdout } = await judge(faulty, [...some, '--known-differences', file]);
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: expect.stringContaining(`put-mail.no-content: ${reason}`) as string,
    });
  });

  it.each(['put-mail.*', 'put-mail.', '*.no-content', 'put-*content'])(
    'Known differences can be a pattern: %s',
    async (check) => {
      const file = await fileWith([{ check, reason }]);
      const { code, stdout } = await judge(faulty, [...some, '--known-differences', file]);
      expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining('1 known') as string });
    },
  );

  it('A list of what fails now is written, with which the next run passes', async () => {
    const [earlier, file] = [await fileWith([{ check: 'put-mail.type.*', reason }]), await inFolder('known.json')];
    const all = ['--only', 'put-mail.', '--known-differences'];
    const first = await judge('type-not-required-on-put-mail', [...all, earlier, '--write-known-differences', file]);
    expect(first.code).toBe(0);
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual([{ check: 'put-mail.type.*', reason }]);
    const second = await judge(faulty, [...some, '--write-known-differences', file]);
    expect(second.code).toBe(1);
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual([
      {
        check: 'put-mail.no-content',
        reason: expect.stringMatching(/^found on 20\d\d-\d\d-\d\d: expected 204 without content; actual 202/) as string,
      },
    ]);
    expect((await judge(faulty, [...some, '--known-differences', file])).code).toBe(0);
  });

  it('Known differences fail the run when they have expired, no longer occur, or match nothing', async () => {
    const past = await fileWith([{ check: 'put-mail.no-content', reason, until: '2020-01-31' }]);
    const { code, stdout } = await judge(faulty, [...some, '--known-differences', past]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: expect.stringContaining('known until 2020-01-31') as string });
    const idle = await fileWith([
      { check: 'put-mail.no-content', reason },
      { check: 'put-fax.answers', reason },
    ]);
    const other = await judge('correct', [...some, '--known-differences', idle]);
    expect(other.code).toBe(1);
    expect(other.stdout).toMatch(
      /put-mail\.no-content no longer occurs; remove it[\s\S]*put-fax\.answers does not match any check; correct it/,
    );
    const notAsked = await fileWith([{ check: 'put-twilio.*', reason }]);
    expect((await judge('correct', [...some, '--known-differences', notAsked])).code).toBe(0);
  });

  it.each([{}, [{ check: 'x' }], [{ check: 'x', reason, until: 'soon' }], 'x'])(
    'A known difference cannot be %j',
    async (value) => {
      const { code, stderr } = await judge('correct', [...some, '--known-differences', await fileWith(value)]);
      expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('must be a list like') as string });
    },
  );
});
