// The operations of the control API about the clock.
import type { Behaviours } from '../document/behaviour.ts';
import type { Clock } from './clock.ts';

export function clockBehaviours(clock: Clock): Behaviours<'getClock' | 'setClock' | 'advanceClock' | 'resetClock'> {
  const shown = () => ({ status: 200 as const, json: clock.read() });
  return {
    getClock: shown,
    setClock: async ({ body }) => {
      await clock.set(body);
      return shown();
    },
    advanceClock: async ({ body }) => {
      await clock.advance(body.milliseconds);
      return shown();
    },
    resetClock: async () => {
      await clock.reset();
      return shown();
    },
  };
}
