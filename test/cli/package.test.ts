// The package as a stranger gets it: packed, installed into an empty folder, run by npx.
// Needs a build.
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { unusedMock, usePostgres, withoutPostgres } from '../support/postgres.ts';
import { run, start } from '../support/process.ts';
import { execute, install, pack, type Packed } from '../support/package.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const { url } = usePostgres();
let folder: string;
let packed: Packed;

interface Sbom {
  readonly bomFormat: string;
  readonly components: readonly { readonly group?: string; readonly name: string; readonly version: string }[];
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'package-'));
  packed = await pack(folder);
}, 120_000);

describe('The package', () => {
  it('The package holds what is needed and nothing else', () => {
    const unexpected = packed.files.filter(
      (path) =>
        !/^(dist\/.+\.(c?js|d\.ts|c?js\.map)|dist\/page\/[\w.-]+\.gz|dist\/licences\.txt|dist\/sbom\.cdx\.json|openapi\/[\w-]+\.yaml|fixtures\/.+\.json|package\.json|(src\/([a-z]+\/)*)?README\.md|CHANGELOG\.md|\.github\/CONTRIBUTING\.md|LICENSE)$/.test(
          path,
        ),
    );
    expect(unexpected).toEqual([]);
    for (const needed of [
      'dist/cli.cjs',
      'dist/index.js',
      'dist/index.d.ts',
      'dist/page/page.js.gz',
      'openapi/control.yaml',
      'fixtures/users.json',
    ])
      expect(packed.files).toContain(needed);
  });

  it('The package is small, and names what is bundled in it, with the licences', async () => {
    expect(packed.unpackedSize).toBeLessThan(3_500_000);
    const [sbom, licences] = await Promise.all(
      ['sbom.cdx.json', 'licences.txt'].map((file) => readFile(join(root, 'dist', file), 'utf8')),
    );
    const { bomFormat, components } = JSON.parse(sbom ?? '') as Sbom;
    expect(bomFormat).toBe('CycloneDX');
    const names = components.map(({ group, name, version }) => `${group ? `${group}/` : ''}${name}@${version}`);
    for (const bundled of ['express@', 'express-openapi-validator@', 'lowdb@', '@faker-js/faker@', 'preact@'])
      expect(names.filter((name) => name.startsWith(bundled))).toHaveLength(1);
    expect(names.filter((name) => /^(vitest|typescript|playwright)/.test(name))).toEqual([]);
    for (const name of names) expect(licences).toContain(`${name}\n\n`);
    expect(licences).not.toContain('Licence: undefined');
  });

  it('The package is clean to publint and to are-the-types-wrong', { timeout: 120_000 }, async () => {
    await execute('npx', ['--no-install', 'publint', 'run', packed.tarball, '--strict'], { cwd: root });
    await execute('npx', ['--no-install', 'attw', packed.tarball, '--profile', 'esm-only'], { cwd: root });
  });

  it('The package installs into an empty folder and runs there by npx', { timeout: 300_000 }, async () => {
    const empty = join(folder, 'empty');
    await mkdir(empty);
    await writeFile(join(empty, 'package.json'), '{"private":true}');
    await install(empty, [packed.tarball]);
    expect((await readdir(join(empty, 'node_modules'))).filter((name) => !name.startsWith('.'))).toEqual([
      'otp-settings-mock',
    ]);
    const child = spawn('npx', ['--no-install', 'otp-settings-mock', '--port', '0', '--ephemeral', '--seed', 'demo'], {
      cwd: empty,
      detached: true,
    });
    try {
      const url = await new Promise<string>((resolve, reject) => {
        let text = '';
        child.stdout.on('data', (chunk) => {
          const ready = /listening on (\S+)/.exec((text += String(chunk)))?.[1];
          if (ready !== undefined) resolve(ready);
        });
        child.once('close', () => reject(new Error(`ended: ${text}`)));
      });
      const body = new URLSearchParams({ username: 'admin', password: 'admin' });
      const { headers } = await fetch(`${url}/login`, { method: 'POST', body });
      const cookie = headers.getSetCookie()[0]?.split(';')[0] ?? '';
      const answer = await fetch(`${url}/api/otp/settings`, {
        headers: { Cookie: cookie, 'X-Space': 'default_space' },
      });
      expect(await answer.json()).toHaveLength(4);
      expect(await (await fetch(`${url}/__mock/`)).text()).toContain('assets/page.js');
      expect((await fetch(`${url}/__mock/assets/page.js`)).status).toBe(200);
      const judged = await execute('npx', ['--no-install', 'otp-settings-mock', 'contract', url], { cwd: empty });
      expect(judged.stdout).toMatch(/held, none failed/);
    } finally {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGTERM');
    }
    const program = join(empty, 'program.mjs');
    await writeFile(
      program,
      "import { createServer } from 'otp-settings-mock'; const m = await createServer(); console.log(await m.listen({ port: 0 })); await m.close();",
    );
    expect((await execute(process.execPath, [program])).stdout).toMatch(/^http:\/\/127\.0\.0\.1:\d+\n$/);
    const traced =
      "import('otp-settings-mock').then(({ startMock }) => startMock({ seed: '/nowhere' })).catch(({ stack }) => console.log(stack))";
    const trace = await execute(process.execPath, ['--enable-source-maps', '-e', traced], { cwd: empty });
    expect(trace.stdout).toMatch(/src\/control\/seed\.ts:\d+:\d+/);
    const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
    expect(
      (await execute('npx', ['--no-install', 'otp-settings-mock', '--version'], { cwd: empty })).stdout.trim(),
    ).toBe(version);
  });

  it('The package says what to install for a database, and uses it then', { timeout: 300_000 }, async () => {
    const empty = join(folder, 'with-database');
    await mkdir(empty);
    await writeFile(join(empty, 'package.json'), '{"private":true}');
    await install(empty, [packed.tarball]);
    const file = join(empty, 'node_modules/otp-settings-mock/dist/cli.cjs');
    const withStore = (url: string): string[] => ['--store', url, '--name', unusedMock(), '--port', '0'];
    const refused = await run(withStore('postgres://me:geheim@127.0.0.1:1/x'), { file, cwd: empty });
    expect(refused.code).toBe(2);
    expect(refused.stderr).toMatch(/^otp-settings-mock: [^\n]*pg is not installed[^\n]*npm install pg[^\n]*\n$/);
    await install(empty, ['pg']);
    if (withoutPostgres !== undefined) return;
    const mock = await start(withStore(url()), { file, cwd: empty });
    expect((await fetch(`${mock.url}/__mock/health`)).status).toBe(200);
    expect((await mock.stop('SIGTERM')).code).toBe(0);
  });
});
