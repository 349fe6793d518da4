// Output that cannot be written: to a full disk, which /dev/full is on Linux, or a reader that has gone. Needs a build.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { freePort } from '../support/free-port.ts';
import { command, run, start } from '../support/process.ts';
import { staging } from '../support/staging.ts';
import { correct } from '../targets/backend.ts';

/** Runs the command with its output redirected as a shell does it. Resolves with its exit code. */
function redirected(args: readonly string[], redirection: string): Promise<number | null> {
  const child = spawn('sh', ['-c', `exec "$0" "$@" ${redirection}`, process.execPath, command, ...args]);
  onTestFinished(() => void child.kill('SIGKILL'));
  return new Promise((resolve) => child.once('close', resolve));
}

describe.skipIf(!existsSync('/dev/full'))('With a full disk under its output', () => {
  it.each(['pretty', 'json'])('the mock goes on when it cannot write its log (%s)', async (format) => {
    const port = await freePort();
    const ended = redirected(['--port', String(port), '--ephemeral', '--log', format], '>/dev/full 2>/dev/full');
    const ask = (): Promise<boolean> =>
      fetch(`http://127.0.0.1:${port}/nothing`).then(
        ({ status }) => status === 404,
        () => false,
      );
    for (let tries = 0; tries < 100 && !(await ask()); tries += 1)
      await new Promise((resolve) => setTimeout(resolve, 50));
    for (let each = 0; each < 5; each += 1) expect(await ask()).toBe(true);
    expect(await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 100, 'goes on'))])).toBe('goes on');
  });

  it('a run whose report is lost was not completed', async () => {
    const { url } = await staging();
    expect(await redirected(['contract', url, '--only', 'list.answers'], '>/dev/full 2>/dev/null')).toBe(2);
    expect(await redirected(['contract', url, '--only', 'list.answers'], '2>/dev/full')).toBe(0);
  });

  it('a run exits with 1 if a statement failed', async () => {
    const { url } = await staging({
      write: (call, answer, response) =>
        correct.write(call, call.method === 'GET' ? { ...answer, status: 500 } : answer, response),
    });
    expect(await redirected(['contract', url, '--only', 'list.answers'], '>/dev/full 2>/dev/full')).toBe(1);
  });
});

it('A report that cannot be written does not count as a failed statement', async () => {
  const { url } = await start(['--port', '0', '--ephemeral', '--log', 'silent']);
  const { code, stderr } = await run([
    'contract',
    url,
    '--only',
    'list.answers',
    '--reporter',
    'json=/nowhere/report.json',
  ]);
  expect(stderr).toMatch(/The file .* cannot be written \(ENOENT\)\./);
  expect(code).toBe(2);
});
