// What is selected, as the part of the address behind the #: so that Back, Forward and a copied address work.
import { defaultSpace } from '../document/default-space.ts';

/** The panes of the page, in the order of their tabs. */
export const panes = {
  outbox: 'Outbox',
  requests: 'Requests',
  settings: 'Settings',
  spaces: 'Spaces',
  faults: 'Faults',
} as const;

export type Pane = keyof typeof panes;

export interface Place {
  /** The one that is looked at, where there is no room for all. */
  readonly pane: Pane;
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
  const pane = get('pane');
  return {
    pane: Object.hasOwn(panes, pane) ? (pane as Pane) : 'outbox', // it is one of them
    space: get('space').trim() || defaultSpace,
    message: get('message'),
    request: get('request'),
  };
}

/** Another place: what is open in a space is left with it, and what is opened is shown in its pane. */
export function moved(old: Place, change: Partial<Place>): Place {
  const left = change.space !== undefined && change.space !== old.space ? { message: '', request: '' } : {};
  const pane = change.message ? 'outbox' : change.request ? 'requests' : old.pane;
  return { ...old, ...left, pane, ...change };
}

/** The address of a place. */
export function addressOf(place: Place): string {
  const named = Object.entries(place).filter(
    ([name, value]) => value !== '' && !(name === 'pane' && value === 'outbox'),
  );
  return `#${new URLSearchParams(named as [string, string][]).toString()}`;
}
