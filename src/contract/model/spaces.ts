// The spaces of a run. Where nothing can be harmed it creates its own, otherwise it uses those it is given.
import { defaultSpace } from '../../document/default-space.ts';
import { randomInt } from 'node:crypto';

export interface Spaces {
  readonly own: string;
  /** Missing when the run has one space only. */
  readonly other?: string;
  /** Whether the names are the run's own, so that more may be made up. */
  readonly madeUp: boolean;
  /** Where a request without X-Space may land, if that may be tried. */
  readonly fallback?: string;
}

/** Short, because backends have limits, and different only at the end, because some cut names off. */
export const madeUp: Spaces = {
  own: 'otp_contract_run',
  other: 'otp_contract_run_2',
  madeUp: true,
  fallback: defaultSpace,
};

/** Names that are near one of the run's own, in ways in which backends confuse names. Two are long, and differ at the end. */
export const nearNamesOf = (own: string) => {
  const long = own.padEnd(79, '_long');
  const long1 = `${long}1`;
  const long2 = `${long}2`;
  return { capitals: own.toUpperCase(), longer: `${own}x`, long1, long2, letterG: `${own}ğ`, letterS: `${own}ş` };
};

/** Pairs of names that patterns, collations or numbers make equal. The numbers are unlikely to be anybody's. */
export const alikeNamesOf = (own: string): readonly (readonly [string, string])[] => [
  [`${own}_a`, `${own}xa`],
  [`${own}ğa`, `${own}ga`],
  [`${own}bC`, `${own}bc`],
  ['90071992e3', '90071992000'],
];

/** Names that code mistakes for something else. */
export const oddNames: readonly string[] = ['0', 'constructor', "o'neil%"];

/** Whether a space has a name that runs make up, so that nothing of anybody is in it. */
export const isMadeUp = (space: string): boolean =>
  space.toLowerCase().startsWith(madeUp.own) || /^90071992(e3|000)$/.test(space);

/** A name that no run has used before, because settings cannot be removed. */
export const unusedName = (): string => `${madeUp.own}_${Date.now().toString(36)}${randomInt(1_000).toString(36)}`;

/** The spaces of a numbered place, from 1 on. Where the run makes up no names, every place has those that are given. */
export function spacesOf(spaces: Spaces, place: number): Spaces {
  return spaces.madeUp ? { ...spaces, own: `${spaces.own}_p${place}`, other: `${spaces.own}_p${place}_2` } : spaces;
}

/** Spaces of the run's own beside others, for one check that works in several at once. */
export function beside(spaces: Spaces, index: number): Spaces {
  const letter = String.fromCodePoint(97 + index);
  return { ...spaces, own: `${spaces.own}${letter}`, other: `${spaces.own}${letter}_2` };
}

/** The space of others in which a request with this X-Space lands; undefined for a space of the run's own. */
export function sharedSpace({ madeUp: invented, fallback }: Spaces, space: string): string | undefined {
  if (space === '') return fallback;
  return invented && space !== fallback ? undefined : space;
}

/** The spaces that a run reads before it begins; others that it makes up are read before the first write there. */
export function firstSpaces({ own, other, fallback }: Spaces): string[] {
  return [...new Set([own, other, fallback].filter((space) => space !== undefined))];
}
