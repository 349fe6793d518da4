// Somebody removes the data folder of a running mock, as `git clean -fdx` does. Needs a build.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { run, start } from '../support/process.ts';
import bodies from '../support/bodies.ts';
import { paths } from '../support/mock.ts';

const newFolder = async (): Promise<string> => join(await mkdtemp(join(tmpdir(), 'removed-')), 'data');

/** Stores a setting. Resolves with the status. */
async function put(url: string): Promise<number> {
  const login = await fetch(`${url}/login`, {
    method: 'POST',
    body: new URLSearchParams({ username: 'admin', password: 'admin' }),
  });
  const cookie = login.headers
    .getSetCookie()
    .map((each) => each.split(';', 1)[0])
    .join('; ');
  const headers = { cookie, 'x-space': 'a', 'content-type': 'application/json' };
  return (await fetch(url + paths.mail, { method: 'PUT', headers, body: JSON.stringify(bodies.mail) })).status;
}

it.each(['without a change', 'by the next change'])('What the start has put into it is put back %s', async (when) => {
  const data = await newFolder();
  const mock = await start(['--port', '0', '--data', data]);
  await rm(data, { recursive: true });
  if (when === 'by the next change') expect(await put(mock.url)).toBe(204);
  else await expect.poll(() => readdir(data).catch(() => []), { timeout: 5_000 }).toContain('.gitignore');
  expect(await readFile(join(data, '.gitignore'), 'utf8')).toBe('*\n');
  const second = await run(['--port', '0', '--data', data]);
  expect(second.stderr).toContain(`is in use by the process ${mock.child.pid}`);
  expect(second.code).toBe(2);
  expect(mock.output().stderr).toContain(
    `The data folder ${data} was removed while the mock was running, and made again.`,
  );
  await mock.stop('SIGTERM');
  expect(await readdir(data)).not.toContain('lock.json');
});

it('Where another mock has taken it meanwhile, nothing is stored, and the log says whose it is', async () => {
  const data = await newFolder();
  const first = await start(['--port', '0', '--data', data]);
  first.child.kill('SIGSTOP');
  await rm(data, { recursive: true });
  const second = await start(['--port', '0', '--data', data]);
  first.child.kill('SIGCONT');
  await expect
    .poll(() => first.output().stderr, { timeout: 5_000 })
    .toContain(`is in use by the process ${second.child.pid}`);
  expect(await put(first.url)).toBe(500);
  expect(await put(second.url)).toBe(204);
  await second.stop('SIGTERM');
  expect(await put(first.url)).toBe(204);
});
