// Which statements a run has shown, by operation and field: by values that were accepted, and by values that were refused.
import type { Check } from '../checks/check.ts';
import type { Subjects } from '../model/subjects.ts';
import type { CheckResult } from './result.ts';
import { titleOf } from '../../document/operations.ts';

/** The documented statements about one operation, or about one field of its body. */
export interface CoverageRow {
  /** As the page names it; `several` for statements about more than one. */
  readonly operation: string;
  /** Missing for what is not about one field. */
  readonly field?: string;
  readonly statements: number;
  /** How many passed by requests that had to be accepted, that had to be refused, or where both are right. */
  readonly accepted: number;
  readonly refused: number;
  readonly either: number;
  /** How many did not hold, also those that are known. */
  readonly failed: number;
  readonly notChecked: number;
}

interface Planned {
  readonly checks: readonly Check[];
  readonly subjects: Subjects;
}

/** A row for each operation, followed by those of its fields, in the order of the page. */
export function coverageTable(results: readonly CheckResult[], { checks, subjects }: Planned): CoverageRow[] {
  const { list, puts, test } = subjects;
  const titles = new Map([list, ...puts, test].map(({ name, operation }) => [name, titleOf(operation)]));
  const outcomes = new Map(results.map(({ id, outcome }) => [id, outcome]));
  const documented = checks.filter(({ tier }) => tier === 'documented');
  const places = new Map<string, Check[]>();
  for (const check of documented) {
    const place = `${titles.get(nameIn(check.id)) ?? ''}\n${check.field ?? ''}`;
    places.set(place, [...(places.get(place) ?? []), check]);
  }
  return [...places.values()]
    .map((all) => rowOf(all, { outcomes, titles }))
    .toSorted((a, b) => placeOf(a.operation, titles) - placeOf(b.operation, titles));
}

const nameIn = (id: string): string => id.split('.')[0] ?? id;

interface Known {
  readonly outcomes: ReadonlyMap<string, CheckResult['outcome']>;
  /** Of operations, by the first part of the ids of their checks. */
  readonly titles: ReadonlyMap<string, string>;
}

function placeOf(operation: string, titles: Known['titles']): number {
  const place = [...titles.values()].indexOf(operation);
  return place === -1 ? titles.size : place;
}

function rowOf(checks: readonly Check[], { outcomes, titles }: Known): CoverageRow {
  const [{ id, field } = { id: '', field: undefined }] = checks;
  const passed = (shown: Check['shows']): number =>
    checks.filter((check) => check.shows === shown && outcomes.get(check.id) === 'passed').length;
  const failed = checks.filter((check) => ['failed', 'flaky', 'known'].includes(outcomes.get(check.id) ?? '')).length;
  const counts = { accepted: passed('accepted'), refused: passed('refused'), either: passed('either'), failed };
  const checked = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return {
    operation: titles.get(nameIn(id)) ?? 'several',
    ...(field !== undefined && { field }),
    statements: checks.length,
    ...counts,
    notChecked: checks.length - checked,
  };
}
