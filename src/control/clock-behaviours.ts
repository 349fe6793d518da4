// The operations of the control API about the clock.
import type { Behaviours } from '../document/behaviour.ts';
import type { Clock } from './clock.ts';

export function clockBehaviours(clock: Clock): Behaviours<'getClock' | 'setClock' | 'advanceClock' | 'resetClock'> {
  const shown = () => ({ status: 200 as const, json: clock.read() });
  return {
    getClock: shown,
    setClock: ({ body }) => {
      clock.set(body);
      return shown();
    },
    advanceClock: ({ body }) => {
      clock.advance(body.milliseconds);
      return shown();
    },
    resetClock: () => {
      clock.reset();
      return shown();
    },
  };
}
