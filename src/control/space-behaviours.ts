// The operations that look into spaces as wholes, and set them up.
import { type Behaviours, noContent } from '../document/behaviour.ts';
import type { Arrange } from '../settings/arrange.ts';
import type { Faults } from '../faults/faults.ts';
import type { States } from './states.ts';

export interface SpaceDependencies {
  readonly states: States;
  readonly arrange: Arrange;
  readonly faults: Faults;
}

type SpaceOperations =
  | 'listSpaces'
  | 'getSpace'
  | 'putSpace'
  | 'deleteSpace'
  | 'arrangeSetting'
  | 'getState'
  | 'putState';

export function spaceBehaviours({ states, arrange, faults }: SpaceDependencies): Behaviours<SpaceOperations> {
  return {
    listSpaces: async () => ({ status: 200, json: { spaces: await states.list() } }),
    getSpace: async ({ path, query }) => ({
      status: 200,
      json: await states.read(path.space, query.secrets ?? 'masked'),
    }),
    putSpace: async ({ path, body }) => {
      await states.write(path.space, body);
      return noContent;
    },
    deleteSpace: async ({ path }) => {
      await states.forget(path.space);
      await faults.clear(path.space);
      return noContent;
    },
    arrangeSetting: async ({ path: { space, provider }, body = {} }) => ({
      status: 200,
      json: await arrange(space, provider, body),
    }),
    getState: async ({ query }) => ({ status: 200, json: await states.readAll(query.secrets ?? 'masked') }),
    putState: async ({ body }) => {
      await states.writeAll(body);
      return noContent;
    },
  };
}
