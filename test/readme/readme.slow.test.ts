// The commands, programs and files that all of the documentation shows. The quick start alone: readme.test.ts.
// Needs a build.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { expectAsShown, stepsOf } from '../support/console.ts';
import { documents, root } from '../support/documentation.ts';
import { usePostgres, withoutPostgres } from '../support/postgres.ts';
import { command, start } from '../support/process.ts';

const everything = documents.map(([, text]) => text).join('\n');

const { url } = usePostgres();

describe('The documentation', () => {
  it.each(documents.filter(([name, text]) => name !== 'README.md' && stepsOf(text).length > 0))(
    'The documentation %s prints what its commands print',
    { timeout: 90_000 },
    async (_, text) => {
      if (text.includes('<!-- needs PostgreSQL -->') && withoutPostgres !== undefined) return;
      await expectAsShown(text, withoutPostgres === undefined ? { DATABASE_URL: url() } : {});
    },
  );

  it('The documentation shows commands in the README and in every room that users meet', () => {
    const withCommands = documents.filter(([, text]) => stepsOf(text).length > 0).map(([name]) => name);
    const met = [
      'assumptions',
      'cli',
      'contract',
      'control',
      'delivery',
      'session',
      'stand-ins',
      'store',
      'store/postgres',
      'upstream',
    ];
    const pages = ['learning', 'results', 'running'].map((name) => `src/contract/${name}.md`);
    expect(withCommands.toSorted()).toEqual(
      ['README.md', 'src/SKILL.md', ...met.map((room) => `src/${room}/README.md`), ...pages].toSorted(),
    );
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
    const mock = await start(['--port', '0', '--ephemeral', '--log', 'silent', ...options]);
    expect((await fetch(`${mock.url}/__mock/health`)).status).toBe(200);
  });

  it('The documentation has jobs for a pipeline whose contract runs run', async () => {
    const lines = [...everything.matchAll(/- run: npx otp-settings-mock (contract .*)/g)].map(([, line = '']) => line);
    expect(lines).toHaveLength(2);
    const mock = await start(['--port', '0', '--ephemeral', '--log', 'silent']);
    for (const line of lines) {
      const cwd = await mkdtemp(join(tmpdir(), 'pipeline-'));
      const script = `"${process.execPath}" "${command}" ${line.replace('http://127.0.0.1:8081', '"$STAGING_URL"').replace('--fuzz 50', '--fuzz 5')}`;
      const env = {
        ...process.env,
        STAGING_URL: mock.url,
        OTP_CONTRACT_USERNAME: 'operator',
        OTP_CONTRACT_PASSWORD: 'operator',
      };
      const { status, stdout } = spawnSync('bash', ['-c', script], { cwd, env, encoding: 'utf8' });
      expect({ status, stdout }).toMatchObject({ status: 0, stdout: expect.stringContaining('0 failed') as string });
      expect(await readdir(cwd)).toHaveLength(1);
    }
  });
});
