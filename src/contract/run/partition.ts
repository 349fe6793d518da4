// Which checks are evaluated side by side: each place has spaces of its own and goes through its checks one after another.
// The division depends on the plan alone, so that a run finds the same however many requests go on at once.
import type { Check } from '../checks/check.ts';
import { spacesOf } from '../model/spaces.ts';
import type { Workspace } from '../model/workspace.ts';

export interface Place {
  readonly workspace: Workspace;
  readonly checks: readonly Check[];
}

/** Into how many places the checks of one place in the plan are divided, because together they would take longest. */
const parts: Readonly<Record<string, number>> = { together: 3, probes: 3, spaces: 7, test: 3 };
const partsOfKind = 4;

/** The places of the checks that were asked for. Where the run has only the spaces that it was given, only of those that read. */
export function placesOf(workspace: Workspace, checks: readonly Check[], plan: readonly Check[]): Place[] {
  if (!workspace.options.spaces.madeUp)
    return checks.filter(onlyReads).map((check) => ({ workspace, checks: [check] }));
  const wanted = new Set(checks);
  return [...divided(plan).values()].map((all, index) => ({
    workspace: workspace.at(spacesOf(workspace.options.spaces, index + 1)),
    checks: all.filter((check) => wanted.has(check)),
  }));
}

const onlyReads = ({ effect, place }: Check): boolean => effect === 'read' && place !== undefined;

function divided(plan: readonly Check[]): Map<string, Check[]> {
  const numbers = new Map<string, Map<string, number>>();
  const places = new Map<string, Check[]>();
  for (const check of plan) {
    const { place, group = check.id } = check;
    if (place === undefined) continue;
    const groups = numbers.get(place) ?? new Map<string, number>();
    if (!groups.has(group)) groups.set(group, groups.size);
    numbers.set(place, groups);
    const of = place.startsWith('put-') ? partsOfKind : (parts[place] ?? 1);
    const name = of === 1 ? place : `${place} ${(groups.get(group) ?? 0) % of}`;
    places.set(name, [...(places.get(name) ?? []), check]);
  }
  return places;
}
