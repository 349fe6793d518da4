// The operations of the control API about what is beyond the mock: the upstream, and where the providers' clients find it.
import type { Behaviours } from '../document/behaviour.ts';
import type { Documents } from '../document/load.ts';
import type { Providers } from '../document/schemas.ts';
import { listOperations } from '../document/operations.ts';
import { Refusal } from '../refusal/refusal.ts';
import { Choice } from '../upstream/choice.ts';
import type { Forwarding } from '../upstream/forwarding.ts';
import type { Events } from './events.ts';

export interface UpstreamDependencies {
  readonly forwarding: Forwarding | undefined;
  readonly documents: Documents;
  readonly events: Events;
  /** Where the stand-ins listen. */
  readonly providers: () => Providers;
}

export function upstreamBehaviours({
  forwarding,
  documents,
  events,
  providers,
}: UpstreamDependencies): Behaviours<'getUpstream' | 'putUpstream' | 'getObserved' | 'getProviders'> {
  const required = (): Forwarding => {
    if (forwarding) return forwarding;
    throw new Refusal('not-found', 'The mock has no upstream. Start it with --upstream URL.');
  };
  const shown = () => {
    const { forward, mock } = forwarding?.choice ?? new Choice(listOperations(documents), {});
    return { status: 200 as const, json: { ...(forwarding && { url: forwarding.upstream.url }), forward, mock } };
  };
  return {
    getUpstream: shown,
    putUpstream: ({ body }) => {
      required().choice.set(body.forward);
      events.publish('upstream', () => ({}));
      return shown();
    },
    getProviders: () => ({ status: 200, json: providers() }),
    getObserved: () => ({ status: 200, json: { assumptions: required().observed.decisions.all } }),
  };
}
