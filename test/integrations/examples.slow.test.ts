// The examples of src/integrations/README.md as projects of their own: the package is installed, and the tools of this repository
// run as a stranger would run them.
// Needs a build.
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { executablePath, hasBrowser } from '../support/browser.ts';
import { freePort } from '../support/free-port.ts';
import { execute, installed, pack } from '../support/package.ts';

const root = new URL('../../', import.meta.url);
let folder: string;

/** The blocks of the room's README that begin with the name of their file. */
async function examples(): Promise<Map<string, string>> {
  const readme = await readFile(new URL('src/integrations/README.md', root), 'utf8');
  return new Map(
    [...readme.matchAll(/```ts\n\/\/ (\S+)\n([\s\S]*?)```/g)].map(([, file = '', text = '']) => [file, text]),
  );
}

/** Has tools in the project, as this repository has them installed. */
async function use(tools: readonly string[]): Promise<void> {
  for (const tool of tools) {
    const place = join(folder, 'node_modules', tool);
    await mkdir(dirname(place), { recursive: true });
    await symlink(fileURLToPath(new URL(`node_modules/${tool}`, root)), place, 'junction');
  }
}

async function run(project: string, ...command: string[]): Promise<string> {
  const env = { ...process.env, CI: '1', NO_COLOR: '1', FORCE_COLOR: undefined, VITEST: undefined };
  const cwd = join(folder, project);
  const [tool = '', ...args] = command;
  const file = fileURLToPath(new URL(`node_modules/.bin/${tool}`, root));
  const { stdout } = await execute(file, args, { cwd, env, timeout: 100_000 }).catch(
    (error: { stdout: string; stderr: string }) => {
      throw new Error(error.stdout + error.stderr);
    },
  );
  return stdout;
}

/** Playwright's configuration, for a free port and the browser that is here. */
async function withBrowser(project: string): Promise<void> {
  const port = String(await freePort());
  const file = join(folder, project, 'playwright.config.ts');
  const text = (await readFile(file, 'utf8')).replaceAll('5173', port).replace('npx vite', `npx vite --port ${port}`);
  const launchOptions = { executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] };
  await writeFile(file, text.replace('use: {', `use: { launchOptions: ${JSON.stringify(launchOptions)},`));
}

/** What goes wrong first where the mock meets a browser's classes: the login, a body, and what cannot go to a thread. */
const startedByHand = `
import { expect, test } from 'vitest';
import { startMock } from 'otp-settings-mock';

test('all that a mock does', async () => {
  const logged = [];
  const log = { request: ({ entry }) => logged.push(entry.status), problem: () => undefined };
  const mock = await startMock({ seed: 'demo', log });
  expect(typeof document).toBe('object');
  expect(await mock.login()).toMatch(/^ins_access_token=.+; ins_refresh_token=/);
  await expect(mock.login({ username: 'admin', password: 'no' })).rejects.toThrow('wrong');
  const undo = await mock.fault({ status: 503 });
  await undo();
  await mock.restore(await mock.snapshot());
  await mock.put('ğ', 'mail', { username: 'ş@acme.example' });
  expect(await mock.settings('ğ')).toMatchObject({ mail: { username: 'ş@acme.example' } });
  expect(logged).toContain(401);
  await mock.close();
  await expect(mock.snapshot()).rejects.toThrow('got no response');
});

test('what cannot be used is said', async () => {
  await expect(startMock({ seed: '/nowhere' })).rejects.toThrow(/seed .nowhere cannot be read/);
  await expect(startMock({ now: () => new Date() })).rejects.toThrow(/cannot receive \`now\`/);
});
`;

describe('The examples of src/integrations/README.md', { timeout: 120_000 }, () => {
  beforeAll(async () => {
    folder = await installed(await pack(await mkdtemp(join(tmpdir(), 'examples-'))));
    await writeFile(join(folder, 'package.json'), '{"private":true,"type":"module"}');
    for (const [file, text] of await examples()) {
      await mkdir(dirname(join(folder, file)), { recursive: true });
      await writeFile(join(folder, file), text);
    }
    await cp(new URL('application/', import.meta.url), join(folder, 'vite'), { recursive: true });
    await use(['vitest', 'vite', '@playwright/test', 'typescript', '@types/node', 'jsdom', 'happy-dom']);
  }, 120_000);

  it('The examples of src/integrations/README.md have the types that they need', async () => {
    const compilerOptions = { strict: true, noEmit: true, module: 'nodenext', target: 'es2023', types: ['node'] };
    const lib = ['es2023', 'esnext.disposable', 'dom', 'dom.iterable'];
    const config = { compilerOptions: { ...compilerOptions, lib }, include: ['vitest', 'vite'] };
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config));
    const errors = await run('.', 'tsc', '-p', '.').catch(({ message }: Error) => message);
    const ofOthers = /^\S*node_modules\/happy-dom\//; // its types do not fit those of Node.js 20
    expect(errors.split('\n').filter((line) => line !== '' && !ofOthers.test(line))).toEqual([]);
  });

  it('The examples of src/integrations/README.md run in vitest, with a mock of the whole run and with one of each worker', async () => {
    expect(await run('vitest', 'vitest', 'run')).toMatch(/Tests +3 passed/);
    await cp(join(folder, 'vitest'), join(folder, 'workers'), { recursive: true });
    await rm(join(folder, 'workers/vitest.config.ts'));
    expect(await run('workers', 'vitest', 'run')).toMatch(/Tests +3 passed/);
    for (const pool of ['vmThreads', 'vmForks'])
      expect(await run('workers', 'vitest', 'run', '--pool', pool)).toMatch(/Tests +3 passed/);
  });

  it('The examples of src/integrations/README.md have a CommonJS form with the same types', async () => {
    const source = `
import { startMock, type Mock } from 'otp-settings-mock';
const answered: Promise<string> = startMock().then(async (mock: Mock) => {
  await mock.close();
  return mock.url;
});
void answered.then((url) => console.log(url));
`;
    await mkdir(join(folder, 'commonjs'));
    await writeFile(join(folder, 'commonjs/start.cts'), source);
    await run(
      'commonjs',
      'tsc',
      '--strict',
      '--module',
      'nodenext',
      '--types',
      'node',
      '--skipLibCheck',
      'false',
      'start.cts',
    );
    const { stdout } = await execute(process.execPath, ['commonjs/start.cjs'], { cwd: folder });
    expect(stdout).toMatch(/^http:\/\/127/);
  });

  it.each(['jsdom', 'happy-dom'])(
    'The examples of src/integrations/README.md run in vitest where %s plays the browser, with a mock of the worker',
    async (environment) => {
      const project = join(folder, environment);
      await mkdir(project);
      await cp(join(folder, 'vitest/component.test.ts'), join(project, 'component.test.ts'));
      await writeFile(join(project, 'start.test.ts'), startedByHand);
      const printed = await run(environment, 'vitest', 'run', '--environment', environment);
      expect(printed).toMatch(/Tests +3 passed/);
    },
  );

  it('The examples of src/integrations/README.md say in one sentence that describeContract needs vitest', async () => {
    await writeFile(
      join(folder, 'outside.js'),
      "import { describeContract } from 'otp-settings-mock';\nawait describeContract({ target: 'http://127.0.0.1:9' }).catch(({ message }) => console.log(message));\n",
    );
    const { stdout } = await execute(process.execPath, ['outside.js'], {
      cwd: folder,
      env: { ...process.env, VITEST: undefined },
    });
    expect(stdout).toMatch(/^describeContract\(\) needs vitest: .*\n$/);
  });

  it.skipIf(!hasBrowser)(
    'The examples of src/integrations/README.md run in Playwright, against the mock in the dev server of Vite',
    async () => {
      await withBrowser('vite');
      expect(await run('vite', 'playwright', 'test', '--reporter', 'list')).toContain('3 passed');
    },
  );

  it.skipIf(!hasBrowser)(
    'The examples of src/integrations/README.md run in Playwright with a mock of the worker, which the application finds',
    async () => {
      await cp(join(folder, 'vite'), join(folder, 'own'), { recursive: true });
      await rm(join(folder, 'own/vite.config.ts'));
      const file = join(folder, 'own/playwright.config.ts');
      await writeFile(file, (await readFile(file, 'utf8')).replace(/, mockUrl: '[^']+'/, ''));
      expect(await run('own', 'playwright', 'test', '--reporter', 'list')).toContain('3 passed');
    },
  );
});
