// The spaces in the order in which people look for them.
import type { RequestEntry, SpaceCount } from '../document/schemas.ts';

/** The spaces that there are, and those of the names that are not among them, by name. */
export function withEmpty(spaces: readonly SpaceCount[], names: readonly string[]): SpaceCount[] {
  const known = new Set(spaces.map(({ name }) => name));
  const others = [...new Set(names)].filter((name) => !known.has(name));
  const empty = others.map((name) => ({ name, settings: 0, messages: 0 }));
  return [...spaces, ...empty].toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** When the last request of each space was, as ISO 8601. */
function lastUse(requests: readonly RequestEntry[]): ReadonlyMap<string, string> {
  const last = new Map<string, string>();
  for (const { space, at } of requests) if (space !== undefined && !last.has(space)) last.set(space, at);
  return last;
}

export interface ListedSpace extends SpaceCount {
  /** When its last request was. */
  readonly last: string | undefined;
}

/** First those that were used last, then the others as they are. */
export function byLastUse(spaces: readonly SpaceCount[], requests: readonly RequestEntry[]): ListedSpace[] {
  const last = lastUse(requests);
  const listed = spaces.map((space) => ({ ...space, last: last.get(space.name) }));
  const [used, others] = [listed.filter((each) => each.last), listed.filter((each) => !each.last)];
  return [...used.toSorted((a, b) => Date.parse(b.last ?? '') - Date.parse(a.last ?? '')), ...others];
}
