// The README's commands are run as they stand, and print what it prints but for ids, dates and one-time codes.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { freePort } from '../support/free-port.ts';
import { command, start } from '../support/process.ts';

const root = new URL('../../', import.meta.url);
const readme = await readFile(new URL('README.md', root), 'utf8');

interface Step {
  readonly command: string;
  readonly output: string;
}

/** The commands of the console blocks, each with what is printed below it. */
function steps(): Step[] {
  const blocks = [...readme.matchAll(/```console\n([\s\S]*?)```/g)].map(([, block = '']) => block);
  return blocks.flatMap((block) =>
    block
      .split(/^\$ /m)
      .slice(1)
      .map((step) => {
        const [line = '', ...output] = step.trimEnd().split('\n');
        return { command: line, output: output.join('\n') };
      }),
  );
}

/** Runs all steps in one shell, where `npx otp-settings-mock` is the built command on a free port. */
async function run(port: number): Promise<string[]> {
  const cwd = await mkdtemp(join(tmpdir(), 'readme-'));
  const divider = '--- end of step ---';
  const script = [
    `npx() { shift; if [ "$1" = contract ]; then "${process.execPath}" "${command}" "$@"; else exec "${process.execPath}" "${command}" --log silent --port ${port} "$@"; fi; }`,
    ...steps().flatMap((step) => [
      step.command.replaceAll('4010', String(port)),
      // A command in the background needs a moment until it is ready, and a killed one until it is gone.
      ...(step.command.endsWith('&')
        ? [
            `curl -s -o ready --retry 50 --retry-connrefused --retry-delay 1 http://127.0.0.1:${port}/__mock/health`,
            'sleep 0.2',
          ]
        : []),
      ...(step.command.startsWith('kill') ? ['wait 2>/dev/null'] : []),
      `echo; echo "${divider}"`,
    ]),
  ].join('\n');
  const { stdout } = spawnSync('bash', ['-c', script], { cwd, encoding: 'utf8', timeout: 60_000 });
  return stdout
    .split(divider)
    .slice(0, -1)
    .map((output) => output.trim());
}

function withoutChance(text: string, port: number): string {
  return text
    .replaceAll(String(port), '4010')
    .replaceAll(/\b[0-9a-f]{24}\b/g, '<id>')
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+(Z|\+03:00)/g, '<date>')
    .replaceAll(/\w{3}, \d\d \w{3} \d{4} [\d:]+ GMT/g, '<date>')
    .replaceAll(/\b00 \d{9}\b/g, '<bulk id>')
    .replaceAll(/\b\d{6}\b(?= is your)/g, '<code>')
    .replaceAll(/"code":"\d{6}"/g, '"code":"<code>"')
    .replaceAll(/ in \d+\.\d s$/gm, ' in <seconds>')
    .replaceAll(/--rng-seed \d+/g, '--rng-seed <seed>');
}

describe('The README', () => {
  it('prints what its commands print', { timeout: 90_000 }, async () => {
    const port = await freePort();
    const printed = await run(port);
    const expected = steps();
    expect(expected.length).toBeGreaterThan(25);
    for (const [index, step] of expected.entries())
      expect(withoutChance(printed[index] ?? '', port), step.command).toBe(withoutChance(step.output, port));
  });

  it('has its generated parts as they should be', async () => {
    const script =
      "import('./.config/readme.js').then(async ({ withGeneratedParts }) => process.stdout.write(await withGeneratedParts(require('node:fs').readFileSync('README.md', 'utf8'))))";
    expect(execFileSync(process.execPath, ['-e', script], { cwd: root, encoding: 'utf8' })).toBe(readme);
  });

  it('shows programs that run', async () => {
    const programs = [...readme.matchAll(/```js\n([\s\S]*?)```\n\n```text\n([\s\S]*?)```/g)];
    expect(programs).toHaveLength(3);
    for (const [, program = '', output = ''] of programs) {
      const file = join(await mkdtemp(join(tmpdir(), 'readme-')), 'program.mjs');
      const modules = {
        'otp-settings-mock': new URL('dist/index.js', root).href,
        express: import.meta.resolve('express'),
      };
      const resolved = Object.entries(modules).reduce(
        (text, [name, url]) => text.replace(`from '${name}'`, `from '${url}'`),
        program,
      );
      await writeFile(file, resolved);
      expect(execFileSync(process.execPath, [file], { encoding: 'utf8' })).toBe(output);
    }
  });

  it('has jobs for a pipeline whose contract runs run', { timeout: 60_000 }, async () => {
    const lines = [...readme.matchAll(/- run: npx otp-settings-mock (contract .*)/g)].map(([, line = '']) => line);
    expect(lines).toHaveLength(2);
    const { url } = await start(['--port', '0', '--ephemeral', '--log', 'silent']);
    for (const line of lines) {
      const cwd = await mkdtemp(join(tmpdir(), 'pipeline-'));
      const script = `"${process.execPath}" "${command}" ${line.replace('http://127.0.0.1:8081', '"$STAGING_URL"').replace('--fuzz 50', '--fuzz 5')}`;
      const env = {
        ...process.env,
        STAGING_URL: url,
        OTP_CONTRACT_USERNAME: 'operator',
        OTP_CONTRACT_PASSWORD: 'operator',
      };
      const { status, stdout } = spawnSync('bash', ['-c', script], { cwd, env, encoding: 'utf8' });
      expect({ status, stdout }).toMatchObject({ status: 0, stdout: expect.stringContaining('0 failed') as string });
      expect(await readdir(cwd)).toHaveLength(1);
    }
  });

  it('shows the two commands of a clone, which package.json has', async () => {
    const { scripts } = JSON.parse(await readFile(new URL('package.json', root), 'utf8')) as {
      scripts: Record<string, string>;
    };
    for (const name of ['start', 'test']) {
      expect(readme).toContain(`\`npm ci && npm ${name}\``);
      expect(scripts).toHaveProperty(name);
    }
    for (const [, name = ''] of readme.matchAll(/`npm run (\w+)`/g)) expect(scripts).toHaveProperty(name);
  });

  it('maps every folder of src', async () => {
    const entries = await readdir(new URL('src/', root), { withFileTypes: true });
    for (const entry of entries.filter((each) => each.isDirectory()))
      expect(readme).toContain(`\`src/${entry.name}/\``);
  });
});
