// Which spaces there are, when the mock is to refuse those that nobody has heard of.
import type { Assumptions } from '../assumptions/table.ts';
import { Refusal } from '../refusal/refusal.ts';
import type { Store } from '../store/store.ts';

export interface KnownSpaces {
  /** @throws {Refusal} when the space is unknown and unknown spaces are refused. */
  require(space: string): Promise<void>;
}

/** A space is known when a user's login names it, or when it has been stored, by a seed or through the control API. */
export function createKnownSpaces(store: Store, assumptions: Assumptions, named: ReadonlySet<string>): KnownSpaces {
  return {
    async require(space) {
      if (assumptions['unknown-space'] === 'open' || named.has(space)) return;
      if ((await store.settings(space).read()) !== undefined) return;
      throw new Refusal(
        'unknown-space',
        `There is no space ${JSON.stringify(space)}. Name it for a user in the users file, in the seed, or put it with PUT /__mock/spaces/{space}.`,
      );
    },
  };
}
