// The feed of the mocks of one name: rows in a table, and a notification that there are more.
import { nextShared } from '../next-shared.ts';
import type { Feed, Happening } from '../feed.ts';
import type { Database, Query } from './database.ts';
import type { Listener } from './listener.ts';

/** How many are kept in the database. */
const kept = 2_000;

export interface FeedOptions {
  readonly database: Database;
  readonly listener: Listener;
  /** The name of the mock. */
  readonly mock: string;
  /** Told in a sentence when something could not be told to the other mocks. */
  readonly report: (problem: string) => void;
}

interface Pending {
  readonly type: string;
  readonly data: string;
}

export class PostgresFeed implements Feed {
  readonly id: string;
  readonly #options: FeedOptions;
  readonly #listeners = new Set<(happenings: readonly Happening[]) => void>();
  /** Those that are known, for later listeners. */
  #known: readonly Happening[] = [];
  #last: number;
  #pending: Pending[] = [];

  private constructor(options: FeedOptions, { id, last }: { readonly id: string; readonly last: number }) {
    this.#options = options;
    [this.id, this.#last] = [id, last];
  }

  static async open(options: FeedOptions): Promise<PostgresFeed> {
    const { database, mock, listener } = options;
    const { rows } = await database.query(
      `INSERT INTO otp_settings_mock.feeds (mock) VALUES ($1)
       ON CONFLICT (mock) DO UPDATE SET next = feeds.next RETURNING id, next`,
      [mock],
    );
    const next = Number(rows[0]?.['next']);
    const feed = new PostgresFeed(options, { id: String(rows[0]?.['id']), last: Math.max(0, next - kept) - 1 });
    listener.on(mock, () => void feed.#read().catch(() => undefined)); // the next notification reads it, too
    await feed.#read();
    return feed;
  }

  publish(type: string, data: object): void {
    this.#pending.push({ type, data: JSON.stringify(data) });
    void this.#write().catch(() => undefined); // it has been reported
  }

  subscribe(listener: (happenings: readonly Happening[]) => void): void {
    this.#listeners.add(listener);
    if (this.#known.length > 0) listener(this.#known);
  }

  async catchUp(): Promise<void> {
    await this.#write();
    await this.#read();
  }

  /** Writes everything that is pending: what comes meanwhile goes into the next write. */
  readonly #write = nextShared(async (): Promise<void> => {
    const batch = this.#pending;
    if (batch.length === 0) return;
    this.#pending = [];
    try {
      await this.#options.database.transaction((query) => this.#insert(query, batch));
    } catch (error) {
      this.#options.report(
        `Other mocks were not told what happened here (events: ${batch.length}): the database cannot be used.`,
      );
      throw error;
    }
  });

  /** The counter is locked until the commit, so that nobody sees a number before all smaller ones. */
  async #insert(query: Query, batch: readonly Pending[]): Promise<void> {
    const { mock } = this.#options;
    const { rows } = await query(
      `UPDATE otp_settings_mock.feeds SET next = next + $2 WHERE mock = $1 RETURNING next - $2 AS first`,
      [mock, batch.length],
    );
    const first = Number(rows[0]?.['first']);
    await query(
      `WITH removed AS (DELETE FROM otp_settings_mock.events WHERE mock = $1 AND number < $2::bigint - $5)
       INSERT INTO otp_settings_mock.events
       SELECT $1, $2::bigint + place - 1, type, data::json
       FROM unnest($3::text[], $4::text[]) WITH ORDINALITY AS events (type, data, place)`,
      [mock, first, batch.map(({ type }) => type), batch.map(({ data }) => data), kept],
    );
    await query(`SELECT pg_notify('otp_settings_mock', $1)`, [mock]);
  }

  readonly #read = nextShared(async (): Promise<void> => {
    const { rows } = await this.#options.database.query(
      `SELECT number, type, data::text FROM otp_settings_mock.events WHERE mock = $1 AND number > $2 ORDER BY number`,
      [this.#options.mock, this.#last],
    );
    const happenings = rows.map(({ number, type, data }) => ({
      number: Number(number),
      type: String(type),
      data: String(data),
    }));
    this.#last = happenings.at(-1)?.number ?? this.#last;
    this.#known = [...this.#known, ...happenings].slice(-kept);
    if (happenings.length > 0) for (const listener of this.#listeners) listener(happenings);
  });
}
