// What a run sends again, and what it does not: lost requests, refusals of a proxy, test messages; and what it says of that.
import { describe, expect, it, onTestFinished } from 'vitest';
import { expectUnchanged } from '../../src/contract/checks/expect.ts';
import { mostMessages } from '../../src/contract/target/client.ts';
import { pretty } from '../../src/contract/reporters/pretty.ts';
import { exitCodeOf } from '../../src/contract/report/report.ts';
import { startBetween } from '../support/between.ts';
import { judge, troubles } from '../support/judge.ts';
import { staging } from '../support/staging.ts';
import { Run } from '../support/shipped.ts';
import { otherSample, sampleOf } from '../../src/contract/model/kinds.ts';
import { correct, startBackend } from '../targets/backend.ts';
import { mutants } from '../targets/mutants.ts';
import type { Quirks } from '../targets/quirks.ts';
import { bodies } from '../targets/scenario.ts';

type Respond = NonNullable<Parameters<typeof startBetween>[1]['respond']>;

async function behind(respond: Respond, quirks: Partial<Quirks> = {}): Promise<string> {
  const backend = await startBackend(quirks);
  onTestFinished(() => backend.close());
  return (await startBetween(backend.url, { respond })).url;
}

/** Responds by itself to some of the requests. */
function every(nth: number, answer: Respond): Respond {
  let count = 0;
  return (...asked) => {
    count += 1;
    return count % nth === 0 && answer(...asked);
  };
}

const unavailable: Respond = (response) => {
  response.writeHead(503).end();
  return true;
};

describe('What is sent again', () => {
  it('A request without a response, or with one of a proxy, is sent again, and the report counts it', async () => {
    const reset: Respond = (response) => {
      response.destroy();
      return true;
    };
    const fifth = every(5, unavailable);
    const seventh = every(7, reset);
    const url = await behind((...asked) => fifth(...asked) || seventh(...asked));
    const { report } = await judge({ url, only: ['put-mail.smtpPort', 'list.'] });
    expect(troubles(report, ['failed', 'blocked', 'skipped'])).toEqual([]);
    expect(report.repeated).toEqual({ '503': expect.any(Number), 'no response': expect.any(Number) });
    const text = pretty(report, { colour: false, strict: false });
    expect(text).toMatch(/\d+ requests had to be sent again: \d+ × 503, \d+ × no response\./);
  });

  it('A request that never gets a response fails the check', async () => {
    const url = await behind(
      (response, { method }) => method === 'PUT' && unavailable(response, undefined as never, 0),
    );
    const { report } = await judge({ url, only: ['put-mail.answers'] });
    expect(troubles(report, ['failed'])).toEqual([
      expect.stringMatching(/^put-mail\.answers: expected a response; actual .*503/),
    ]);
  });

  it('A test send that a proxy refuses, as it refuses other requests, is sent again', async () => {
    const url = await behind(every(5, unavailable));
    const { report, run } = await judge({ url, only: ['test.'] });
    expect(troubles(report, ['failed', 'flaky', 'blocked'])).toEqual([]);
    expect(run.workspace.client.messages).toBeLessThanOrEqual(mostMessages);
  });

  it('A test send that gets 503 by itself is not sent again: that is the response of the target', async () => {
    let sends = 0;
    const url = await behind((response, request) => {
      if (request.method !== 'POST' || request.url !== '/api/otp/settings/test') return false;
      sends += 1;
      return unavailable(response, request, 0);
    });
    const { report, run } = await judge({ url, only: ['test.answers'] });
    expect(troubles(report, ['failed', 'flaky'])).toEqual([]);
    expect(report.repeated).toEqual({});
    expect(run.workspace.client.messages).toBe(sends);
  });

  it('A proxy that limits the rate with 503 fails nothing: the run becomes slower, and its test sends wait, too', async () => {
    let [tokens, refilled] = [10, Date.now()];
    const refused = { PUT: 0, GET: 0, POST: 0 };
    const url = await behind((response, { method, url: path = '' }) => {
      tokens = Math.min(10, tokens + (Date.now() - refilled) * 0.1); // 100 requests per second, 10 at once
      refilled = Date.now();
      if (path === '/login' || tokens >= 1) tokens -= 1;
      else {
        refused[method as keyof typeof refused] += 1;
        response.writeHead(503, { 'content-type': 'text/html' }).end('<h1>503 Service Temporarily Unavailable</h1>');
        return true;
      }
      return false;
    });
    const { report } = await judge({ url, only: ['put-twilio.', 'test.'] });
    expect(troubles(report, ['failed', 'flaky', 'blocked'])).toEqual([]);
    expect(refused.PUT).toBeGreaterThan(0);
    expect(report.durationMs).toBeLessThan(30_000);
    expect(Object.values(refused).reduce((sum, count) => sum + count, 0)).toBeLessThan(300);
  });

  it('A run with a token that is given stops when the token expires, and blames nobody', async () => {
    let count = 0;
    const quirks = { givenTokens: { 'given-token': 'admin' } };
    const url = await behind((response, { method }) => {
      count += method === 'PUT' ? 1 : 0;
      if (count < 20) return false;
      response.writeHead(401).end();
      return true;
    }, quirks);
    const { report } = await judge({ url, token: 'given-token', only: ['list.', 'put-mail.'] });
    expect(troubles(report, ['failed'])).toEqual([]);
    expect(report.stopped).toBe('the target no longer accepts the token');
    expect(exitCodeOf(report)).toBe(2);
  });
});

describe('Another client in the space', { timeout: 120_000 }, () => {
  it('A check that takes longer than a token is valid cannot be decided', async () => {
    const backend = await startBackend({ ttlSeconds: 1 });
    onTestFinished(() => backend.close());
    const { url } = await startBetween(backend.url, { delay: () => 150 });
    const { report } = await judge({ url, only: ['session.together'] });
    expect(report.checks.find(({ id }) => id === 'session.together')).toMatchObject({
      outcome: 'skipped',
      reason: 'it takes longer than a token is valid',
    });
    expect(exitCodeOf(report)).toBe(0);
  });

  it('What a check stored when it was evaluated again is known to the checks after it', async () => {
    const backend = await startBackend();
    onTestFinished(() => backend.close());
    const run = await Run.start({ url: backend.url, only: ['list.answers'] });
    const { workspace } = run;
    const kind = workspace.options.kinds[0] ?? expect.unreachable();
    await workspace.baseline(kind);
    const again = workspace.anew(workspace.options.spaces);
    await again.store(kind, otherSample(kind));
    expect(await workspace.baseline(kind)).toEqual(sampleOf(kind));
    await expectUnchanged(workspace, kind);
    await run.finish();
  });

  it('A failure does not count in a space in which another client writes', async () => {
    let [lists, covered] = [0, false];
    const other = { username: 'somebody', password: 'somebody', smtpHost: 'somebody' };
    const { url } = await staging({
      list(call) {
        lists += call.space === 'live' ? 1 : 0;
        if (lists === 5) void correct.put({ ...call, route: 'mail' }, { ...bodies.mail, ...other }); // seen by the run
        return correct.list(call);
      },
      put(call, body) {
        const isSet = call.quirks.spaceOf(call).get('twilio')?.['isDefault'] === true;
        if (lists > 5 && !covered && isSet && call.route === 'dataport' && body['isDefault'] !== true) {
          covered = true;
          void correct.put(call, { ...body, isDefault: true }); // covered by what the run puts
        }
        return correct.put(call, body);
      },
    });
    const { report } = await judge({ url, space: 'live', only: ['together.default-kept'] });
    expect(covered).toBe(true);
    expect(report.checks.find(({ id }) => id === 'together.default-kept')).toMatchObject({
      outcome: 'skipped',
      reason: 'another client writes in the space "live"',
    });
  });

  it('A test send without a space is tried again if it was refused because another client took the default away', async () => {
    const { quirks } = mutants.find(({ name }) => name === 'space-not-needed-on-test-send') ?? expect.unreachable();
    let sends = 0;
    const backend = await startBackend({
      ...quirks,
      test(call) {
        const space = call.quirks.spaceOf(call);
        sends += call.headers['x-space'] === undefined ? 1 : 0;
        if (sends === 1) for (const [kind, values] of space) space.set(kind, { ...values, isDefault: false });
        return correct.test(call);
      },
    });
    onTestFinished(() => backend.close());
    const { report } = await judge({ url: backend.url, only: ['test.space-required'] });
    expect(report.checks.find(({ id }) => id === 'test.space-required')).toMatchObject({ outcome: 'failed' });
  });

  it('A setting of another client that is there at the end is reported, but not as a loss', async () => {
    const { url, put } = await staging();
    const between = await startBetween(url, { delay: 30 });
    const options = { url: between.url, space: 'live', otherSpace: 'spare', only: ['put-mail.shown'] };
    const over = new AbortController();
    const writing = (async () => {
      for (let number = 1; !over.signal.aborted; number += 1) {
        const own = { username: `other ${number}`, password: `other ${number}`, smtpHost: `other ${number}` };
        await put('live', 'mail', { ...own, smtpPort: 7_000 + number });
      }
    })();
    const { report } = await judge(options);
    over.abort();
    await writing;
    expect(troubles(report, ['failed'])).toEqual([]);
    expect(report.notShown.map(({ cause }) => cause)).toContain('another client writes in the space "live"');
    expect(report.restored.filter(({ outcome }) => outcome === 'lost')).toEqual([]);
  });
});
