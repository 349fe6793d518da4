// Failures that have one cause: checks that all saw the same, in several places.
import { isFailure } from './level.ts';
import type { CheckResult } from './result.ts';

/** The ids of failed checks that have one cause. */
export interface Cause {
  readonly checks: readonly string[];
}

/** The failed checks by cause, in the order of the run. */
export function causesOf(results: readonly CheckResult[]): Cause[] {
  const causes = new Map<string, string[]>();
  for (const result of results.filter(isFailure)) {
    const cause = signOf(result);
    causes.set(cause, [...(causes.get(cause) ?? []), result.id]);
  }
  return [...causes.values()].map((checks) => ({ checks }));
}

/**
 * What failures of one cause have in common: what was seen, if the target itself names the field there, and otherwise also
 * the sort of the check, and what was expected.
 */
function signOf({ id, expected = '', actual = '' }: CheckResult): string {
  const [place = '', ...rest] = id.split('.');
  const sort = rest.at(-1) ?? place;
  const fields = rest.slice(0, -1);
  const names = [...fields, ...place.split('-')].filter((name) => name.length > 2);
  const seen = shapeOf(actual, names);
  return fields.some((field) => actual.includes(field)) ? seen : [sort, shapeOf(expected, names), seen].join('\n');
}

/** A text without what differs from place to place: names, numbers that identify, dates, and filling. */
function shapeOf(text: string, names: readonly string[]): string {
  const withoutNames = names.reduce((left, name) => left.replaceAll(name.toLowerCase(), '…'), text.toLowerCase());
  return withoutNames
    .replaceAll(/\d{4}-\d\d-\d\dt[\d:.]+(z|[+-]\d\d:?\d\d)?/g, 'date')
    .replaceAll(/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/g, 'id')
    .replaceAll(/\d{6,}/g, 'number')
    .replaceAll(/(.)\1{9,}/gsu, '$1');
}

/** The other checks that failed for the same cause; undefined where another one stands for them. */
export function othersOf(causes: readonly Cause[], { id }: CheckResult): readonly string[] | undefined {
  const [first = id, ...others] = causes.find(({ checks }) => checks.includes(id))?.checks ?? [];
  return first === id ? others : undefined;
}
