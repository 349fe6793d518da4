// What the command cannot use: one line that says what it got and what it needs, and exit code 2.
// Needs a build.
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run, start } from '../support/process.ts';

const folder = (): Promise<string> => mkdtemp(join(tmpdir(), 'command-'));

async function fileWith(text: string): Promise<string> {
  const file = join(await folder(), 'file');
  await writeFile(file, text);
  return file;
}

describe('The command', () => {
  it.each<[string, () => readonly string[] | Promise<readonly string[]>, RegExp]>([
    ['an unknown option', () => ['--prot', '1'], /unknown option '--prot' \(Did you mean --port\?\)/],
    ['an unknown command', () => ['sreve'], /"sreve".*serve, contract, health and env/],
    ['a port that is no number', () => ['--port', 'http'], /--port.*'http'.*whole number from 0 to 65535/],
    ['a port out of range', () => ['--port', '65536'], /65535/],
    ['a missing value', () => ['--data'], /argument missing/],
    ['a life of a token that is no number', () => ['--token-ttl', '5m'], /whole number/],
    ['an unknown mode', () => ['--auth', 'none'], /login, any, off/],
    ['an unknown log format', () => ['--log', 'xml'], /pretty, json, silent/],
    ['an assumption without a value', () => ['--assume', 'id-type'], /NAME=VALUE/],
    ['an unknown assumption', () => ['--assume', 'id=x'], /no assumption "id"/],
    ['an unknown value', () => ['--assume', 'id-type=uuid'], /string, integer/],
    ['an operation to forward to nobody', () => ['--forward', 'getSettings'], /option --forward is about an upstream/],
    [
      'observations of nobody',
      () => ['--write-assumptions', '/tmp/a.json'],
      /option --write-assumptions is about an upstream/,
    ],
    [
      'observations in a folder that is not there',
      () => ['--upstream', 'http://127.0.0.1:1', '--write-assumptions', '/nowhere/a.json'],
      /nowhere.a.json cannot be written \(ENOENT\)/,
    ],
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
