// Options from the environment, and the health of a mock. Needs a build.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { freePort } from '../support/free-port.ts';
import { launch, run, start } from '../support/process.ts';

const quiet = { OTP_MOCK_PORT: '0', OTP_MOCK_EPHEMERAL: 'true', OTP_MOCK_LOG: 'silent' };

describe('Every option has a variable', () => {
  it.each([
    ['serve', 'OTP_MOCK_'],
    ['contract', 'OTP_CONTRACT_'],
  ])('that --help of %s shows', async (command, prefix) => {
    const { stdout } = await run([command, '--help']);
    const names = [...stdout.matchAll(/^ {2}(?:-\w, )?--([a-z-]+)/gm)].flatMap(([, name = '']) =>
      name === 'help' ? [] : name,
    );
    expect(names.length).toBeGreaterThan(15);
    const shown = stdout.replaceAll(/\s+/g, ' ');
    for (const name of names)
      expect(shown).toMatch(new RegExp(`env: ${prefix}${name.toUpperCase().replaceAll('-', '_')}\\)`));
  });

  it('The mock takes values, flags and lists from them', async () => {
    const env = {
      ...quiet,
      OTP_MOCK_AUTH: 'off',
      OTP_MOCK_SEED: 'demo',
      OTP_MOCK_CORS: 'https://a.example https://b.example',
      OTP_MOCK_ASSUME: 'secrets-in-get=masked missing-space=400',
    };
    const { url } = await start([], { env });
    const headers = { 'x-space': 'default_space' };
    const list = (await (await fetch(`${url}/api/otp/settings`, { headers })).json()) as { authToken?: string }[];
    expect(list[0]?.authToken).toBe('********');
    for (const origin of ['https://a.example', 'https://b.example'])
      expect(
        (await fetch(`${url}/__mock/health`, { headers: { origin } })).headers.get('access-control-allow-origin'),
      ).toBe(origin);
  });

  it('An argument goes before a variable', async () => {
    const { url } = await start(['--auth', 'login'], { env: { ...quiet, OTP_MOCK_AUTH: 'off' } });
    expect((await fetch(`${url}/api/otp/settings`, { headers: { 'x-space': 'a' } })).status).toBe(401);
  });

  it.each(['', '0', 'false', 'no', 'off'])('A flag that is %j is off', async (value) => {
    const env = { ...quiet, OTP_MOCK_OPEN: value };
    expect((await start([], { env })).output().stderr).toBe('');
  });

  it('The run takes its target and options from them', async () => {
    const { url } = await start([], { env: quiet });
    const env = {
      OTP_CONTRACT_URL: url,
      OTP_CONTRACT_ONLY: 'list.answers put-mail.answers',
      OTP_CONTRACT_REPORTER: 'json',
    };
    const { stdout, code } = await run(['contract'], { env });
    const { checks } = JSON.parse(stdout) as { checks: { id: string }[] };
    expect(checks.map(({ id }) => id)).toEqual(expect.arrayContaining(['list.answers', 'put-mail.answers']));
    expect(code).toBe(0);
  });

  it.each([
    [{ OTP_MOCK_EPHEMERAL: 'perhaps' }, /The variable OTP_MOCK_EPHEMERAL is "perhaps"\. Give true or false\./],
    [{ OTP_MOCK_PORT: 'x' }, /from env 'OTP_MOCK_PORT' is invalid\. Give a whole number/],
    [{ PORT: 'x' }, /from env 'PORT' is invalid\. Give a whole number/],
    [{ OTP_MOCK_AUTH: 'maybe' }, /from env 'OTP_MOCK_AUTH' is invalid/],
    [{ OTP_MOCK_STORE: 'postgres://localhost/x', OTP_MOCK_DATA: 'x' }, /Both --store and --data were given/],
  ])('A wrong value is refused: %j', async (env, expected) => {
    const { code, stderr } = await run([], { env });
    expect(stderr).toMatch(expected);
    expect(code).toBe(2);
  });
});

describe('health', () => {
  it('is 0 for a mock that is up', async () => {
    const { url } = await start([], { env: quiet });
    expect(await run(['health', url])).toEqual({ code: 0, stdout: `otp-settings-mock: ${url} is up\n`, stderr: '' });
    expect(await run(['health'], { env: { OTP_MOCK_PORT: new URL(url).port } })).toMatchObject({ code: 0 });
  });

  it('is 1 where nothing is, or something else', async () => {
    const other = createServer((_request, response) => response.end('<html>'));
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void other.close());
    const { port } = other.address() as AddressInfo;
    expect(await run(['health', `http://127.0.0.1:${port}`])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('something else') as string,
    });
    expect(await run(['health', `http://127.0.0.1:${await freePort()}`, '--wait', '1'])).toMatchObject({ code: 1 });
  });

  it('waits until the mock is up', async () => {
    const port = String(await freePort());
    const waiting = launch(['health', '--wait', '20'], { env: { OTP_MOCK_PORT: port } });
    await start([], { env: { ...quiet, OTP_MOCK_PORT: port } });
    expect((await waiting.ended).code).toBe(0);
  });

  it('refuses anything that is not a URL', async () => {
    const { code, stderr } = await run(['health', 'localhost:4010']);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('is not an http(s) URL') as string });
  });
});
