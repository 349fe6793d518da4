// Whether tokens expire: by the clock of a mock of this package, by the claims of a JWT, or by waiting.
import { describe, expect, it, onTestFinished } from 'vitest';
import type { RunOptions } from '../../src/contract/run/run.ts';
import type { ServerOptions } from '../../src/options.ts';
import { createServer } from '../../src/server.ts';
import { judge } from '../support/judge.ts';
import { startBackend } from '../targets/backend.ts';
import { jwt } from '../targets/variants/sessions.ts';
import type { Quirks } from '../targets/quirks.ts';

async function mockAt(options: ServerOptions = {}): Promise<string> {
  const server = await createServer(options);
  onTestFinished(() => server.close());
  return server.listen({ port: 0 });
}

async function backendAt(quirks: Partial<Quirks>): Promise<string> {
  const backend = await startBackend(quirks);
  onTestFinished(() => backend.close());
  return backend.url;
}

async function resultOf(id: string, options: RunOptions) {
  const { report } = await judge({ only: [id], rngSeed: 1, ...options });
  return report.checks.find((check) => check.id === id);
}

describe('An expired token', () => {
  it.each([
    { offset: 5_000, frozen: false },
    { now: '2031-02-03T04:05:06.789Z', frozen: true },
  ])('is checked by the clock of a mock, which is set back to %j', async (clock) => {
    const url = await mockAt();
    const headers = { 'Content-Type': 'application/json' };
    await fetch(`${url}/__mock/clock`, { method: 'PUT', headers, body: JSON.stringify(clock) });
    expect(await resultOf('session.expired', { url })).toMatchObject({ outcome: 'passed' });
    expect(await (await fetch(`${url}/__mock/clock`)).json()).toMatchObject(clock);
  });

  it('is not checked where the mock requires its control token, or the run does not wait so long', async () => {
    const reason = 'a token is valid for 300 s; pass --wait-for-expiry to wait so long';
    for (const url of [await mockAt({ controlToken: 'control-token' }), await backendAt({})])
      expect(await resultOf('session.expired', { url })).toMatchObject({ outcome: 'skipped', reason });
  });

  it('is not waited for any longer when the run is stopped', async () => {
    const started = Date.now();
    const url = await backendAt({});
    const result = await resultOf('session.expired', { url, waitForExpiry: true, maxTime: 2 });
    expect(result).toMatchObject({ outcome: 'skipped', reason: expect.stringContaining('2 s') as string });
    expect(Date.now() - started).toBeLessThan(20_000);
  });
});

describe('The lifetime in a token', () => {
  const withLifetime = (seconds: number): Partial<Quirks> => ({
    newToken: ({ world }, token) => {
      const exp = Math.round(token.expires / 1000) - 300 + seconds;
      return jwt({ sub: token.user, exp: token.use === 'access' ? exp : exp + 86_400, jti: world.number() });
    },
  });

  it('agrees with the one that the login announces', async () => {
    for (const url of [await mockAt(), await backendAt(withLifetime(300))])
      expect(await resultOf('session.lifetime', { url })).toMatchObject({ outcome: 'passed' });
  });

  it('fails if it is another one', async () => {
    expect(await resultOf('session.lifetime', { url: await backendAt(withLifetime(3_900)) })).toMatchObject({
      outcome: 'failed',
      expected: 'a token that expires after 300 s',
      actual: expect.stringMatching(/^exp is 3\d\d\d s after iat$/) as string,
    });
  });

  it('is not checked in a token that is not a JWT', async () => {
    expect(await resultOf('session.lifetime', { url: await backendAt({}) })).toMatchObject({ outcome: 'skipped' });
  });
});
