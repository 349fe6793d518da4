// The clock of a running mock, in short methods for tests.
import ms from 'ms';
import type { ClockState } from '../document/schemas.ts';
import type { Caller } from './control-api.ts';

/** The time of the mock, for everything that it dates, such as the expiry of tokens. All spaces share it. */
export interface MockClock {
  /** The time now. */
  now(): Promise<Date>;
  /** Goes on from a time: a date, or milliseconds since 1970. */
  set(time: Date | string | number): Promise<void>;
  /** Stands still, now or at a time. */
  freeze(time?: Date | string | number): Promise<void>;
  /** Moves forward by milliseconds, or by a text like `90s`, `5m`, `2h` or `1d`. @throws {Error} for another text. */
  advance(duration: number | string): Promise<void>;
  /** Returns to the real time. */
  reset(): Promise<void>;
}

/** The clock of the mock that a caller asks. */
export function clockOf({ ask, read }: Caller): MockClock {
  const put = async (body: object): Promise<void> => void (await ask('/clock', { method: 'PUT', body }));
  return {
    now: async () => new Date((await read<ClockState>('/clock')).now),
    set: async (time) => put({ now: timeOf(time) }),
    freeze: async (time) => put({ ...(time !== undefined && { now: timeOf(time) }), frozen: true }),
    advance: async (duration) => {
      const body = { milliseconds: millisecondsOf(duration) };
      await ask('/clock/advance', { method: 'POST', body });
    },
    reset: async () => void (await ask('/clock', { method: 'DELETE' })),
  };
}

function timeOf(time: Date | string | number): string {
  const date = new Date(time);
  if (Number.isNaN(date.getTime()))
    throw new Error(`The time ${JSON.stringify(time)} is not one. Give a Date, or a text like 2031-02-03T04:05:06Z.`);
  return date.toISOString();
}

function millisecondsOf(duration: number | string): number {
  const value = typeof duration === 'number' ? duration : ms(duration as ms.StringValue); // any other text is NaN
  if (Number.isFinite(value) && value >= 0) return Math.round(value);
  throw new Error(
    `The duration ${JSON.stringify(duration)} is not one. Give milliseconds, or a text like 90s, 5m, 2h or 1d.`,
  );
}
