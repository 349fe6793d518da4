// Unsaved form input. It stays when the user looks at another space or provider.
import { signal } from '@preact/signals';
import type { ProviderName, SpaceSettings } from '../document/schemas.ts';
import type { ApiError } from './api.ts';
import type { Values } from './form-values.ts';

type Setting = SpaceSettings[ProviderName];

export interface Draft {
  readonly values: Values;
  /** When the setting was last changed that the draft began from; undefined when there was none. */
  readonly base: string | undefined;
  /** Why it was not saved, when it was tried. */
  readonly refused?: Pick<ApiError, 'message' | 'errors'>;
}

export class Drafts {
  readonly #all = signal<Readonly<Record<string, Draft>>>({});

  of(space: string, provider: ProviderName): Draft | undefined {
    return this.#all.value[keyOf(space, provider)];
  }

  set(space: string, provider: ProviderName, draft: Draft | undefined): void {
    const { [keyOf(space, provider)]: _old, ...others } = this.#all.value;
    this.#all.value = draft ? { ...others, [keyOf(space, provider)]: draft } : others;
  }

  /** The spaces that have drafts. */
  get spaces(): string[] {
    return [...new Set(Object.keys(this.#all.value).map((key) => key.slice(key.indexOf('/') + 1)))];
  }

  /** The providers that have drafts in a space. */
  in(space: string): ProviderName[] {
    const keys = Object.keys(this.#all.value).filter((key) => key.slice(key.indexOf('/') + 1) === space);
    return keys.map((key) => key.slice(0, key.indexOf('/')) as ProviderName); // `keyOf` has put it there
  }
}

/** Whether a setting was changed since a draft of it was begun. */
export function isOutdated({ base }: Draft, setting: Setting): boolean {
  return base !== setting?.lastModifiedDate;
}

const keyOf = (space: string, provider: ProviderName): string => `${provider}/${space}`;
