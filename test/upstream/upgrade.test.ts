// Connections that become others pass through a mock to its upstream.
import { describe, expect, it } from 'vitest';
import { startEcho } from '../support/echo.ts';
import { handshake, startListening, until } from '../support/passing.ts';

describe('WebSockets', () => {
  it('WebSockets pass a mock, a hundred at once, as do refusals; no foreign page can connect, and the end of the mock ends them', async () => {
    const upstream = await startEcho();
    const { url, server } = await startListening({ upstream: upstream.url });
    const all = Array.from({ length: 100 }, async (_, index) => {
      const socket = handshake(url, `/socket?${index}`);
      expect(await until(socket, '\r\n\r\n')).toMatch(/^HTTP\/1\.1 101 [^]*X-Upstream: here/);
      socket.write(`hello ${index}`);
      expect(await until(socket, `hello ${index}`)).toBe(`hello ${index}`);
      return socket;
    });
    const sockets = await Promise.all(all);
    expect(await until(handshake(url, '/refused'), 'no')).toMatch(/^HTTP\/1\.1 401 Unauthorized\r\n[^]*no$/);
    const foreign = await until(handshake(url, '/socket', 'Origin: https://evil.example\r\n'), 'allow them');
    expect(foreign).toMatch(/^HTTP\/1\.1 403 Forbidden[^]*Pages of https:\/\/evil\.example may not connect here/);
    expect(upstream.asked.filter((asked) => asked.startsWith('GET /socket'))).toHaveLength(100);
    const closed = Promise.all(sockets.map((socket) => new Promise((resolve) => socket.once('close', resolve))));
    await server.close();
    await closed;
  });

  it('WebSockets are among the requests, with what became of them, without the token in their address', async () => {
    const upstream = await startEcho();
    const { url, agent } = await startListening({ upstream: upstream.url });
    await until(handshake(url, '/socket?token=secret-marker'), '\r\n\r\n');
    await until(handshake(url, '/refused', 'Cookie: ins_access_token=secret-marker\r\n'), 'no');
    await until(handshake(url, '/foreign', 'Origin: https://evil.example\r\n'), 'allow them');
    const { requests } = (await agent.get('/__mock/requests')).body as { requests: object[] };
    const forwarded = { method: 'GET', forwarded: true };
    expect(requests).toMatchObject([
      { ...forwarded, url: '/foreign', status: 403, reason: expect.stringContaining('may not connect') as string },
      { ...forwarded, url: '/refused', status: 401 },
      { ...forwarded, url: '/socket?token=********', status: 101 },
    ]);
    expect(JSON.stringify(requests)).not.toContain('secret-marker');
  });

  it('WebSockets are refused with 502 while the upstream is away', async () => {
    const { url, agent } = await startListening({ upstream: 'http://127.0.0.1:9' });
    expect(await until(handshake(url, '/socket'), '502')).toContain('HTTP/1.1 502 Bad Gateway');
    const { requests } = (await agent.get('/__mock/requests')).body as { requests: object[] };
    expect(requests).toMatchObject([{ status: 502, reason: expect.stringContaining('cannot be reached') as string }]);
  });
});
