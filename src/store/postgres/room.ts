// How many spaces a mock may have in the database.
import { requireRoomFor } from '../census.ts';
import type { Query } from './driver.ts';

/** Under a limit as large as this, spaces are counted once in so many milliseconds, because counting them takes long. */
const large = { limit: 10_000, pause: 1_000 };

export class Room {
  readonly #mock: string;
  readonly #limit: number;
  #counted = { spaces: 0, at: -Infinity };

  constructor(mock: string, limit: number) {
    this.#mock = mock;
    this.#limit = limit;
  }

  /** @throws {Refusal} when there is no room for a space, which may be there already, or for all that are there. */
  async require(query: Query, space?: string): Promise<void> {
    const isOne = space !== undefined; // a replacement may bring more than there is room for by itself
    const isRecent = isOne && this.#limit >= large.limit && performance.now() - this.#counted.at < large.pause;
    if (!isRecent) this.#counted = { spaces: await this.#count(query, space), at: performance.now() };
    if (isOne) this.#counted.spaces += 1;
    requireRoomFor(this.#counted.spaces, this.#limit);
  }

  /** All of them except one. */
  async #count(query: Query, except: string | undefined): Promise<number> {
    const { rows } = await query(
      `SELECT count(*) AS spaces FROM (
         SELECT space FROM otp_settings_mock.settings WHERE mock = $1
         UNION SELECT space FROM otp_settings_mock.outboxes WHERE mock = $1
       ) AS spaces WHERE $2::text IS NULL OR space <> $2`,
      [this.#mock, except ?? null],
    );
    return Number(rows[0]?.['spaces']);
  }
}
