// What remains in the target, because the API cannot delete settings.
import { counted } from '../../common/counted.ts';
import type { Report } from './report.ts';
import type { Restored } from './result.ts';
import { shorten } from './words.ts';

/** In how many spaces settings may remain that are told of one by one. */
const mostSpaces = 5;

/** A line for each space; for many of them, one line in all. */
export function remainsOf({ restored }: Report): string[] {
  const left = new Map<string, Restored[]>();
  for (const each of restored.filter(({ outcome }) => outcome === 'left'))
    left.set(each.space, [...(left.get(each.space) ?? []), each]);
  if (left.size > mostSpaces) return [inMany(left)];
  return [...left].map(([space, all]) => inOne(space, all));
}

function inOne(space: string, all: readonly Restored[]): string {
  const names = all.map(({ setting }) => setting).join(', ');
  const [verb, pronoun] = all.length === 1 ? ['remains', 'it'] : ['remain', 'them'];
  return `${counted(all.length, 'setting')} (${names}) ${verb} in the space ${JSON.stringify(space)}: a run has put ${pronoun} there, and the API cannot delete settings`;
}

function inMany(left: ReadonlyMap<string, readonly Restored[]>): string {
  const settings = [...left.values()].flat().length;
  const names = [...left.keys()].map((space) => JSON.stringify(space));
  return `${counted(settings, 'setting')} remain in ${left.size} spaces (${shorten(names)}): a run has put them there, and the API cannot delete settings`;
}
