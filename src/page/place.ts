// What is selected, as the part of the address behind the #: so that Back, Forward and a copied address work.

export interface Place {
  readonly space: string;
  /** The id of the open message. */
  readonly message: string;
  /** The id of the open request. */
  readonly request: string;
}

/** The space in which a visit begins, and which is always listed. */
export const firstSpace = 'default_space';

/** The place that an address names. */
export function placeIn(hash: string): Place {
  const named = new URLSearchParams(hash.replace(/^#/, ''));
  const get = (name: string): string => named.get(name) ?? '';
  return { space: get('space').trim() || firstSpace, message: get('message'), request: get('request') };
}

/** The address of a place. */
export function addressOf(place: Place): string {
  const named = Object.entries(place).filter(([, value]) => value !== '');
  return `#${new URLSearchParams(named as [string, string][]).toString()}`;
}
