// What needs more than the package itself: the tools that check packages, a database, a contract run from it.
// Needs a build.
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { execute, install, installed, npx, pack, type Packed, startByNpx } from '../support/package.ts';
import { unusedMock, usePostgres, withoutPostgres } from '../support/postgres.ts';
import { run, start } from '../support/process.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const { url } = usePostgres();
let packed: Packed;

beforeAll(async () => {
  packed = await pack(await mkdtemp(join(tmpdir(), 'package-')));
}, 120_000);

describe('The package', () => {
  it('The package is clean to publint and to are-the-types-wrong', { timeout: 120_000 }, async () => {
    await execute('npx', ['--no-install', 'publint', 'run', packed.tarball, '--strict'], { cwd: root });
    const check = ['--no-install', 'attw', packed.tarball, '--profile'];
    await execute('npx', [...check, 'node16', '--entrypoints', '.'], { cwd: root });
    await execute('npx', [...check, 'esm-only'], { cwd: root });
  });

  it('The package checks a mock that npx started, and names its version and the places of its source', async () => {
    const empty = await installed(packed);
    const url = await startByNpx(empty);
    expect(await npx(empty, 'contract', url)).toMatch(/passed, none failed/);
    const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
    expect((await npx(empty, '--version')).trim()).toBe(version);
    const traced =
      "import('otp-settings-mock').then(({ startMock }) => startMock({ seed: '/nowhere' })).catch(({ stack }) => console.log(stack))";
    const trace = await execute(process.execPath, ['--enable-source-maps', '-e', traced], { cwd: empty });
    expect(trace.stdout).toMatch(/src\/control\/seed\.ts:\d+:\d+/);
  });

  it('The package says what to install for a database, and uses it then', { timeout: 300_000 }, async () => {
    const empty = await installed(packed);
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
