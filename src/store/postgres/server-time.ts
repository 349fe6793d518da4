// The time of the database, by which all mocks that share it go: the clocks of their machines may differ.
import type { Query } from './driver.ts';

/** Milliseconds below which two clocks are the same. */
const tolerance = 250;

export class ServerTime {
  readonly #report: (problem: string) => void;
  /** How far the database is ahead of this machine, in milliseconds. */
  #ahead = 0;

  constructor(report: (problem: string) => void) {
    this.#report = report;
  }

  readonly now = (): Date => new Date(Date.now() + this.#ahead);

  /** Asks for the time. A difference is reported, and kept until it is another one. */
  async measure(query: Query): Promise<void> {
    const before = Date.now();
    const { rows } = await query('SELECT extract(epoch FROM clock_timestamp()) * 1000 AS now');
    const ahead = Math.round(Number(rows[0]?.['now']) - (before + Date.now()) / 2);
    if (Math.abs(ahead - this.#ahead) < tolerance) return;
    this.#ahead = Math.abs(ahead) < tolerance ? 0 : ahead;
    const [seconds, side] = [(Math.abs(ahead) / 1000).toFixed(1), ahead < 0 ? 'ahead of' : 'behind'];
    this.#report(
      this.#ahead === 0
        ? 'The clock of this machine agrees with that of the database again.'
        : `The clock of this machine is ${seconds} s ${side} that of the database. The mock uses that of the database.`,
    );
  }
}
