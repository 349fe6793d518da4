// What is selected, as the part of the address behind the #: so that Back, Forward and a copied address work.
import { defaultSpace } from '../document/default-space.ts';
import type { SpaceCount } from '../document/schemas.ts';

export interface Place {
  readonly space: string;
  /** The id of the open message. */
  readonly message: string;
  /** The id of the open request. */
  readonly request: string;
}

/** The place that an address names. */
export function placeIn(hash: string): Place {
  const named = new URLSearchParams(hash.replace(/^#/, ''));
  const get = (name: string): string => named.get(name) ?? '';
  return { space: get('space').trim() || defaultSpace, message: get('message'), request: get('request') };
}

/** The address of a place. */
export function addressOf(place: Place): string {
  const named = Object.entries(place).filter(([, value]) => value !== '');
  return `#${new URLSearchParams(named as [string, string][]).toString()}`;
}

/** The spaces that there are, and those of the names that are not among them, by name. */
export function withEmpty(spaces: readonly SpaceCount[], names: readonly string[]): SpaceCount[] {
  const known = new Set(spaces.map(({ name }) => name));
  const others = [...new Set(names)].filter((name) => !known.has(name));
  const empty = others.map((name) => ({ name, settings: 0, messages: 0 }));
  return [...spaces, ...empty].toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
