// The time of the mock: the real one, or another that a test or a person sets. In memory only.
import type { ClockState } from '../document/schemas.ts';
import { Refusal } from '../refusal/refusal.ts';

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

export class Clock {
  readonly #real: () => Date;
  readonly #changed: (state: ClockState) => void;
  #offset = 0;
  /** The time at which it stands still, in milliseconds since 1970. */
  #frozenAt: number | undefined;

  /** `changed` is told of every change. */
  constructor(real: () => Date = () => new Date(), changed: (state: ClockState) => void = () => undefined) {
    this.#real = real;
    this.#changed = changed;
  }

  readonly now = (): Date => new Date(this.#frozenAt ?? this.#real().getTime() + this.#offset);

  /** Whether it shows the real time. */
  get isReal(): boolean {
    return this.#frozenAt === undefined && this.#offset === 0;
  }

  read(): ClockState {
    const real = this.#real().getTime();
    const time = this.#frozenAt ?? real + this.#offset;
    return { now: new Date(time).toISOString(), offset: time - real, frozen: this.#frozenAt !== undefined };
  }

  /** @throws {Refusal} for a time before 1970 or after 9999, or when both a time and an offset are given. */
  set({ now, offset, frozen = false }: ClockChange): void {
    if (now !== undefined && offset !== undefined)
      throw new Refusal('invalid-request', 'The body has both now and offset. Send one of them.');
    if (now !== undefined) this.#goTo(() => Date.parse(now), frozen);
    else this.#goTo((time, real) => (offset === undefined ? time : real + offset), frozen);
  }

  /** Moves on by so many milliseconds. @throws {Refusal} when that is after 9999. */
  advance(milliseconds: number): void {
    this.#goTo((time) => time + milliseconds, this.#frozenAt !== undefined);
  }

  /** Shows the real time again. */
  reset(): void {
    if (this.isReal) return;
    this.#offset = 0;
    this.#frozenAt = undefined;
    this.#changed(this.read());
  }

  #goTo(timeOf: (time: number, real: number) => number, frozen: boolean): void {
    const real = this.#real().getTime();
    const time = timeOf(this.#frozenAt ?? real + this.#offset, real);
    if (Number.isNaN(time) || time < 0 || time > latest)
      throw new Refusal('invalid-request', 'The time of the clock has to be between 1970-01-01 and 9999-12-31.');
    this.#offset = time - real;
    this.#frozenAt = frozen ? time : undefined;
    this.#changed(this.read());
  }
}
