// The commands of the documentation run as shown, and print what it shows except for ids, dates and one-time codes.
// Needs a build.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { freePort } from '../support/free-port.ts';
import { documents, read, readme, root } from '../support/documentation.ts';
import { unusedMock, usePostgres, withoutPostgres } from '../support/postgres.ts';
import { command, start } from '../support/process.ts';

const everything = documents.map(([, text]) => text).join('\n');

const { url: databaseUrl } = usePostgres();

interface Step {
  readonly command: string;
  readonly output: string;
}

/** The commands of the console blocks, each with what is printed below it. */
function stepsOf(text: string): Step[] {
  const blocks = [...text.matchAll(/```console\n([\s\S]*?)```/g)].map(([, block = '']) => block);
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

/** The ports that the documentation shows. */
const shownPorts = ['4010', '4011', '4012'];

/** A command with free ports for those that are shown. */
const onFreePorts = (text: string, ports: readonly number[]): string =>
  shownPorts.reduce((changed, shown, index) => changed.replaceAll(shown, String(ports[index])), text);

/** A text with the ports that are shown for those that were free. */
const onShownPorts = (text: string, ports: readonly number[]): string =>
  ports.reduce((changed, port, index) => changed.replaceAll(String(port), shownPorts[index] ?? ''), text);

/** Runs all steps in one shell, where `npx otp-settings-mock` is the built command on a free port. */
async function run(steps: readonly Step[], ports: readonly number[]): Promise<string[]> {
  const [port] = ports;
  const cwd = await mkdtemp(join(tmpdir(), 'readme-'));
  const name = unusedMock();
  const divider = '--- end of step ---';
  const script = [
    `npx() { shift; if [ "$1" = contract ]; then "${process.execPath}" "${command}" "$@"; else exec "${process.execPath}" "${command}" --log silent --port ${port} "$@"; fi; }`,
    ...steps.flatMap((step) => [
      onFreePorts(step.command, ports).replace('readme', name),
      // A command in the background needs a moment until it is ready, and a killed one until it is gone.
      ...(step.command.endsWith('&')
        ? [
            `curl -s -o ready --retry 50 --retry-connrefused --retry-delay 1 http://127.0.0.1:${onFreePorts(/40\d\d/.exec(step.command)?.[0] ?? '4010', ports)}/__mock/health`,
            'sleep 0.2',
          ]
        : []),
      ...(step.command.startsWith('kill') ? ['wait 2>/dev/null'] : []),
      `echo; echo "${divider}"`,
    ]),
    'kill $(jobs -p) 2>/dev/null',
  ].join('\n');
  const { stdout } = spawnSync('bash', ['-c', script], {
    cwd,
    env: { ...process.env, ...(withoutPostgres === undefined && { DATABASE_URL: databaseUrl() }) },
    encoding: 'utf8',
    timeout: 60_000,
  });
  return stdout
    .split(divider)
    .slice(0, -1)
    .map((output) => output.trim());
}

function withoutChance(text: string): string {
  return text
    .replaceAll(/\b[0-9a-f]{24}\b/g, '<id>')
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+(Z|\+03:00)/g, '<date>')
    .replaceAll(/\w{3}, \d\d \w{3} \d{4} [\d:]+ GMT/g, '<date>')
    .replaceAll(/\b00 \d{9}\b/g, '<bulk id>')
    .replaceAll(/\b\d{6}\b(?= is your)/g, '<code>')
    .replaceAll(/"code":"\d{6}"/g, '"code":"<code>"')
    .replaceAll(/ in \d+\.\d s$/gm, ' in <seconds>')
    .replaceAll(/--rng-seed \d+/g, '--rng-seed <seed>');
}

describe('The documentation', () => {
  it.each(documents.filter(([, text]) => stepsOf(text).length > 0))(
    'The documentation %s prints what its commands print',
    { timeout: 90_000 },
    async (_, text) => {
      if (text.includes('<!-- needs PostgreSQL -->') && withoutPostgres !== undefined) return;
      const ports = await Promise.all(shownPorts.map(freePort));
      const expected = stepsOf(text);
      const printed = await run(expected, ports);
      for (const [index, step] of expected.entries())
        expect(withoutChance(onShownPorts(printed[index] ?? '', ports)), step.command).toBe(withoutChance(step.output));
    },
  );

  it('The documentation shows commands in the README and in every room that users meet', () => {
    const withCommands = documents.filter(([, text]) => stepsOf(text).length > 0).map(([name]) => name);
    const met = ['assumptions', 'cli', 'contract', 'control', 'delivery', 'session', 'store', 'store/postgres'];
    expect(withCommands).toEqual(['README.md', ...met.map((room) => `src/${room}/README.md`)]);
  });

  it('The documentation has its generated parts up to date', async () => {
    const script = `import('./.config/readme.js').then(async ({ generatedFiles, withGeneratedParts }) => {
      const read = (name) => require('node:fs').readFileSync(name, 'utf8');
      const stale = [];
      for (const name of generatedFiles) if ((await withGeneratedParts(read(name))) !== read(name)) stale.push(name);
      console.log(JSON.stringify({ generatedFiles, stale }));
    })`;
    const output = execFileSync(process.execPath, ['-e', script], { cwd: root, encoding: 'utf8' });
    expect(JSON.parse(output)).toEqual({
      generatedFiles: ['src/cli/README.md', 'src/assumptions/README.md'],
      stale: [],
    });
  });

  it('The documentation shows programs that run', async () => {
    const programs = [...everything.matchAll(/```js\n([\s\S]*?)```\n\n```text\n([\s\S]*?)```/g)];
    expect(programs).toHaveLength(5);
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

  it('The documentation shows seed and users files that the mock accepts', async () => {
    const files = [...everything.matchAll(/```json\n([\s\S]*?)```/g)].map(([, text = '']) => text);
    const folder = await mkdtemp(join(tmpdir(), 'readme-'));
    const options: string[] = [];
    for (const text of files) {
      const [kind = ''] = Object.keys(JSON.parse(text) as object);
      const option = { spaces: '--seed', users: '--users', assumptions: '--assumptions' }[kind] ?? kind;
      await writeFile(join(folder, `${kind}.json`), text);
      options.push(option, join(folder, `${kind}.json`));
    }
    expect(options.filter((option) => option.startsWith('--')).toSorted()).toEqual([
      '--assumptions',
      '--seed',
      '--users',
    ]);
    const { url } = await start(['--port', '0', '--ephemeral', '--log', 'silent', ...options]);
    expect((await fetch(`${url}/__mock/health`)).status).toBe(200);
  });

  it('The documentation has jobs for a pipeline whose contract runs run', async () => {
    const lines = [...everything.matchAll(/- run: npx otp-settings-mock (contract .*)/g)].map(([, line = '']) => line);
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

  it('The documentation shows the two commands of a clone, and only scripts that package.json has', async () => {
    const { scripts } = JSON.parse(await read('package.json')) as { scripts: Record<string, string> };
    for (const name of ['start', 'test']) {
      expect(readme).toContain(`\`npm ci && npm ${name}\``);
      expect(scripts).toHaveProperty(name);
    }
    const contributing = await read('.github/CONTRIBUTING.md');
    for (const [, name = ''] of `${everything}${contributing}`.matchAll(/npm run ([\w:]+)/g))
      expect(Object.keys(scripts)).toContain(name);
  });
});
