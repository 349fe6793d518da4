// Runs over an unreliable network: no false alarm, every fault found, everything put back. `npm run network` makes a thousand runs and
// prints a table; the test command makes some of them, side by side, over a milder one.
import pLimit from 'p-limit';
import { describe, expect, it } from 'vitest';
import { troubles } from '../support/judge.ts';
import { firedIn, firesOrIsBlocked, kills, killersIn } from '../support/kills.ts';
import type { Report } from '../../src/contract/report/report.ts';
import { judgeOverNetwork, type Judged } from '../support/unreliable-network.ts';
import { correct } from '../targets/backend.ts';
import { mutants } from '../targets/mutants.ts';
import type { Quirks } from '../targets/quirks.ts';
import { variants } from '../targets/variants.ts';

const runs = Number(process.env['NETWORK_RUNS'] ?? 0);

interface Target {
  readonly name: string;
  readonly quirks: Partial<Quirks>;
  readonly token?: string;
  /** Missing for a conforming backend. */
  readonly killers?: readonly string[];
}

const conforming: readonly Target[] = [{ name: 'correct', quirks: {} }, ...variants];

/** Faults that settings of others make look like a decision of the backend, which the run observes. */
const observed: Readonly<Record<string, readonly string[]>> = {
  'list-404-when-empty': ['assumption.unknown-space'],
  'test-send-uses-default-of-other-space': ['assumption.test-without-default'],
};
const faulty: readonly Target[] = mutants
  .filter(({ invisible }) => invisible === undefined)
  .map(({ name, quirks }) => ({ name, quirks, killers: [...(kills[name] ?? []), ...(observed[name] ?? [])] }));

/** The longest time that a token is valid, in seconds, so that it expires in the middle of a run. */
const lifetime = 20;

/** Seconds for a run: where spaces are not independent, every request waits for the one before it. */
const maxTime = 3_600;

interface Conditions {
  readonly jitter: number;
  /** The seconds of Retry-After that 429 has at most. */
  readonly retryAfter: number;
  /** The checks of a conforming backend; all by default. */
  readonly only?: readonly string[];
}

interface Outcome {
  readonly target: Target;
  /** What went wrong; nothing, if all is well. */
  readonly wrong: readonly string[];
  readonly seconds: number;
  readonly report?: Report;
}

async function outcomeOf(
  target: Target,
  { only: some, ...conditions }: Conditions & { readonly seed: number },
): Promise<Outcome> {
  const { quirks, token, killers } = target;
  const ttlSeconds = Math.min(quirks.ttlSeconds ?? correct.ttlSeconds, lifetime);
  const network = { ...conditions, bad: 0.05, ...(conditions.seed % 2 === 0 && { otherWriterEvery: 5_000 }) };
  const only = killers ?? some;
  const run = { timeout: 6_000, maxTime, ...(token !== undefined && { token }), ...(only && { only }) };
  const started = Date.now();
  try {
    const judged = await judgeOverNetwork({ network, quirks: { ...quirks, ttlSeconds }, run });
    const wrong = wrongIn(judged, target);
    return { target, wrong, seconds: (Date.now() - started) / 1000, report: judged.report };
  } catch (error) {
    return { target, wrong: [`no run: ${String(error)}`], seconds: (Date.now() - started) / 1000 };
  }
}

function wrongIn({ report, lost }: Judged, { killers }: Target): string[] {
  const found = killers && killersIn(firedIn(report, firesOrIsBlocked), killers);
  const missed = found?.length === 0 ? [`${killers?.join(' or ')} missed it`] : [];
  const alarms = killers ? [] : troubles(report, ['failed', 'blocked']);
  const stopped = report.stopped === undefined ? [] : [report.stopped];
  const notPutBack = killers ? [] : lost.map((each) => `not put back: ${each}`); // a fault may prevent it, also in calm
  return [...missed, ...alarms, ...stopped, ...notPutBack];
}

/** Many runs, so many of them at once. */
function outcomes(
  targets: readonly Target[],
  { parallel, ...conditions }: Conditions & { readonly parallel: number },
): Promise<Outcome[]> {
  return pLimit(parallel).map(targets, async (target, index) => {
    const outcome = await outcomeOf(target, { ...conditions, seed: index + 1 });
    if (runs > 0) for (const each of wrongs([outcome])) process.stdout.write(`${each}\n`);
    return outcome;
  });
}

const wrongs = (all: readonly Outcome[]): string[] =>
  all.flatMap(({ target, wrong }) => wrong.map((each) => `${target.name}: ${each}`));

describe('Over an unreliable network', () => {
  it(
    'Over an unreliable network, no conforming backend is blamed, and all is put back',
    { timeout: 120_000 },
    async () => {
      const chosen = conforming.filter((_each, index) => index % 12 === 0);
      const all = await outcomes(chosen, {
        jitter: 50,
        retryAfter: 0,
        parallel: 4,
        only: ['list.', 'put-mail.', 'spaces.', 'session.', 'test.'],
      });
      expect(wrongs(all)).toEqual([]);
      const repeated = all.map(({ report }) => Object.keys(report?.repeated ?? {}));
      expect(repeated).toEqual(chosen.map(() => ['429', '503', 'no response']));
    },
  );

  it('Over an unreliable network, faults are found', { timeout: 120_000 }, async () => {
    const chosen = faulty.filter((_each, index) => index % 12 === 5);
    expect(wrongs(await outcomes(chosen, { jitter: 100, retryAfter: 0, parallel: 8 }))).toEqual([]);
  });

  describe.runIf(runs > 0)('A table of many runs', () => {
    it.each([
      { name: 'conforming backends', targets: conforming },
      { name: 'backends with a fault', targets: faulty },
    ])('A table of many runs: $name', { timeout: 4 * 3_600_000 }, async ({ name, targets }) => {
      const many = Array.from({ length: Math.ceil(runs / 2) }, (_each, index) => targets[index % targets.length]);
      const all = await outcomes(
        many.filter((target) => target !== undefined),
        { jitter: 2_000, retryAfter: 1, parallel: 48 },
      );
      process.stdout.write(`${tableOf(name, all)}\n`);
      expect(wrongs(all)).toEqual([]);
    });
  });
});

function tableOf(name: string, all: readonly Outcome[]): string {
  const notPutBack = all.filter(({ wrong }) => wrong.some((each) => each.startsWith('not put back')));
  const seconds = all.map((each) => each.seconds).toSorted((a, b) => a - b);
  const again = all.flatMap(({ report }) => Object.values(report?.repeated ?? {})).reduce((sum, each) => sum + each, 0);
  const wrong = all.filter((each) => each.wrong.length > 0).length;
  const median = seconds[Math.floor(seconds.length / 2)]?.toFixed(0);
  const head = ['', 'runs', 'false alarm or missed', 'not put back', 'requests sent again', 'median, s'];
  const row = [name, all.length, wrong, notPutBack.length, again, median];
  return [head, head.map(() => '---'), row].map((each) => `| ${each.join(' | ')} |`).join('\n');
}
