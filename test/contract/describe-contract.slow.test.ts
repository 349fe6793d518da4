// What vitest shows of checks that do not hold, in a project of its own with the built package.
// Needs a build.
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
const root = fileURLToPath(new URL('../../', import.meta.url));

/** Runs vitest on a file of its own, and tells what it printed. */
async function runVitest(lines: readonly string[]): Promise<{ status: number | null; printed: string }> {
  const folder = await mkdtemp(join(root, 'test/tmp-'));
  const file = join(folder, 'a.test.ts');
  await writeFile(file, lines.join('\n'));
  const args = ['run', '--config', '.config/vitest.config.ts', '--reporter', 'verbose', file];
  const { status, stdout, stderr } = spawnSync(join(root, 'node_modules/.bin/vitest'), args, {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
  await rm(folder, { recursive: true });
  return { status, printed: stdout + stderr };
}

describe('describeContract', () => {
  it('describeContract fails the tests of broken statements, and skips those that cannot be decided', async () => {
    const { status, printed } = await runVitest([
      "import { describeContract } from '../../dist/index.js';",
      "import { startBackend } from '../targets/backend.ts';",
      "import { mutants } from '../targets/mutants.ts';",
      "const { quirks } = mutants.find(({ name }) => name === 'put-mail-route-missing') ?? {};",
      'const { url } = await startBackend(quirks);',
      "await describeContract({ target: url, only: ['put-mail.listed', 'put-netgsm.listed', 'session.expired'] });",
    ]);
    expect(status).toBe(1);
    expect(printed).toMatch(/× .*put-mail\.answers: /);
    expect(printed).toMatch(/expected a valid body to be stored/);
    expect(printed).toMatch(/↓ .*put-mail\.listed: .*blocked by put-mail\.answers/);
    expect(printed).toMatch(/✓ .*put-netgsm\.listed: /);
    expect(printed).toMatch(/↓ .*session\.expired: .*valid for 300 s/);
  });

  it('describeContract reports at once a target that cannot be checked', async () => {
    const { status, printed } = await runVitest([
      "import { describeContract } from '../../dist/index.js';",
      "await describeContract({ target: 'http://127.0.0.1:9' });",
    ]);
    expect(status).toBe(1);
    expect(printed).toMatch(/nothing listens there/);
  });
});
