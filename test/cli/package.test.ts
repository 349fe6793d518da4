// The package as a stranger gets it: packed, installed into an empty folder, started by npx. More of it: package.slow.test.ts.
// Needs a build.
import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { execute, installed, pack, type Packed, startByNpx } from '../support/package.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
let packed: Packed;

interface Manifest {
  readonly dependencies?: object;
  readonly devDependencies?: object;
  readonly scripts?: object;
}

interface Sbom {
  readonly bomFormat: string;
  readonly metadata: { readonly component: { readonly name: string } };
  readonly components: readonly {
    readonly group?: string;
    readonly name: string;
    readonly version: string;
    readonly licenses?: readonly object[];
  }[];
}

beforeAll(async () => {
  packed = await pack(await mkdtemp(join(tmpdir(), 'package-')));
});

describe('The package', () => {
  it('The package holds what is needed and nothing else', () => {
    const unexpected = packed.files.filter(
      (path) =>
        !/^(dist\/.+\.(c?js|d\.c?ts|c?js\.map)|dist\/page\/[\w.-]+\.gz|dist\/licences\.txt|dist\/sbom\.cdx\.json|openapi\/[\w-]+\.yaml|fixtures\/.+\.json|package\.json|README\.md|src\/([a-z-]+\/)+[\w-]+\.md|src\/(README|SKILL|evidence)\.md|CHANGELOG\.md|\.github\/(CONTRIBUTING|SECURITY)\.md|LICENSE)$/.test(
          path,
        ),
    );
    expect(unexpected).toEqual([]);
    for (const needed of [
      'dist/cli.cjs',
      'dist/index.js',
      'dist/index.d.ts',
      'dist/index.cjs',
      'dist/index.d.cts',
      'dist/page/page.js.gz',
      'openapi/control.yaml',
      'fixtures/users.json',
    ])
      expect(packed.files).toContain(needed);
  });

  it('The package is small, and names what is bundled in it, with the licences', async () => {
    expect(packed.unpackedSize).toBeLessThan(5_100_000);
    const [sbom, licences] = await Promise.all(
      ['sbom.cdx.json', 'licences.txt'].map((file) => readFile(join(root, 'dist', file), 'utf8')),
    );
    const { bomFormat, components, metadata } = JSON.parse(sbom ?? '') as Sbom;
    expect({ bomFormat, name: metadata.component.name }).toEqual({ bomFormat: 'CycloneDX', name: 'otp-settings-mock' });
    expect(components.filter(({ licenses = [] }) => licenses.length === 0)).toEqual([]);
    const names = components.map(({ group, name, version }) => `${group ? `${group}/` : ''}${name}@${version}`);
    for (const bundled of ['express@', 'express-openapi-validator@', 'lowdb@', '@faker-js/faker@', 'preact@'])
      expect(names.filter((name) => name.startsWith(bundled))).toHaveLength(1);
    expect(names.filter((name) => /^(vitest|typescript|playwright)/.test(name))).toEqual([]);
    for (const name of names) expect(licences).toContain(`${name}\n`);
    expect(licences).not.toContain('Licence: undefined');
  });

  it('The package needs no other at run time: what the product runs on is what is bundled in it', async () => {
    const read = async (file: string): Promise<Manifest> => JSON.parse(await readFile(file, 'utf8')) as Manifest;
    const { dependencies = {}, devDependencies = {} } = await read(join(root, 'package.json'));
    const { components } = JSON.parse(await readFile(join(root, 'dist/sbom.cdx.json'), 'utf8')) as Sbom;
    const bundled = new Set(components.map(({ group, name }) => `${group ? `${group}/` : ''}${name}`));
    expect(Object.keys(dependencies).filter((name) => !bundled.has(name))).toEqual([]);
    expect(Object.keys(devDependencies).filter((name) => bundled.has(name))).toEqual([]);
    const empty = await installed(packed);
    const { dependencies: none, scripts } = await read(join(empty, 'node_modules/otp-settings-mock/package.json'));
    expect([none, scripts]).toEqual([undefined, undefined]);
  });

  it('The package installs into an empty folder, starts there by npx, and can be imported', async () => {
    const empty = await installed(packed);
    const folders = (await readdir(join(empty, 'node_modules'))).filter((name) => !name.startsWith('.'));
    expect(folders).toEqual(['otp-settings-mock']);
    const url = await startByNpx(empty);
    const body = new URLSearchParams({ username: 'admin', password: 'admin' });
    const { headers } = await fetch(`${url}/login`, { method: 'POST', body });
    const cookie = headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const settings = await fetch(`${url}/api/otp/settings`, {
      headers: { Cookie: cookie, 'X-Space': 'default_space' },
    });
    expect(await settings.json()).toHaveLength(4);
    expect(await (await fetch(`${url}/__mock/`)).text()).toContain('assets/page.js');
    expect((await fetch(`${url}/__mock/assets/page.js`)).status).toBe(200);
    const program = join(empty, 'program.mjs');
    await writeFile(
      program,
      "import { createServer } from 'otp-settings-mock'; const m = await createServer(); console.log(await m.listen({ port: 0 })); await m.close();",
    );
    expect((await execute(process.execPath, [program])).stdout).toMatch(/^http:\/\/127\.0\.0\.1:\d+\n$/);
  });
});
