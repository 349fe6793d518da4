// The operations of the control API about faults.
import { type Behaviours, noContent } from '../document/behaviour.ts';
import type { Faults } from './faults.ts';

export function faultBehaviours(
  faults: Faults,
): Behaviours<'listFaults' | 'putFaults' | 'addFault' | 'deleteFaults' | 'deleteFault'> {
  return {
    listFaults: () => ({ status: 200, json: { faults: faults.list() } }),
    putFaults: async ({ body }) => {
      await faults.replace(body.faults);
      return noContent;
    },
    addFault: async ({ body }) => ({ status: 201, json: await faults.add(body) }),
    deleteFaults: async () => {
      await faults.clear();
      return noContent;
    },
    deleteFault: async ({ path }) => {
      await faults.remove(path.id);
      return noContent;
    },
  };
}
