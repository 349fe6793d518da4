// Needs a build.
import { mkdtemp, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Command } from 'commander';
import { addContract } from '../../src/cli/contract-options.ts';
import { addServe } from '../../src/cli/serve-options.ts';
import { run, start } from '../support/process.ts';

const folder = (): Promise<string> => mkdtemp(join(tmpdir(), 'command-'));

async function fileWith(text: string): Promise<string> {
  const file = join(await folder(), 'file');
  await writeFile(file, text);
  return file;
}

describe('The command', () => {
  it('The command prints the ready line alone on standard output, and a banner on standard error', async () => {
    const mock = await start(['--port', '0', '--ephemeral']);
    await expect.poll(() => mock.output().stderr).toContain('-F username=admin -F password=admin');
    const { stdout, stderr } = mock.output();
    expect(stdout).toBe(`otp-settings-mock listening on ${mock.url}\n`);
    expect(stderr).toContain(mock.url);
  });

  it('The command serves by name too, and takes the port from the environment', async () => {
    const mock = await start(['serve', '--ephemeral'], { env: { PORT: '0' } });
    expect((await fetch(`${mock.url}/__mock/health`, { method: 'HEAD' })).status).toBe(200);
  });

  it('The command keeps its files in the folder of its choice, for the owner only', async () => {
    const data = join(await folder(), 'deep', 'data');
    await start(['--port', '0', '--data', data, '--seed', 'demo', '--log', 'silent']);
    expect((await stat(data)).mode & 0o777).toBe(0o700);
    const [file = ''] = await readdir(join(data, 'spaces'));
    expect((await stat(join(data, 'spaces', file))).mode & 0o777).toBe(0o600);
    expect((await stat(join(data, 'session.json'))).mode & 0o777).toBe(0o600);
  });

  it('The command writes nothing with --ephemeral', async () => {
    const cwd = await folder();
    await start(['--port', '0', '--ephemeral', '--seed', 'demo'], { cwd });
    expect(await readdir(cwd)).toEqual([]);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('The command stops cleanly on %s, with exit code 0', async (signal) => {
    const mock = await start(['--port', '0', '--ephemeral', '--log', 'silent']);
    const { code, stderr } = await mock.stop(signal);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  it.each([
    [false, {}],
    [false, { CI: '1' }],
    [true, { FORCE_COLOR: '1' }],
    [false, { FORCE_COLOR: '1', NO_COLOR: '1' }],
  ])('The command uses colour (%s) when its output is not a terminal under %o', async (coloured, env) => {
    const mock = await start(['--port', '0', '--ephemeral'], { env });
    await fetch(`${mock.url}/__mock/health`);
    const { stderr } = await mock.stop('SIGTERM');
    expect(stderr).toContain('/__mock/health');
    expect(stderr.includes('\u001b')).toBe(coloured);
  });

  it('The command prints the report of a contract run in plain text to a pipeline', async () => {
    const mock = await start(['--port', '0', '--ephemeral', '--log', 'silent']);
    const { stdout } = await run(['contract', mock.url, '--only', 'list.valid'], { env: { CI: '1' } });
    expect(stdout).toMatch(/passed, none failed/);
    expect(stdout).not.toContain('\u001b');
  });

  it.runIf(process.platform === 'linux')('The command opens the web page, with the token that it needs', async () => {
    const place = await folder();
    await writeFile(join(place, 'xdg-open'), `#!/bin/sh\necho "$1" > '${place}/opened'\n`, { mode: 0o755 });
    const env = { PATH: `${place}:${process.env['PATH']}` };
    const mock = await start(['--port', '0', '--ephemeral', '--open', '--control-token', 'a b'], { env });
    const opened = (): Promise<string> => readFile(join(place, 'opened'), 'utf8').catch(() => '');
    await expect.poll(opened).toBe(`${mock.url}/__mock/#token=a+b\n`);
  });

  it.runIf(process.platform === 'linux')(
    'The command says where the page is when no browser can be opened',
    async () => {
      const env = { PATH: await folder() };
      const mock = await start(['--port', '0', '--ephemeral', '--open'], { env });
      await expect
        .poll(() => mock.output().stderr)
        .toContain(`no browser could be opened; the page is at ${mock.url}/`);
      expect((await fetch(`${mock.url}/__mock/health`)).status).toBe(200);
    },
  );

  it('The command continues when its output is closed', async () => {
    const mock = await start(['--port', '0', '--ephemeral']);
    mock.child.stdout?.destroy();
    mock.child.stderr?.destroy();
    for (const _ of Array(5)) expect((await fetch(`${mock.url}/__mock/health`)).status).toBe(200);
    expect((await mock.stop('SIGTERM')).code).toBe(0);
  });

  it('The command shows every option with --help, and its version with --version', async () => {
    const program = new Command();
    const serve = addServe(program, async () => undefined);
    addContract(program, async () => undefined);
    const helps = { serve: await run(['--help']), contract: await run(['contract', '--help']) };
    for (const command of program.commands) {
      const { code, stdout } = helps[command.name() as keyof typeof helps];
      expect(code).toBe(0);
      expect(command.options.length).toBeGreaterThan(15);
      for (const { flags, description } of command.options) {
        expect(stdout).toContain(flags);
        expect(description).not.toBe('');
      }
    }
    expect(serve.name()).toBe('serve');
    const help = helps.serve;
    expect(help.stdout).toContain('id-type');
    expect(await run(['--version'])).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) as string,
    });
  });
});

describe('An assumptions file', () => {
  it('An assumptions file sets values, and --assume overrides it', async () => {
    const file = await fileWith('{"assumptions":{"id-type":"integer","date-offset":"Z"}}');
    const args = [
      '--port',
      '0',
      '--ephemeral',
      '--log',
      'silent',
      '--assumptions',
      file,
      '--assume',
      'date-offset=+03:00',
    ];
    const mock = await start(args);
    const answer = await fetch(`${mock.url}/__mock/assumptions`);
    const { assumptions } = (await answer.json()) as { assumptions: { name: string; value: string }[] };
    const valueOf = (name: string) => assumptions.find((each) => each.name === name)?.value;
    expect([valueOf('id-type'), valueOf('date-offset')]).toEqual(['integer', '+03:00']);
  });
});

describe('What is told at the start', () => {
  it('comes after the ready line, and with --log json as JSON', async () => {
    const mock = await start(['--port', '0', '--ephemeral', '--log', 'json', '--host', '0.0.0.0']);
    await fetch(`http://127.0.0.1:${new URL(mock.url).port}/__mock/health`);
    const { stderr } = await mock.stop('SIGTERM');
    const [first, ...others] = stderr
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, string>);
    expect(first).toMatchObject({ level: 'info', message: 'listening', data: 'in memory only' });
    expect(first?.['page']).toContain(`/__mock/#token=${first?.['token']}`);
    expect(others).toHaveLength(1);
  });

  it.each(['pretty', 'silent'])('has the page with the generated token on one line (%s)', async (format) => {
    const mock = await start(['--port', '0', '--ephemeral', '--log', format, '--host', '0.0.0.0']);
    const { stderr } = await mock.stop('SIGTERM');
    const [, token = ''] = /Bearer (\S+)/.exec(stderr) ?? [];
    expect(stderr).toMatch(new RegExp(`^  page +http://\\S+/__mock/#token=${token}$`, 'm'));
  });

  it('has no token that was given', async () => {
    const args = ['--port', '0', '--ephemeral', '--host', '0.0.0.0', '--control-token', 'tell-nobody'];
    const mock = await start(args);
    expect((await mock.stop('SIGTERM')).stderr).not.toContain('tell-nobody');
  });

  it('A users file needs no spaces', async () => {
    const file = join(await mkdtemp(join(tmpdir(), 'users-')), 'users.json');
    await writeFile(file, '{"users":[{"username":"ada","password":"a"}]}');
    const { url } = await start(['--port', '0', '--ephemeral', '--log', 'silent', '--users', file]);
    const login = await fetch(`${url}/login`, {
      method: 'POST',
      body: new URLSearchParams({ username: 'ada', password: 'a' }),
    });
    expect(await login.json()).toEqual({ 'expire-seconds': 300, spaces: ['default_space'] });
  });
});
