// What is selected, as the part of the address behind the #: so that Back, Forward and a copied address work.
import { defaultSpace } from '../document/default-space.ts';
import type { ProviderName } from '../document/schemas.ts';
import { providerNames } from '../settings/providers.ts';

/** The panes of the page, in the order of their tabs. */
export const panes = {
  outbox: 'Outbox',
  requests: 'Requests',
  settings: 'Settings',
  spaces: 'Spaces',
  faults: 'Faults',
  assumptions: 'Assumptions',
  upstream: 'Upstream',
} as const;

export type Pane = keyof typeof panes;

export interface Place {
  /** The one that is looked at, where there is no room for all. */
  readonly pane: Pane;
  readonly space: string;
  /** Whose form is shown; empty for the one on which the space opens. */
  readonly provider: ProviderName | '';
  /** The id of the open message. */
  readonly message: string;
  /** How the message is shown: as it is read, or as it went over the wire. */
  readonly view: '' | 'wire';
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
    provider: providerNames.find((name) => name === get('provider')) ?? '',
    message: get('message'),
    view: get('view') === 'wire' ? 'wire' : '',
    request: get('request'),
  };
}

/** Another place: what is open in a space is left with it, and what is opened is shown in its pane. */
export function moved(old: Place, change: Partial<Place>): Place {
  const isOther = change.space !== undefined && change.space !== old.space;
  const left: Partial<Place> = isOther ? { provider: '', message: '', request: '' } : {};
  const view = isOther || change.message !== undefined ? '' : old.view;
  const pane = change.message ? 'outbox' : change.request ? 'requests' : old.pane;
  return { ...old, ...left, view, pane, ...change };
}

/** The address of a place. */
export function addressOf(place: Place): string {
  const named = Object.entries(place).filter(
    ([name, value]) => value !== '' && !(name === 'pane' && value === 'outbox'),
  );
  return `#${new URLSearchParams(named as [string, string][]).toString()}`;
}
