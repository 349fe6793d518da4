// What the mock does not mock goes to the upstream, and comes back, as it is.
import { createHash, randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { type Heard, startEcho } from '../support/echo.ts';
import { send, startListening } from '../support/passing.ts';
import { seededRandom } from '../support/seeded-random.ts';

/** Of a response, names and values in turn. */
const headersOf = (to: string): string[] =>
  [
    `Location|${to}/next?a=b`,
    'Content-Encoding|gzip|Link|</a>|Link|</b>|X-Bytes|caf\u00e9|Vary|Accept',
    'Set-Cookie|ins_access_token=t; Domain=.staging.example; Path=/; Secure; HttpOnly; SameSite=None',
    'Set-Cookie|b=c; SameSite=Lax',
  ].flatMap((each) => each.split('|'));

const added = /^(host|connection|x-forwarded-(for|host|proto)|content-length|transfer-encoding)$/i;

const others = (raw: readonly string[]): string[] =>
  raw.flatMap((name, index) => (index % 2 === 0 && !added.test(name) ? [`${name}: ${raw[index + 1]}`] : []));

describe('Forwarding', () => {
  it('Forwarding keeps every method, path, header and byte of a request but for those that name the way', async () => {
    const upstream = await startEcho();
    const { url } = await startListening({ upstream: upstream.url });
    const random = seededRandom();
    const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
    for (let times = 0; times < 200; times += 1) {
      const method = pick(['GET', 'PUT', 'POST', 'DELETE', 'PATCH', 'OPTIONS', 'REPORT']);
      const path = pick(
        ['/api/other', '/api/otp/settings/more', '/a%2Fb;c=1?x=%20&x', '/', '/ünï'.normalize('NFC')].map(encodeURI),
      );
      const body = method === 'GET' ? undefined : randomBytes(Math.floor(random() * 3_000));
      const headers = [
        'X-Twice',
        'one',
        'x-twice',
        'two',
        'Content-Type',
        pick(['application/json', 'a/b; c=d']),
        'Cookie',
        'a=b; c="d"',
        'X-Bytes',
        'caf\u00e9',
      ];
      const { body: answer } = await send(url, {
        method,
        path,
        headers,
        ...(body && { body, headers: [...headers, 'Content-Length', String(body.length)] }),
      });
      const heard = JSON.parse(answer.toString()) as Heard;
      expect(heard).toMatchObject({ method, url: path, size: body?.length ?? 0 });
      expect(heard.hash).toBe(
        createHash('sha256')
          .update(body ?? '')
          .digest('hex'),
      );
      expect(others(heard.rawHeaders)).toEqual(others(headers));
    }
    const { body } = await send(url, {
      path: '/way',
      headers: [
        'X-Forwarded-For',
        '10.0.0.1',
        'X-Mock-User',
        'admin',
        'Keep-Alive',
        'x',
        'Connection',
        'X-Hop',
        'X-Hop',
        '1',
      ],
    });
    const { rawHeaders } = JSON.parse(body.toString()) as Heard;
    const way = others(rawHeaders.map((each) => each.replace('X-Forwarded', 'Forwarded')));
    expect(way).toEqual([
      'Forwarded-For: 10.0.0.1, 127.0.0.1',
      `Forwarded-Host: localhost:${new URL(url).port}`,
      'Forwarded-Proto: http',
    ]);
    expect(rawHeaders.slice(0, 2)).toEqual(['host', new URL(upstream.url).host]);
  });

  it('Forwarding keeps status, headers, packed bodies and trailers of a response, and makes cookies and addresses fit', async () => {
    const packed = gzipSync('x'.repeat(10_000));
    const upstream = await startEcho((request, response) => {
      response.writeHead(302, 'Found It', [
        ...(request.method === 'HEAD' ? [] : ['Trailer', 'X-End']),
        ...headersOf(`http://${request.headers.host}`),
      ]);
      if (request.method === 'HEAD') return response.end() && true;
      response.write(packed);
      response.addTrailers({ 'X-End': 'done' });
      return response.end() && true;
    });
    const { url } = await startListening({ upstream: upstream.url });
    const response = await send(url, { path: '/any' });
    expect([response.statusCode, response.statusMessage]).toEqual([302, 'Found It']);
    expect(response.headers).toMatchObject({
      location: `http://localhost:${new URL(url).port}/next?a=b`,
      link: '</a>, </b>',
      'x-bytes': 'caf\u00e9',
      'set-cookie': ['ins_access_token=t; Path=/; HttpOnly', 'b=c; SameSite=Lax'],
      vary: 'Origin, Accept',
    });
    expect(response.body).toEqual(packed);
    expect(response.trailers).toEqual({ 'x-end': 'done' });
    expect((await send(url, { path: '/any', method: 'HEAD' })).body).toHaveLength(0);
    expect(upstream.asked).toContain('HEAD /any');
  });

  it('Forwarding leaves addresses of others alone, and follows none', async () => {
    const upstream = await startEcho((request, response) => {
      response.writeHead(307, { Location: request.url === '/a' ? 'http://169.254.169.254/latest' : '/b' }).end();
      return true;
    });
    const { url } = await startListening({ upstream: upstream.url });
    expect((await send(url, { path: '/a' })).headers.location).toBe('http://169.254.169.254/latest');
    expect((await send(url, { path: '/c' })).headers.location).toBe('/b');
    expect(upstream.asked).toEqual(['HEAD /', 'GET /a', 'GET /c']);
  });

  it('Forwarding hands over events as they come', async () => {
    let next = (): void => undefined;
    const upstream = await startEcho((_request, response) => {
      response.writeHead(200, { 'Content-Type': 'text/event-stream' });
      response.write('data: 1\n\n');
      next = () => response.end('data: 2\n\n');
      return true;
    });
    const { url } = await startListening({ upstream: upstream.url });
    const response = await fetch(`${url}/events`);
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    expect(Buffer.from((await reader.read()).value ?? []).toString()).toBe('data: 1\n\n');
    next();
    expect(Buffer.from((await reader.read()).value ?? []).toString()).toBe('data: 2\n\n');
    expect((await reader.read()).done).toBe(true);
  });

  it('Forwarding answers 502 with the reason while the upstream is away, and what is mocked goes on', async () => {
    const upstream = await startEcho((request, response) => {
      if (request.url !== '/broken') return false;
      response.write('half');
      setTimeout(() => response.destroy(), 20);
      return true;
    });
    const { url } = await startListening({ upstream: upstream.url, auth: 'off' });
    await expect(send(url, { path: '/broken' })).rejects.toThrow(/aborted|hang up/);
    const away = await startListening({ upstream: 'http://127.0.0.1:9', auth: 'off' });
    const { statusCode, body } = await send(away.url, { path: '/api/other' });
    expect(statusCode).toBe(502);
    expect(body.toString()).toContain(
      'The upstream http://127.0.0.1:9 cannot be reached (connect ECONNREFUSED 127.0.0.1:9).',
    );
    expect((await away.agent.get('/api/otp/settings').set('X-Space', 'a')).status).toBe(200);
  });

  it('Forwarding answers 504 with the reason when the upstream takes too long to begin', async () => {
    const upstream = await startEcho((request) => request.url === '/slow'); // nobody ends it
    const mock = await startListening({ upstream: upstream.url, upstreamTimeout: 200 });
    const { status, body } = await mock.agent.get('/slow');
    expect([status, body]).toEqual([504, expect.objectContaining({ message: expect.stringContaining('in time') })]);
  });

  it('Forwarding goes wrong as faults say: instead of the upstream, before it, or after it', async () => {
    const body = JSON.stringify(Array.from({ length: 50 }, () => ({ a: 1 })));
    const upstream = await startEcho((request, response) => {
      if (request.url !== '/api/otp/settings') return false;
      response.setHeader('Content-Type', 'application/json').end(body);
      return true;
    });
    const { agent } = await startListening({ upstream: upstream.url, forward: ['getSettings'] });
    const get = (fault: string) => agent.get('/api/otp/settings').set({ 'X-Space': 'a', 'X-Mock-Fault': fault });
    expect((await get('status=503')).status).toBe(503);
    await expect(get('reset')).rejects.toThrow(/ECONNRESET|hang up/);
    expect(upstream.asked.filter((asked) => asked.startsWith('GET'))).toEqual([]);
    const begun = performance.now();
    expect((await get('delay=300')).text).toBe(body);
    expect(performance.now() - begun).toBeGreaterThan(290);
    await expect(get('truncate')).rejects.toThrow('aborted');
    await agent.put('/__mock/faults').send({ faults: [{ operation: 'getSettings', status: 500, times: 1 }] });
    expect([(await agent.get('/api/otp/settings')).status, (await agent.get('/api/otp/settings')).status]).toEqual([
      500, 200,
    ]);
    const { requests } = (await agent.get('/__mock/requests')).body as { requests: object[] };
    expect(requests).toMatchObject([{ forwarded: true }, { status: 500, fault: 'status=500' }, {}, {}, {}, {}]);
    expect(requests[1]).not.toHaveProperty('forwarded');
  });

  it('Forwarding stands behind the guard, and never takes the control API with it', async () => {
    const upstream = await startEcho();
    const { url, agent } = await startListening({ upstream: upstream.url });
    const { port } = new URL(url);
    const foreign = await fetch(`${url}/x`, { method: 'POST', headers: { Origin: 'https://evil.example' } });
    expect(foreign.status).toBe(403);
    expect((await agent.get('/__mock/nothing')).status).toBe(404);
    expect((await agent.get('/__mock/health')).status).toBe(200);
    expect(upstream.asked).toEqual(['HEAD /']);
    expect(port).not.toBe('');
  });
});
