// Whether tokens expire, by waiting for it.
import { expect, it } from 'vitest';
import { judge } from '../support/judge.ts';
import { startBackend } from '../targets/backend.ts';
import { mutants } from '../targets/mutants.ts';
import type { Quirks } from '../targets/quirks.ts';

const expiredTokenAccepted = mutants.find(({ name }) => name === 'expired-token-accepted')?.quirks;

async function outcomeAt(quirks: Partial<Quirks> = {}): Promise<string | undefined> {
  const backend = await startBackend({ ...quirks, ttlSeconds: 6 });
  const { report } = await judge({ url: backend.url, only: ['session.expired'], waitForExpiry: true });
  await backend.close();
  return report.checks.find(({ id }) => id === 'session.expired')?.outcome;
}

it('An expired token is waited for with waitForExpiry, however long it is valid', async () => {
  expect(await Promise.all([outcomeAt(), outcomeAt(expiredTokenAccepted)])).toEqual(['passed', 'failed']);
});
