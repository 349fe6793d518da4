// The comparison of a target with a mock, for people.
import type { Deviation, Fidelity } from './fidelity.ts';

/** How many different deviations are shown. */
const most = 10;

/** In how much of one the texts of both sides are shown. */
const longest = 120;

/** A headline, and the lines under it: first what is due to the mock, each kind once with the requests that show it. */
export function fidelityInWords({ sequences, responses, same, deviations }: Fidelity): [string, ...string[]] {
  const due = byKind(deviations.filter(({ explanation }) => explanation === undefined));
  const explained = new Map<string, number>();
  for (const { explanation } of deviations)
    if (explanation !== undefined) explained.set(explanation, (explained.get(explanation) ?? 0) + 1);
  const more = due.length > most ? [`${due.length - most} more; the JSON report has all`] : [];
  return [
    `${same} of ${responses} responses to ${sequences} sequences are those of a mock with the observed assumptions`,
    ...due.slice(0, most).flatMap(([deviation, count]) => linesOf(deviation, count)),
    ...more,
    ...[...explained].map(([explanation, count]) => `${count} × ${explanation}`),
  ];
}

/** Those of one kind once, with the shortest sequence and their number; the most frequent first. */
function byKind(deviations: readonly Deviation[]): [Deviation, number][] {
  const kinds = new Map<string, Deviation[]>();
  for (const each of deviations) {
    const kind = JSON.stringify([each.operation, each.aspect, each.target, each.mock]);
    kinds.set(kind, [...(kinds.get(kind) ?? []), each]);
  }
  const shortest = (all: readonly Deviation[]): Deviation[] =>
    all.toSorted((a, b) => a.sequence.length - b.sequence.length).slice(0, 1);
  return [...kinds.values()]
    .flatMap((all) => shortest(all).map((first): [Deviation, number] => [first, all.length]))
    .toSorted(([, a], [, b]) => b - a);
}

function linesOf({ operation, aspect, target, mock, sequence }: Deviation, count: number): string[] {
  const times = count === 1 ? 'once' : `${count} times`;
  return [
    `${operation}: ${aspect} ${cut(target)}, from the mock ${cut(mock)} (${times}), after:`,
    ...sequence.map((request) => `  ${request}`),
  ];
}

const cut = (text: string): string => (text.length > longest ? `${text.slice(0, longest)}…` : text);
