// The same checks as vitest tests, for projects that contain the target.
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { StartError } from '../document/start-error.ts';
import { reproductionLines } from './report/words.ts';
import { levelOf } from './report/level.ts';
import type { CheckResult } from './report/result.ts';
import { Run, type RunOptions } from './run/run.ts';

export interface DescribeOptions extends Omit<RunOptions, 'url'> {
  /** A URL, or an application that node:http can serve, as Express makes them. */
  readonly target: string | RequestListener;
  /** Whether assumed differences fail, too. */
  readonly strict?: boolean;
}

/**
 * Registers a test for every check. Await it at the top of a test file: the checks come from the document, which is read
 * first. What the target held before is put back after the last test.
 * @throws {StartError} outside vitest, and when the target cannot be run against.
 */
export async function describeContract({ target, strict = false, ...options }: DescribeOptions): Promise<void> {
  const { afterAll, describe, test } = await importVitest();
  const served = typeof target === 'string' ? { url: target, close: async () => undefined } : await serve(target);
  const run = await Run.start({ ...options, url: served.url });
  describe(`The contract at ${typeof target === 'string' ? target : 'the application'}`, () => {
    for (const check of run.checks)
      test(`${check.id}: ${check.statement}`, { timeout: 120_000 }, async (context) => {
        const result = await run.judge(check);
        if (levelOf(result, strict) === 'error') throw new Error(explain(result));
        if (result.outcome !== 'passed') context.skip(result.reason ?? explain(result));
      });
    afterAll(async () => {
      const { restored, unmet } = await run.finish();
      await served.close();
      const lost = restored.filter(({ outcome }) => outcome === 'lost');
      if (lost.length > 0) throw new Error(`Not everything was restored: ${JSON.stringify(lost)}`);
      if (unmet.length > 0) throw new Error(`${unmet.join('; ')}.`);
    }, 120_000);
  });
}

/** Vitest sets the environment variable VITEST. Outside vitest, its functions fail with unrelated messages. */
async function importVitest() {
  if (process.env['VITEST'] === undefined)
    throw new StartError(
      'describeContract() needs vitest: call it in a test file that vitest runs; elsewhere, run otp-settings-mock contract URL.',
    );
  return import('vitest');
}

function explain(result: CheckResult): string {
  const { expected, actual, blockedBy } = result;
  if (blockedBy !== undefined) return `blocked by ${blockedBy}`;
  return [`expected ${expected}`, `actual   ${actual}`, ...reproductionLines(result)].join('\n');
}

async function serve(listener: RequestListener): Promise<{ url: string; close(): Promise<unknown> }> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // a server that listens on TCP has one
  return {
    url: `http://127.0.0.1:${port}`,
    close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      return closed;
    },
  };
}
