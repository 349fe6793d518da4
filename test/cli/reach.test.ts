// By which names and addresses the command can be reached, and what of it is logged.
// Needs a build.
import { once } from 'node:events';
import { get } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { hostname, networkInterfaces } from 'node:os';
import { describe, expect, it } from 'vitest';
import { run, start } from '../support/process.ts';

const hasIpv6 = Object.values(networkInterfaces())
  .flat()
  .some((each) => each?.address === '::1');

/** The status of a request whose Host is not that of its URL, which fetch does not send. */
function statusAt(url: string, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    get(url, { headers, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode);
    }).on('error', reject);
  });
}

describe('The command', () => {
  it('The command can be reached by both names of this machine, and says so', async () => {
    const mock = await start(['--port', '0', '--ephemeral']);
    const { port } = new URL(mock.url);
    expect(mock.url).toBe(`http://127.0.0.1:${port}`);
    await expect.poll(() => mock.output().stderr).toContain(`http://127.0.0.1:${port} or http://localhost:${port}\n`);
    for (const host of ['127.0.0.1', 'localhost', ...(hasIpv6 ? ['[::1]'] : [])])
      expect((await fetch(`http://${host}:${port}/__mock/spaces`)).status).toBe(200);
  });

  it('The command prints a URL that other machines can open, and accepts the name of this machine', async () => {
    const mock = await start(['--port', '0', '--ephemeral', '--host', '0.0.0.0', '--control-token', 't']);
    const { port } = new URL(mock.url);
    await expect.poll(() => mock.output().stderr).toContain('  page ');
    const [url = ''] = /http:\/\/[\d.]+:\d+/.exec(mock.output().stderr.split('URL')[1] ?? '') ?? [];
    expect(new URL(url).hostname).not.toBe('0.0.0.0');
    const headers = { Authorization: 'Bearer t' };
    for (const host of [new URL(url).host, `${hostname()}:${port}`])
      expect(await statusAt(`http://127.0.0.1:${port}/__mock/spaces`, { ...headers, Host: host })).toBe(200);
    expect((await fetch(`${url}/__mock/spaces`, { headers })).status).toBe(200);
  });

  it('The command logs all requests, but of its page only those that fail', async () => {
    const mock = await start(['--port', '0', '--ephemeral']);
    const page = { headers: { 'X-Mock-Page': '1' } };
    await fetch(`${mock.url}/__mock/`);
    await fetch(`${mock.url}/__mock/assets/page.js`);
    await fetch(`${mock.url}/__mock/users`, page);
    await fetch(`${mock.url}/__mock/outbox/none`, page);
    await fetch(`${mock.url}/__mock/spaces`);
    const { stderr } = await mock.stop('SIGTERM');
    const logged = stderr.split('\n').flatMap((line) => / (GET|PUT) +(\/\S*) /.exec(line)?.[2] ?? []);
    expect(logged).toEqual(['/__mock/outbox/none', '/__mock/spaces']);
  });

  it.runIf(hasIpv6)('The command refuses a port that is in use only at the other loopback address', async () => {
    const taken = createServer().listen(0, '::1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    const { code, stderr } = await run(['--port', String(port), '--ephemeral']);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringContaining(`The port of [::1]:${port} is in use.`) as string,
    });
    const alone = await start(['--port', String(port), '--ephemeral', '--host', '127.0.0.1', '--log', 'silent']);
    expect((await fetch(`${alone.url}/__mock/health`)).status).toBe(200);
    taken.close();
  });
});
