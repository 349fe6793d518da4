// The operations of the control API about the upstream.
import type { Behaviours } from '../document/behaviour.ts';
import { Refusal } from '../refusal/refusal.ts';
import type { Forwarding } from '../upstream/forwarding.ts';

export function upstreamBehaviours(
  forwarding: Forwarding | undefined,
): Behaviours<'getUpstream' | 'putUpstream' | 'getObserved'> {
  const required = (): Forwarding => {
    if (forwarding) return forwarding;
    throw new Refusal('not-found', 'The mock has no upstream. Start it with --upstream URL.');
  };
  const shown = ({ upstream: { url }, choice: { forward, mock } }: Forwarding) => ({
    status: 200 as const,
    json: { url, forward, mock },
  });
  return {
    getUpstream: () => shown(required()),
    getObserved: () => ({ status: 200, json: { assumptions: required().observed.decisions.all } }),
    putUpstream: ({ body }) => {
      required().choice.set(body.forward);
      return shown(required());
    },
  };
}
