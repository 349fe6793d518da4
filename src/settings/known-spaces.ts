// Which spaces exist, for a mock that refuses unknown spaces.
import type { Assumptions } from '../assumptions/table.ts';
import { Refusal } from '../refusal/refusal.ts';
import type { Users } from '../session/users.ts';
import type { Store } from '../store/store.ts';

export interface KnownSpaces {
  /** @throws {Refusal} when the space is unknown and unknown spaces are refused. */
  require(space: string): Promise<void>;
}

/** A space is known when a user's login names it, or when it has been stored, by a seed or through the control API. */
export function createKnownSpaces(store: Store, assumptions: Assumptions, users: Users): KnownSpaces {
  return {
    async require(space) {
      if (assumptions['unknown-space'] === 'open') return;
      if ((await store.settings(space).read()) !== undefined || (await users.know(space))) return;
      throw new Refusal(
        'unknown-space',
        `The space ${JSON.stringify(space)} does not exist. Add it to a user or to the seed, or create it with PUT /__mock/spaces/{space}.`,
      );
    },
  };
}
