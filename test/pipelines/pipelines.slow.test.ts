// The doors for pipelines: the actions for GitHub, as a runner runs them, and the jobs for GitLab, line by line; each with the
// package as it would be published. Needs a build.
import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { parse } from 'yaml';
import { read } from '../support/documentation.ts';
import { freePort } from '../support/free-port.ts';
import { pack } from '../support/package.ts';
import { startBackend } from '../targets/backend.ts';
import { ruling } from '../targets/mutant.ts';
import { actionOf, bash, runAction } from './runner.ts';

let tarball = '';
beforeAll(async () => {
  ({ tarball } = await pack(await mkdtemp(join(tmpdir(), 'pipeline-'))));
}, 60_000);

/** A user name may be one character shorter than the page says. */
const faulty = ruling('mail', 'username', { max: 49 });

async function backend(quirks = {}): Promise<string> {
  const running = await startBackend(quirks);
  onTestFinished(() => running.close());
  return running.url;
}

describe('The action that starts the mock', () => {
  it('The action that starts the mock waits until it is up, and tells where', async () => {
    const port = String(await freePort());
    const { code, outputs, output } = await runAction('mock', {
      package: tarball,
      port,
      options: '--ephemeral --seed demo',
    });
    expect(code, output).toBe(0);
    expect(outputs).toEqual({ url: `http://127.0.0.1:${port}` });
    const { spaces } = (await (await fetch(`${outputs['url']}/__mock/spaces`)).json()) as { spaces: object[] };
    expect(spaces.length).toBeGreaterThan(1);
  });

  it('The action that starts the mock says what was wrong when it does not start', async () => {
    const { code, output } = await runAction('mock', {
      package: tarball,
      options: '--prot 1',
      port: String(await freePort()),
    });
    expect(code).toBe(1);
    expect(output).toContain(
      "::error title=otp-settings-mock::It did not start: otp-settings-mock: unknown option '--prot'",
    );
  });
});

describe('The action that runs the contract', () => {
  it('The action that runs the contract has a report in the summary, and files to upload', async () => {
    const url = await backend();
    const { code, summary, outputs, output } = await runAction('contract', {
      package: tarball,
      url,
      password: 'admin',
    });
    expect(code, output).toBe(0);
    expect(output).toMatch(/documented statements were checked/);
    expect(summary).toContain(url);
    expect((await readdir(outputs['reports'] ?? '')).toSorted()).toEqual([
      'junit.xml',
      'report.html',
      'report.json',
      'report.sarif',
    ]);
  });

  it('The action that runs the contract fails, and annotates why, without the password', async () => {
    const url = await backend({
      ...faulty,
      users: [{ username: 'ci', password: 'geheim-1', spaces: ['default_space'] }],
    });
    const { code, summary, output } = await runAction('contract', {
      package: tarball,
      url,
      username: 'ci',
      password: 'geheim-1',
      options: '--only put-mail. --receive-mail none',
    });
    expect(code, output).toBe(1);
    expect(output).toMatch(/^::error title=/m);
    expect(summary).toContain('put-mail.');
    expect(output + summary).not.toContain('geheim-1');
  });

  it('The action that runs the contract ends with 2 where it cannot run', async () => {
    const { code, output } = await runAction('contract', { package: tarball, url: 'http://127.0.0.1:1' });
    expect(code).toBe(2);
    expect(output).toContain('nothing listens there');
  });

  it('The action that runs the contract uploads the folder of the reports, whether it fails or not', async () => {
    const { steps } = (await actionOf('contract')).runs;
    expect(steps.at(-1)).toMatchObject({
      if: "${{ always() && inputs.artifact != '' }}",
      uses: expect.stringMatching(/^actions\/upload-artifact@v\d$/) as string,
      with: { path: '${{ steps.contract.outputs.reports }}' },
    });
  });
});

interface Job {
  readonly variables: Readonly<Record<string, string>>;
  readonly before_script?: readonly string[];
  readonly script?: readonly string[];
  readonly artifacts?: { readonly paths: readonly string[]; readonly reports: { readonly junit: string } };
}

async function jobs(): Promise<Readonly<Record<string, Job>>> {
  return parse(await read('.gitlab/otp-settings-mock.yml')) as Record<string, Job>;
}

/** The lines of a job, as a runner of GitLab runs them: in one shell that ends at the first that fails. */
async function runJob(name: string, variables: NodeJS.ProcessEnv, own: readonly string[] = []) {
  const job = (await jobs())[name];
  const cwd = await mkdtemp(join(tmpdir(), 'gitlab-'));
  const lines = [...(job?.before_script ?? []), ...(job?.script ?? own)];
  const ended = await bash(lines.join('\n'), { ...job?.variables, OTP_SETTINGS_MOCK: tarball, ...variables }, cwd);
  return { ...ended, cwd, job };
}

describe('The jobs for GitLab', () => {
  it('The jobs for GitLab are those that the file describes, with keys that GitLab knows', async () => {
    const known = new Set(['image', 'variables', 'before_script', 'script', 'artifacts']);
    const found = await jobs();
    expect(Object.keys(found)).toEqual(['.otp-contract', '.otp-settings-mock']);
    for (const job of Object.values(found)) expect(Object.keys(job).filter((key) => !known.has(key))).toEqual([]);
  });

  it('The jobs for GitLab run the contract, and leave what is uploaded', async () => {
    const { code, output, cwd, job } = await runJob('.otp-contract', { OTP_CONTRACT_URL: await backend() });
    expect(code, output).toBe(0);
    expect(job?.artifacts?.paths).toEqual(['otp-contract/']);
    expect(await readFile(join(cwd, job?.artifacts?.reports.junit ?? ''), 'utf8')).toContain('<testsuites');
  });

  it('The jobs for GitLab fail with the contract, and leave what is uploaded', async () => {
    const url = await backend(faulty);
    const { code, cwd } = await runJob('.otp-contract', {
      OTP_CONTRACT_URL: url,
      OTP_CONTRACT_OPTIONS: '--only put-mail.',
    });
    expect(code).toBe(1);
    expect(await readFile(join(cwd, 'otp-contract/junit.xml'), 'utf8')).toContain('<failure');
  });

  it('The jobs for GitLab start the mock before the script of a job', async () => {
    const port = String(await freePort());
    const script = ['curl -sf "http://127.0.0.1:$OTP_MOCK_PORT/__mock/health"'];
    const { code, output } = await runJob('.otp-settings-mock', { OTP_MOCK_PORT: port }, script);
    expect(code, output).toBe(0);
    expect(output).toContain('"status":"ok"');
  });
});
