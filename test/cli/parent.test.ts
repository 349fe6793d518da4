// A mock that npm has started ends with it. Needs a build.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { freePort } from '../support/free-port.ts';
import { command } from '../support/process.ts';

/** Starts a mock below a shell, and kills the shell when the mock is up. Resolves with what remains a little later. */
async function orphan(env: Record<string, string>) {
  const [port, data] = [await freePort(), join(await mkdtemp(join(tmpdir(), 'orphan-')), 'data')];
  const line = '"$@" & echo $!; wait';
  const args = [process.execPath, command, '--port', String(port), '--data', data, '--log', 'silent'];
  const { npm_execpath: _, npm_config_user_agent: __, ...rest } = process.env;
  const shell = spawn('sh', ['-c', line, 'sh', ...args], {
    env: { ...rest, ...env },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const pid = await new Promise<number>((resolve) =>
    shell.stdout.once('data', (chunk) => resolve(Number(String(chunk).split('\n')[0]))),
  );
  const isUp = (): Promise<boolean> =>
    fetch(`http://127.0.0.1:${port}/__mock/health`).then(
      ({ ok }) => ok,
      () => false,
    );
  await expect.poll(isUp, { timeout: 10_000 }).toBe(true);
  shell.kill('SIGKILL');
  onTestFinished(() => void spawnSync('kill', ['-9', String(pid)])); // if it is still there
  return { isUp, pid, data };
}

it.each(['npm_execpath', 'npm_config_user_agent'])(
  'A mock ends in order when npm (%s), which has started it, is gone',
  async (name) => {
    const { isUp, data } = await orphan({ [name]: 'npm' });
    await expect.poll(isUp, { timeout: 5_000 }).toBe(false);
    await expect.poll(() => readdir(data)).not.toContain('lock.json');
  },
);

it('A mock that somebody else has started goes on', async () => {
  const { isUp, pid } = await orphan({});
  await wait(1_500);
  expect(await isUp()).toBe(true);
  process.kill(pid);
});
