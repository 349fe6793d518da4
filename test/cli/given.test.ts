// Options that are empty or undefined are not given, wherever they come from.
// Needs a build.
import { mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { connectMock, createServer, startMock } from '../../src/index.ts';
import { judge, troubles } from '../support/judge.ts';
import { launch, run, start } from '../support/process.ts';

const empty = undefined as unknown as string; // what JavaScript passes for a variable that is not set

describe('On the command line', () => {
  it.each([
    ['in the environment', [], { OTP_MOCK_CONTROL_TOKEN: '' }],
    ['as an argument', ['--control-token', ''], {}],
    ['as an argument with =', ['--control-token='], {}],
  ])('An empty control token %s leaves the control API closed to the network', async (_, args, env) => {
    const { output } = launch(['--host', '0.0.0.0', '--port', '0', '--ephemeral', ...args], { env });
    await expect.poll(() => output().stderr).toContain('  page ');
    const [, token = ''] = /Authorization: Bearer (\S+)/.exec(output().stderr) ?? [];
    expect(token.length).toBeGreaterThan(16);
    const url = output()
      .stdout.replace(/^.*listening on (\S+)\n$/, '$1')
      .replace('0.0.0.0', '127.0.0.1');
    expect((await fetch(`${url}/__mock/state`)).status).toBe(401);
    expect((await fetch(`${url}/__mock/state`, { headers: { Authorization: `Bearer ${token}` } })).status).toBe(200);
  });

  it('Empty options are left out: of a text, a number, a choice, a list and an assumption', async () => {
    const cwd = await mkdtemp(join(tmpdir(), 'given-'));
    const args = ['--seed', '', '--token-ttl', '', '--auth', '', '--cors', '', '--assume', 'id-type=', '--data', ''];
    const { url } = await start(['--ephemeral', ...args, '--host='], { cwd, env: { PORT: '0', DATABASE_URL: '' } });
    expect((await fetch(`${url}/__mock/health`)).status).toBe(200);
    expect(await readdir(cwd)).toEqual([]);
  });

  it('Empty credentials and an empty token of a contract run are the usual ones', async () => {
    const { url } = await start(['--port', '0', '--ephemeral', '--log', 'silent']);
    const env = { OTP_CONTRACT_TOKEN: '', OTP_CONTRACT_USERNAME: '', OTP_CONTRACT_PASSWORD: '' };
    const { code, stdout } = await run(['contract', url, '--only', 'list.', '--space', '', '--ca='], { env });
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining('none failed') as string });
  });

  it('An empty URL of a contract run is a missing one', async () => {
    const { code, stderr } = await run(['contract', '']);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringContaining('URL of the target is missing') as string,
    });
  });
});

describe('In a program', () => {
  it('Empty and undefined options of a mock are left out', async () => {
    const server = await createServer({ data: '', controlToken: '', seed: '', users: empty, cors: [''], assume: {} });
    onTestFinished(() => server.close());
    await expect(server.listen({ host: '0.0.0.0', port: 0 })).rejects.toThrow('requires a controlToken');
    await using mock = await startMock({ controlToken: '', store: '', document: empty });
    expect(await connectMock(mock.url, { controlToken: '' }).settings('a')).toEqual({});
  });

  it('Empty and undefined options of a contract run are left out', async () => {
    await using mock = await startMock();
    const credentials = { username: empty, password: '' };
    const options = { url: mock.url, token: '', space: '', credentials, timeout: empty as unknown as number };
    const { report } = await judge({ ...options, only: ['list.', ''] });
    expect(troubles(report, ['failed', 'skipped'])).toEqual([]);
    expect(report.checks.every(({ id }) => id.startsWith('list.'))).toBe(true);
  });
});
