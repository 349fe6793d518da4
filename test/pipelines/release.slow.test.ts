// What a release publishes, and which version the pipelines install.
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { read } from '../support/documentation.ts';
import { actionOf, bash } from './runner.ts';

describe('What the pipelines install', () => {
  it('What the pipelines install is this version, and the documentation uses inputs that there are', async () => {
    const { version } = JSON.parse(await read('package.json')) as { version: string };
    const files = [
      '.github/actions/mock/action.yml',
      '.github/actions/contract/action.yml',
      '.gitlab/otp-settings-mock.yml',
    ];
    for (const file of files)
      expect(new Set((await read(file)).match(/otp-settings-mock@[\d.]+/g)), file).toEqual(
        new Set([`otp-settings-mock@${version}`]),
      );
    const text = await read('src/contract/pipelines.md');
    const blocks = [...text.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, block = '']) => parse(block) as object);
    const uses = blocks.flatMap((block) => ('steps' in block ? (block.steps as readonly Used[]) : [])).filter(isOurs);
    expect(uses).toHaveLength(2);
    for (const { uses: name = '', with: given = {} } of uses) {
      const [, action = '', tag] = /actions\/(\w+)@(.*)$/.exec(name) ?? [];
      expect(tag).toBe(`v${version}`);
      expect(Object.keys((await actionOf(action)).inputs)).toEqual(expect.arrayContaining(Object.keys(given)));
    }
    expect(text).toContain(`/v${version}/.gitlab/otp-settings-mock.yml`);
  });
});

interface Used {
  readonly uses?: string;
  readonly with?: object;
}

const isOurs = ({ uses = '' }: Used): boolean => uses.includes('/.github/actions/');

interface Workflow {
  readonly jobs: {
    readonly publish: { readonly permissions: object; readonly steps: readonly { readonly run?: string }[] };
  };
}

describe('A release', () => {
  it('A release is published with its provenance, and only what its tag and the changelog name', async () => {
    const { publish } = (parse(await read('.github/workflows/release.yml')) as Workflow).jobs;
    const lines = publish.steps.flatMap(({ run = [] }) => run);
    expect(lines.filter((line) => /npm publish .*--provenance/.test(line))).toHaveLength(1);
    expect(publish.permissions).toMatchObject({ 'id-token': 'write' });
    const check = lines.find((line) => line.includes('GITHUB_REF_NAME')) ?? '';
    const cwd = await mkdtemp(join(tmpdir(), 'release-'));
    await writeFile(join(cwd, 'package.json'), '{"version":"0.2.0"}');
    await writeFile(join(cwd, 'CHANGELOG.md'), await read('CHANGELOG.md'));
    const wrong = await bash(check, { GITHUB_REF_NAME: 'v0.3.0' }, cwd);
    expect(wrong).toMatchObject({ code: 1, output: expect.stringContaining('The tag is v0.3.0') as string });
    expect(await bash(check, { GITHUB_REF_NAME: 'v0.2.0' }, cwd)).toMatchObject({ code: 0 });
    const notes = await readFile(join(cwd, 'notes.md'), 'utf8');
    expect(notes).toContain('### ');
    expect(notes).not.toMatch(/^## |^\[/m);
    await writeFile(join(cwd, 'package.json'), '{"version":"0.9.0"}');
    const missing = await bash(check, { GITHUB_REF_NAME: 'v0.9.0' }, cwd);
    expect(missing).toMatchObject({ code: 1, output: expect.stringContaining('no section for 0.9.0') as string });
  });
});
