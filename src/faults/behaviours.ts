// The operations of the control API about faults.
import { type Behaviours, noContent } from '../document/behaviour.ts';
import type { Faults } from './faults.ts';

export function faultBehaviours(
  faults: Faults,
): Behaviours<'listFaults' | 'putFaults' | 'addFault' | 'deleteFaults' | 'deleteFault'> {
  return {
    listFaults: () => ({ status: 200, json: { faults: faults.list() } }),
    putFaults: ({ body }) => {
      faults.replace(body.faults);
      return noContent;
    },
    addFault: ({ body }) => ({ status: 201, json: faults.add(body) }),
    deleteFaults: () => {
      faults.clear();
      return noContent;
    },
    deleteFault: ({ path }) => {
      faults.remove(path.id);
      return noContent;
    },
  };
}
