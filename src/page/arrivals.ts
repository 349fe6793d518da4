// Lists that are read now and then, and to which events add in between.

interface Identified {
  readonly id: string;
}

/** How many entries a list keeps. */
export const most = 1_000;

/** The oldest of the new ones comes first in what is given. */
export function withNewest<T extends Identified>(list: readonly T[], arrived: readonly T[]): readonly T[] {
  if (arrived.length === 0) return list;
  const known = new Set(list.map(({ id }) => id));
  return [...arrived.filter(({ id }) => !known.has(id)).toReversed(), ...list].slice(0, most);
}

/** What was read, and before it what has come by events since it was asked for. */
export function withArrivals<T extends Identified>(
  read: readonly T[],
  now: readonly T[],
  before: readonly T[],
): readonly T[] {
  const known = new Set([...read, ...before].map(({ id }) => id));
  return [...now.filter(({ id }) => !known.has(id)), ...read].slice(0, most);
}
