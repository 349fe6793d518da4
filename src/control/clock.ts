// The time of the mock: the real one, or another that a test or a person sets.
import type { ClockState } from '../document/schemas.ts';
import { Refusal } from '../refusal/refusal.ts';
import type { SharedValue } from '../store/shared-value.ts';

/** The latest time, in milliseconds since 1970: dates are shown with a year of four digits. */
const latest = Date.UTC(9999, 11, 31);

/** What a clock is set to. Without `now` and `offset`, it shows the same time as before. */
export interface ClockChange {
  /** RFC 3339. */
  readonly now?: string;
  /** Milliseconds ahead of the real time. */
  readonly offset?: number;
  /** Whether it stands still; false by default. */
  readonly frozen?: boolean;
}

/** How a clock is set. */
export interface ClockSetting {
  /** Milliseconds ahead of the real time. */
  readonly offset: number;
  /** The time at which it stands still, in milliseconds since 1970. */
  readonly frozenAt?: number;
}

export const realTime: ClockSetting = { offset: 0 };

interface Options {
  readonly setting: SharedValue<ClockSetting>;
  readonly real?: (() => Date) | undefined;
  /** Told of every change. */
  readonly changed?: (state: ClockState) => void;
}

export class Clock {
  readonly #setting: SharedValue<ClockSetting>;
  readonly #real: () => Date;
  readonly #changed: (state: ClockState) => void;

  constructor({ setting, real = () => new Date(), changed = () => undefined }: Options) {
    [this.#setting, this.#real, this.#changed] = [setting, real, changed];
  }

  readonly now = (): Date => new Date(timeOf(this.#setting.current, this.#real().getTime()));

  /** Whether it shows the real time. */
  get isReal(): boolean {
    const { offset, frozenAt } = this.#setting.current;
    return frozenAt === undefined && offset === 0;
  }

  read(): ClockState {
    const real = this.#real().getTime();
    const time = timeOf(this.#setting.current, real);
    return {
      now: new Date(time).toISOString(),
      offset: time - real,
      frozen: this.#setting.current.frozenAt !== undefined,
    };
  }

  /** @throws {Refusal} for a time before 1970 or after 9999, or when both a time and an offset are given. */
  async set({ now, offset, frozen = false }: ClockChange): Promise<void> {
    if (now !== undefined && offset !== undefined)
      throw new Refusal('invalid-request', 'The body has both now and offset. Send one of them.');
    if (now !== undefined) await this.#goTo(() => Date.parse(now), frozen);
    else await this.#goTo((time, real) => (offset === undefined ? time : real + offset), frozen);
  }

  /** Moves on by so many milliseconds. @throws {Refusal} when that is after 9999. */
  advance(milliseconds: number): Promise<void> {
    return this.#goTo((time) => time + milliseconds);
  }

  /** Shows the real time again. */
  async reset(): Promise<void> {
    const isChanged = await this.#setting.change((setting) => ({
      value: realTime,
      result: !isSame(setting, realTime),
    }));
    if (isChanged) this.#changed(this.read());
  }

  /** @param frozen whether it stands still then; as before without it */
  async #goTo(next: (time: number, real: number) => number, frozen?: boolean): Promise<void> {
    const real = this.#real().getTime();
    await this.#setting.change((setting) => {
      const time = next(timeOf(setting, real), real);
      if (Number.isNaN(time) || time < 0 || time > latest)
        throw new Refusal('invalid-request', 'The time of the clock has to be between 1970-01-01 and 9999-12-31.');
      const stands = frozen ?? setting.frozenAt !== undefined;
      return { value: { offset: time - real, ...(stands && { frozenAt: time }) }, result: undefined };
    });
    this.#changed(this.read());
  }
}

const timeOf = ({ offset, frozenAt }: ClockSetting, real: number): number => frozenAt ?? real + offset;

const isSame = (one: ClockSetting, other: ClockSetting): boolean =>
  one.offset === other.offset && one.frozenAt === other.frozenAt;
