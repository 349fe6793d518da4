// The feed of the mocks of one name: rows in a table, and a notification that there are more.
import { isRecord } from '../../document/json.ts';
import { nextShared } from '../next-shared.ts';
import type { Feed, Happening } from '../feed.ts';
import type { StoreOptions } from '../files.ts';
import type { Database } from './database.ts';
import type { Query, Rows } from './driver.ts';
import type { Listener } from './listener.ts';

/** How many are kept in the database. */
const kept = 2_000;

export interface FeedOptions {
  readonly database: Database;
  readonly listener: Listener;
  /** The name of the mock. */
  readonly mock: string;
  readonly validate: StoreOptions['validate'];
  /** Told in a sentence when something could not be told to the other mocks. */
  readonly report: (problem: string) => void;
}

interface Pending {
  readonly type: string;
  readonly data: string;
}

export class PostgresFeed implements Feed {
  readonly #options: FeedOptions;
  readonly #listeners = new Set<(happenings: readonly Happening[]) => void>();
  /** Those that are known, for later listeners. */
  #known: readonly Happening[] = [];
  /** The id of the feed, and the number that was read last. */
  #at = { feed: '', last: -1 };
  #pending: Pending[] = [];

  private constructor(options: FeedOptions) {
    this.#options = options;
  }

  static async open(options: FeedOptions): Promise<PostgresFeed> {
    const feed = new PostgresFeed(options);
    await options.database.query(`INSERT INTO otp_settings_mock.feeds (mock) VALUES ($1) ON CONFLICT DO NOTHING`, [
      options.mock,
    ]);
    options.listener.on(options.mock, () => void feed.#read().catch(() => undefined)); // the next notification reads it, too
    await feed.#read();
    return feed;
  }

  get id(): string {
    return this.#at.feed;
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
      `INSERT INTO otp_settings_mock.feeds AS feeds (mock, next) VALUES ($1, $2)
       ON CONFLICT (mock) DO UPDATE SET next = feeds.next + $2 RETURNING next - $2 AS first`,
      [mock, batch.length],
    );
    const first = Number(rows[0]?.['first']);
    if (first === 0) await query(`DELETE FROM otp_settings_mock.events WHERE mock = $1`, [mock]); // of a feed that was lost
    await query(
      `WITH told AS (SELECT pg_notify('otp_settings_mock', $1)),
         removed AS (DELETE FROM otp_settings_mock.events WHERE mock = $1 AND number < $2::bigint - $5)
       INSERT INTO otp_settings_mock.events
       SELECT $1, $2::bigint + place - 1, type, data::json
       FROM told, unnest($3::text[], $4::text[]) WITH ORDINALITY AS events (type, data, place)`,
      [mock, first, batch.map(({ type }) => type), batch.map(({ data }) => data), kept],
    );
  }

  /** Another feed, as after the tables were emptied, is read from its beginning. One that was lost is made by the next event. */
  readonly #read = nextShared(async (): Promise<void> => {
    let found = await this.#find();
    if (found && found.feed !== this.#at.feed) {
      [this.#at, this.#known] = [{ feed: found.feed, last: -1 }, []];
      found = await this.#find();
    }
    const { feed = '', events = [] } = found ?? {};
    this.#at.last = Number(events.at(-1)?.['number'] ?? this.#at.last);
    const happenings = events.flatMap((row) => this.#happeningOf(row, feed));
    this.#known = [...this.#known, ...happenings].slice(-kept);
    if (happenings.length > 0) for (const listener of this.#listeners) listener(happenings);
  });

  /** The feed, with what is new in it. The first row is the feed itself. */
  async #find(): Promise<{ readonly feed: string; readonly events: Rows } | undefined> {
    const { rows } = await this.#options.database.query(
      `SELECT -1 AS number, id AS type, NULL AS data FROM otp_settings_mock.feeds WHERE mock = $1
       UNION ALL SELECT number, type, data::text FROM otp_settings_mock.events WHERE mock = $1 AND number > $2
       ORDER BY number`,
      [this.#options.mock, this.#at.last],
    );
    const [first, ...events] = rows;
    return Number(first?.['number']) === -1 ? { feed: String(first?.['type']), events } : undefined;
  }

  /** Nothing for what is not from a mock, because somebody has changed it. */
  #happeningOf(row: Rows[number], feed: string): Happening[] {
    const [type, data, value] = [String(row['type']), String(row['data']), JSON.parse(String(row['data'])) as unknown];
    const { validate } = this.#options;
    const problem = (type === 'outbox' ? validate.message : validate[type])?.(value);
    return isRecord(value) && problem === undefined ? [{ feed, number: Number(row['number']), type, data }] : [];
  }
}
