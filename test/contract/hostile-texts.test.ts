// Texts of a target in the outputs of a run, what could not be put back, and a proxy in between.
// Needs a build.
import { mkdtemp, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Report } from '../../src/contract/report/report.ts';
import { run } from '../support/process.ts';
import { staging } from '../support/staging.ts';
import { correct } from '../targets/backend.ts';

const inFolder = async (): Promise<string> => mkdtemp(join(tmpdir(), 'texts-'));

const attack = '::stop-commands::x\n::set-env name=A::b\r\u001b[31m\u202e##[add-path]/tmp ##vso[task.x]y';

describe('Texts of the target', () => {
  it('Texts of the target cannot issue commands or control a terminal in any report', async () => {
    const types: string[] = [];
    const { url } = await staging({
      finish: (call, answer) => {
        if (call.method !== 'GET' || answer.status !== 200) return answer;
        const list = JSON.parse(String(answer.body)) as Record<string, unknown>[];
        types.push('x');
        const spoilt = list.map((each) => ({
          ...each,
          type: attack,
          provider: attack,
          username: attack,
          createdBy: attack,
          id: attack,
        }));
        return { ...answer, body: JSON.stringify(spoilt) };
      },
    });
    const folder = await inFolder();
    const reporters = ['json', 'junit', 'github'].flatMap((name) => ['--reporter', `${name}=${join(folder, name)}`]);
    const env = { GITHUB_STEP_SUMMARY: join(folder, 'summary'), FORCE_COLOR: '0' };
    const { stdout, stderr } = await run(
      ['contract', url, '--space', 'live', '--accept-loss', '--reporter', 'pretty', ...reporters],
      { env },
    );
    const texts = await Promise.all(
      ['json', 'junit', 'github', 'summary'].map((name) => readFile(join(folder, name), 'utf8')),
    );
    for (const text of [stdout, stderr, ...texts]) {
      expect(text).not.toMatch(/[^\P{Cc}\n]|[\u202e\u2028]/u);
      for (const line of text.split('\n')) expect(line).not.toMatch(/^\s*::(?!error|warning|notice)|##\w*\[/);
    }
    expect(types.length).toBeGreaterThan(1);
  });

  it('Texts of the target are also harmless in the messages that end a run', async () => {
    const { url } = await staging({
      finish: (call, answer) =>
        call.method === 'GET' && call.space === 'live'
          ? { ...answer, body: JSON.stringify([{ type: attack, provider: attack }]) }
          : answer,
    });
    const { code, stderr } = await run(['contract', url, '--space', 'live']);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.not.stringMatching(/\n.*\n|[^\P{Cc}\n]|##\[/u) as string,
    });
  });
});

describe('What could not be put back', () => {
  it('Settings that could not be restored are named by every reporter', async () => {
    let puts = 0;
    const { url } = await staging({
      async put(call, values) {
        puts += 1;
        if (puts < 40) await correct.put(call, values);
      },
    });
    const folder = await inFolder();
    const reporters = ['json', 'junit', 'github', 'pretty'].flatMap((name) => [
      '--reporter',
      `${name}=${join(folder, name)}`,
    ]);
    const env = { GITHUB_STEP_SUMMARY: join(folder, 'summary') };
    await run(['contract', url, '--space', 'live', '--only', 'put-mail.', ...reporters], { env });
    const text = async (name: string): Promise<string> => readFile(join(folder, name), 'utf8');
    expect((JSON.parse(await text('json')) as Report).restored.some(({ outcome }) => outcome === 'lost')).toBe(true);
    expect(await text('junit')).toMatch(
      /<testcase classname="run" name="restored"><error message="[^"]*in the space &quot;live&quot; was not restored/,
    );
    expect(await text('github')).toMatch(/^::error title=not restored::".*in the space "live" was not restored/m);
    expect(await text('pretty')).toMatch(/^ {2}".*in the space "live" was not restored/m);
    expect(await text('summary')).toMatch(/\*\*Not restored:\*\* .*in the space/);
  });
});

describe('A proxy of the environment', () => {
  it('A proxy of the environment is never asked for a target on this machine, which would be another machine for the proxy', async () => {
    const { url } = await staging({});
    let asked = 0;
    const proxy = createServer((_, response) => {
      asked += 1;
      response.writeHead(502).end();
    });
    proxy.on('connect', (_, socket) => {
      asked += 1;
      socket.destroy();
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void proxy.close());
    const address = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    const env = { HTTP_PROXY: address, HTTPS_PROXY: address, http_proxy: address, NO_PROXY: '' };
    const { code } = await run(['contract', url.replace('127.0.0.1', 'localhost'), '--only', 'put-mail.no-content'], {
      env,
    });
    expect({ code, asked }).toEqual({ code: 0, asked: 0 });
  });
});
