// How many requests of a run are open at once, and what does not hold only because of that.
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { meet, untilMet } from '../../src/contract/model/at-once.ts';
import { exitCodeOf } from '../../src/contract/report/report.ts';
import { pretty } from '../../src/contract/reporters/pretty.ts';
import { type Between, startBetween } from '../support/between.ts';
import { judge, troubles } from '../support/judge.ts';
import { startBackend } from '../targets/backend.ts';

const only = ['put-twilio.', 'put-mail.', 'list.'];

async function before(options: Parameters<typeof startBetween>[1]): Promise<Between> {
  const backend = await startBackend();
  onTestFinished(() => backend.close());
  return startBetween(backend.url, options);
}

describe('The pace of a run', () => {
  it('Not more requests are open at once than asked for, except those that have to go out together', async () => {
    const { url, most } = await before({ delay: 2 });
    const { report } = await judge({ url, only: ['put-mail.smtpPort', 'put-twilio.type', 'list.'], parallel: 3 });
    expect(troubles(report, ['failed', 'blocked'])).toEqual([]);
    expect(most.get('PUT')).toBe(3);
    expect(most.get('GET')).toBeLessThanOrEqual(3);
  });

  it('In a given space, reads go on side by side, and writes one after another', async () => {
    const { url, most } = await before({ delay: 2 });
    const options = { url, only: ['put-mail.smtpPort', 'list.'], space: 'given', otherSpace: 'given_2' };
    const { report } = await judge(options);
    expect(troubles(report, ['failed', 'blocked'])).toEqual([]);
    expect(most.get('PUT')).toBe(1);
    expect(most.get('GET')).toBeGreaterThan(1);
  });

  it('After 429, requests are repeated once Retry-After has passed, and fewer go on at once', async () => {
    let refused = 0;
    const late: number[] = [];
    let until = 0;
    const { url } = await before({
      delay: 2,
      respond(response, { method }, open) {
        if (refused > 0 && refused < 4 && Date.now() < until) late.push(until - Date.now());
        if (method !== 'PUT' || open < 5 || refused >= 4) return false;
        refused += 1;
        until = Date.now() + 900;
        response.writeHead(429, { 'retry-after': '1' }).end();
        return true;
      },
    });
    const { report } = await judge({ url, only, parallel: 16 });
    expect(troubles(report, ['failed', 'blocked'])).toEqual([]);
    expect(refused).toBeGreaterThan(0);
    expect(late.length).toBeLessThan(16); // those that were under way
  });

  it('What fails only beside other requests is evaluated again alone, and is flaky, which fails the run', async () => {
    const { url } = await before({
      delay: 10,
      respond(response, { method }, open) {
        if (method !== 'PUT' || open < 3) return false;
        response.writeHead(500).end();
        return true;
      },
    });
    const { report } = await judge({ url, only: ['put-twilio.type', 'put-mail.provider', 'put-netgsm.type'] });
    expect(troubles(report, ['failed', 'blocked'])).toEqual([]);
    expect(exitCodeOf(report)).toBe(1);
    const text = pretty(report, { colour: false, strict: false });
    expect(text).toMatch(
      /flaky {2}put-\S+\n(?: {2}.+\n)+? {2}it failed once, and passed when it was evaluated again, alone\n/,
    );
  });
});

describe('Requests that have to meet', () => {
  const roundsWith = async (responses: readonly (readonly [first: number, last: number])[]): Promise<number> => {
    let rounds = 0;
    await untilMet(3, (index) => {
      rounds += 1;
      const [first, last] = responses[index % responses.length] ?? [0, 0];
      return Promise.resolve([{ first, last, count: 2 }]);
    });
    return rounds;
  };

  it.each([
    { target: 'that responds to both at once', responses: [[100, 103]] as const, rounds: 3 },
    { target: 'that takes one after another', responses: [[100, 200]] as const, rounds: 3 },
    {
      target: 'behind a network that is slow at times',
      responses: [
        [10, 12],
        [10, 900],
        [400, 700],
      ] as const,
      rounds: 7,
    },
    { target: 'that one of two requests always reaches late', responses: [[10, 900]] as const, rounds: 12 },
  ])('Two requests to a target $target meet within $rounds rounds', async ({ responses, rounds }) => {
    expect(await roundsWith(responses)).toBe(rounds);
  });

  it('Times are told when all responses are there, and an error is thrown only then', async () => {
    const { first, last, count, results } = await meet([wait(60, 'late'), Promise.resolve('at once')]);
    expect({ count, results }).toEqual({ count: 2, results: ['late', 'at once'] });
    expect(last - first).toBeGreaterThan(30); // a timer may be late, and the other response is there already
    let over = false;
    const slow = wait(60).then(() => (over = true));
    await expect(meet<unknown>([Promise.reject(new Error('refused')), slow])).rejects.toThrow('refused');
    expect(over).toBe(true);
  });
});
