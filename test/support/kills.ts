// Which check is to find which mutant: the one whose sentence is about the fault, or one of several, by id or its beginning.
import { readFileSync } from 'node:fs';
import type { Report } from '../../src/contract/report.ts';

export const kills = JSON.parse(readFileSync(new URL('../contract/kills.json', import.meta.url), 'utf8')) as Readonly<
  Record<string, readonly string[]>
>;

/** The ids of the checks that fired. */
export function firedIn({ checks }: Report): string[] {
  return checks.filter(({ outcome }) => outcome === 'failed' || outcome === 'differs').map(({ id }) => id);
}

/** Those of the checks that fired which are about a fault. @param killers their ids, or how these begin */
export function killersIn(fired: readonly string[], killers: readonly string[]): string[] {
  return fired.filter((id) => killers.some((killer) => id.startsWith(killer)));
}
