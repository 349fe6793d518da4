// A run that nobody could stop in order: what it has overwritten is on the disk, and is restored later. Needs a build.
import { mkdtemp, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { judge } from '../support/judge.ts';
import { launch, run, start } from '../support/process.ts';
import { staging } from '../support/staging.ts';
import { bodies } from '../targets/scenario.ts';
import { correct } from '../targets/backend.ts';

/** A run that was killed when it had overwritten the settings of `live`, and where it has kept them. */
async function cutOff() {
  const { url, read, put } = await staging({ finish: async (_call, answer) => wait(2, answer) });
  const before = await read('live');
  const env = { XDG_STATE_HOME: await mkdtemp(join(tmpdir(), 'state-')) };
  const { child, ended } = launch(['contract', url, '--space', 'live', '--only', 'put'], { env });
  const isAsBefore = async (): Promise<boolean> => JSON.stringify(await read('live')) === JSON.stringify(before);
  while (await isAsBefore()) await wait(10);
  await wait(200);
  child.kill('SIGKILL');
  const { stderr } = await ended;
  expect(await isAsBefore()).toBe(false);
  const file = /What the run overwrites is kept in (\S+) until/.exec(stderr)?.[1] ?? '';
  return { url, read, put, before, env, file, folder: join(env.XDG_STATE_HOME, 'otp-settings-mock') };
}

describe('What a run overwrites is kept until it is restored', () => {
  it('The next run restores what kill -9 left, says so, and keeps nothing', async () => {
    const { url, read, before, env, file, folder } = await cutOff();
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const next = await run(['contract', url, '--space', 'live', '--only', 'put-mail.smtpPort'], { env });
    expect(next).toMatchObject({ code: 0 });
    expect(next.stderr).toMatch(/A run of \S+ was cut off\. Restored now: 4 settings\./);
    expect(await read('live')).toEqual(before);
    expect(await readdir(folder)).toEqual([]);
  });

  it('--restore restores it without checking anything', async () => {
    const { url, read, before, env, file, folder } = await cutOff();
    const { code, stdout } = await run(['contract', url, '--restore', file], { env });
    expect(stdout.trim().split('\n')).toEqual(
      ['SMS/Twilio', 'SMS/Netgsm', 'SMS/Dataport', 'Email/Default'].map(
        (name) => `"${name}" in the space "live": restored`,
      ),
    );
    expect(code).toBe(0);
    expect(await read('live')).toEqual(before);
    expect(await readdir(folder)).toEqual([]);
  });

  it('What somebody has written since is left, and what was there before is kept', async () => {
    const { url, read, put, env, file } = await cutOff();
    await put('live', 'mail', { password: 'changed by hand' });
    const mended = (await read('live')).find((each) => JSON.stringify(each).includes('changed by hand'));
    const next = await run(['contract', url, '--space', 'live', '--only', 'list'], { env });
    expect(next.stderr).toContain('was cut off; somebody has changed Email/Default in the space "live" since');
    expect(next.stderr).toContain(`--restore ${file}`);
    expect(await read('live')).toContainEqual(mended);
    expect(await readFile(file, 'utf8')).toContain('"space":"live"');
  });

  it('What is as it was is not touched', async () => {
    const { url, read, env, folder } = await cutOff();
    const { file } = { file: join(folder, (await readdir(folder))[0] ?? '') };
    const text = await readFile(file, 'utf8');
    await run(['contract', url, '--restore', file], { env });
    const restored = await read('live');
    await writeFile(file, text);
    const next = await run(['contract', url, '--space', 'live', '--only', 'list'], { env });
    expect(next.stderr).not.toContain('cut off');
    expect(await read('live')).toEqual(restored);
    expect(await readdir(folder)).toEqual([]);
  });

  it.each([
    ['is missing', undefined, /cannot be read, or is not what a contract run has kept/],
    ['is another one', '{"a": 1}\n', /is not what a contract run has kept/],
    [
      'is of another target',
      '{"version":1,"target":"https://other.example"}\n',
      /holds settings of https:\/\/other\.example, not of http/,
    ],
  ])('A file that %s is refused', async (_, text, expected) => {
    const { url } = await staging();
    const file = join(await mkdtemp(join(tmpdir(), 'kept-')), 'kept.jsonl');
    if (text !== undefined) await writeFile(file, text);
    const { code, stderr } = await run(['contract', url, '--restore', file]);
    expect(stderr).toMatch(expected);
    expect(code).toBe(2);
  });

  it('Nothing is written where nothing can be kept', async () => {
    const { url, read } = await staging();
    const before = await read('live');
    const file = join(await mkdtemp(join(tmpdir(), 'kept-')), 'file');
    await writeFile(file, '');
    const { code, stderr } = await run(['contract', url, '--space', 'live'], { env: { XDG_STATE_HOME: file } });
    expect(stderr).toContain('Set XDG_STATE_HOME to a folder that can be');
    expect(code).toBe(2);
    expect(await read('live')).toEqual(before);
  });

  it('What cannot be restored stays kept', async () => {
    let gone = false;
    const { url } = await staging({
      write: (call, answer, response) =>
        gone && call.method === 'PUT' ? void response.destroy() : correct.write(call, answer, response),
    });
    const lines: string[] = [];
    const { report } = await judge({
      url,
      space: 'live',
      only: ['put-mail.listed'],
      timeout: 300,
      say: (line) => {
        lines.push(line);
        gone = true;
      },
    });
    expect(report.restored.map(({ outcome }) => outcome)).toContain('lost');
    expect(lines.at(-1)).toMatch(/^What was there before is kept in .*--restore /);
  });

  it('The spaces that a run has made in a mock are removed by the next one, and nothing else', async () => {
    const mock = await start(['--port', '0', '--ephemeral', '--log', 'silent']);
    const env = { XDG_STATE_HOME: await mkdtemp(join(tmpdir(), 'state-')) };
    const { child, ended } = launch(['contract', mock.url], { env });
    const names = async (): Promise<string[]> => {
      const { spaces } = (await (await fetch(`${mock.url}/__mock/spaces`)).json()) as { spaces: { name: string }[] };
      return spaces.map(({ name }) => name).filter((name) => name.startsWith('otp_contract_run'));
    };
    while ((await names()).length < 10) await wait(10);
    child.kill('SIGKILL');
    await ended;
    const login = await fetch(`${mock.url}/login`, {
      method: 'POST',
      body: new URLSearchParams({ username: 'admin', password: 'admin' }),
    });
    const headers = {
      cookie: login.headers
        .getSetCookie()
        .map((each) => each.split(';', 1)[0])
        .join('; '),
      'x-space': 'default_space',
      'content-type': 'application/json',
    };
    const body = JSON.stringify({ ...bodies.mail, isDefault: true, password: 'of somebody' });
    await fetch(`${mock.url}/api/otp/settings/mail/default`, { method: 'PUT', headers, body });
    await run(['contract', mock.url, '--only', 'list'], { env });
    expect(await names()).toEqual([]);
    expect(await (await fetch(`${mock.url}/api/otp/settings`, { headers })).text()).toContain('of somebody');
  });
});
