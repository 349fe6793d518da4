// Which check is to find which mutant: the one whose sentence is about the fault, or one of several, by id or its beginning.
import { readFileSync } from 'node:fs';
import type { Report } from '../../src/contract/report/report.ts';
import { otpUserOf, startBackend } from '../targets/backend.ts';
import type { Mutant } from '../targets/mutants.ts';
import { judge } from './judge.ts';

export const kills = JSON.parse(readFileSync(new URL('../contract/kills.json', import.meta.url), 'utf8')) as Readonly<
  Record<string, readonly string[]>
>;

type Outcome = Report['checks'][number]['outcome'];

const fires: readonly Outcome[] = ['failed', 'flaky', 'differs'];

/** Where the fault can show in another check first, that one fires, and blocks those about the fault. */
export const firesOrIsBlocked: readonly Outcome[] = [...fires, 'blocked'];

/** The ids of the checks that fired. */
export function firedIn({ checks }: Report, outcomes: readonly Outcome[] = fires): string[] {
  return checks.filter(({ outcome }) => outcomes.includes(outcome)).map(({ id }) => id);
}

/** Those of the checks that fired which are about a fault. @param killers their ids, or how these begin */
export function killersIn(fired: readonly string[], killers: readonly string[]): string[] {
  return fired.filter((id) => killers.some((killer) => id.startsWith(killer)));
}

/** What a run reports about a mutant. @param only the ids of the checks, or how these begin; none for all checks */
export async function reportOf({ quirks }: Mutant, only: readonly string[]): Promise<Report> {
  const backend = await startBackend(quirks);
  try {
    return (await judge({ url: backend.url, otpUser: otpUserOf(backend.url), only, timeout: 4_000, rngSeed: 1 }))
      .report;
  } finally {
    await backend.close();
  }
}
