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
    const { stdout, stderr } = mock.output();
    expect(stdout).toBe(`otp-settings-mock listening on ${mock.url}\n`);
    expect(stderr).toContain(mock.url);
    expect(stderr).toContain('-F username=admin -F password=admin');
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
    expect(stdout).toMatch(/held, none failed/);
    expect(stdout).not.toContain('\u001b');
  });

  it.runIf(process.platform === 'linux')('The command opens the web page, with the token that it needs', async () => {
    const place = await folder();
    const browser = join(place, 'browser');
    await writeFile(browser, `#!/bin/sh\necho "$1" > '${place}/opened'\n`, { mode: 0o755 });
    const env = { BROWSER: browser, DISPLAY: ':0', XDG_DATA_DIRS: place, HOME: place }; // no browser that is installed
    const mock = await start(['--port', '0', '--ephemeral', '--open', '--control-token', 'a b'], { env });
    const opened = (): Promise<string> => readFile(join(place, 'opened'), 'utf8').catch(() => '');
    await expect.poll(opened).toBe(`${mock.url}/__mock/#token=a+b\n`);
  });

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

describe('What cannot be used is said in one line, with exit code 2', () => {
  it.each<[string, () => readonly string[] | Promise<readonly string[]>, RegExp]>([
    ['an unknown option', () => ['--prot', '1'], /unknown option '--prot' \(Did you mean --port\?\)/],
    ['an unknown command', () => ['sreve'], /"sreve".*serve and contract/],
    ['a port that is no number', () => ['--port', 'http'], /--port.*'http'.*whole number from 0 to 65535/],
    ['a port out of range', () => ['--port', '65536'], /65535/],
    ['an empty port', () => ['--port', ''], /whole number/],
    ['a missing value', () => ['--data'], /argument missing/],
    ['a life of a token that is no number', () => ['--token-ttl', '5m'], /whole number/],
    ['an unknown mode', () => ['--auth', 'none'], /login, any, off/],
    ['an unknown log format', () => ['--log', 'xml'], /pretty, json, silent/],
    ['an assumption without a value', () => ['--assume', 'id-type'], /NAME=VALUE/],
    ['an unknown assumption', () => ['--assume', 'id=x'], /no assumption "id"/],
    ['an unknown value', () => ['--assume', 'id-type=uuid'], /string, integer/],
    ['two stores', () => ['--store', 'postgres://a:geheim@b/c', '--ephemeral'], /Both --store and --ephemeral/],
    ['a store without a URL', () => ['--store', 'postgres'], /variable DATABASE_URL/],
    [
      'a store of another kind',
      () => ['--store', 'mysql://a:geheim@b/c'],
      /^(?!.*geheim).*URL of a PostgreSQL database/,
    ],
    [
      'a database that nobody has',
      () => ['--store', 'postgres://a:geheim@127.0.0.1:1/c'],
      /^(?!.*geheim).*ECONNREFUSED/,
    ],
    ['a name without a store', () => ['--name', 'a'], /Give --store, too/],
    ['a name that is empty', () => ['--name', ''], /1 to 100 printable characters/],
    ['an origin with a path', () => ['--cors', 'http://a.example/x'], /origin/],
    ['a missing seed', () => ['--seed', '/nowhere'], /seed \/nowhere cannot be read/],
    [
      'a seed that is no JSON',
      async () => ['--seed', await fileWith('{\n  "spaces": s3cr3t\n}')],
      /^(?!.*s3cr3t).*not valid JSON: line 2, column 13/s,
    ],
    ['a bad seed', async () => ['--seed', await fileWith('{}')], /must have required property 'spaces'/],
    ['bad users', async () => ['--users', await fileWith('{"users":[]}')], /must NOT have fewer than 1 items/],
    [
      'users twice',
      async () => [
        '--users',
        await fileWith(JSON.stringify({ users: [1, 2].map(() => ({ username: 'a', password: 'b', spaces: [] })) })),
      ],
      /two users named "a"/,
    ],
    ['a bad document', async () => ['--document', await fileWith('openapi: 3.0.3')], /document .* is not valid/],
    ['a missing assumptions file', () => ['--assumptions', '/nowhere'], /cannot be read/],
    ['a bad assumptions file', async () => ['--assumptions', await fileWith('{}')], /\{"assumptions"/],
    ['a data folder that is a file', async () => ['--data', await fileWith('')], /data folder|folder/],
    ['an address that is not here', () => ['--host', '192.0.2.1'], /Cannot listen on 192\.0\.2\.1:0/],
  ])('The command refuses an invalid option in one line, with exit code 2: %s', async (_, args, message) => {
    const given = await args();
    const port = given.includes('--port') ? [] : ['--port', '0'];
    const data = given.some((each) => ['--data', '--store'].includes(each)) ? [] : ['--ephemeral'];
    const { code, stdout, stderr } = await run([...port, ...data, ...given]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(stderr).not.toMatch(/ {4}at /);
  });

  it('The command refuses a port that is in use in one line, with exit code 2', async () => {
    const { url } = await start(['--port', '0', '--ephemeral', '--log', 'silent']);
    const { code, stderr } = await run(['--port', new URL(url).port, '--ephemeral']);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringMatching(/^otp-settings-mock: .*is in use.*--port\.\n$/) as string,
    });
  });

  it('The command refuses a data folder of another process in one line, with exit code 2', async () => {
    const data = await folder();
    const mock = await start(['--port', '0', '--data', data, '--log', 'silent']);
    const { code, stderr } = await run(['--port', '0', '--data', data]);
    expect(code).toBe(2);
    expect(stderr).toContain(String(mock.child.pid));
    expect(stderr).toContain(mock.url);
    expect((await fetch(`${mock.url}/__mock/health`)).status).toBe(200);
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
