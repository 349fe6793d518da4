// A store in a PostgreSQL database, which several mocks of one name share. What one has answered, every other one sees.
import { setTimeout as wait } from 'node:timers/promises';
import { StartError } from '../../document/start-error.ts';
import type { Message, SessionFile, SpaceCount } from '../../document/schemas.ts';
import { type Scope, type SpaceEntry, type SpaceFile, type StoreOptions, tellChanged } from '../files.ts';
import type { JsonFile } from '../json-file.ts';
import type { LogFile } from '../log-file.ts';
import { nextShared } from '../next-shared.ts';
import type { SharedValue } from '../shared-value.ts';
import { fileOn, logOn } from '../on-shelf.ts';
import { Shelf } from '../shelf.ts';
import type { Store, StoredSpace } from '../store.ts';
import type { Feed } from '../feed.ts';
import { Database, reasonOf } from './database.ts';
import { Documents } from './documents.ts';
import { createDriver, nameOfDatabase, type Query } from './driver.ts';
import { Listener } from './listener.ts';
import { MessageLog } from './message-log.ts';
import { PostgresFeed } from './postgres-feed.ts';
import { countSpaces, readSpaces, settingsForm } from './read-spaces.ts';
import { alone, plantSpaces, replaceSpaces } from './replace.ts';
import { Room } from './room.ts';
import { RowFile } from './row-file.ts';
import { ServerTime } from './server-time.ts';
import { untilReachable } from './until-reachable.ts';

export interface PostgresOptions {
  /** postgres://user:password@host:5432/database */
  readonly url: string;
  /** Mocks of one name share everything; those of different names nothing. */
  readonly name: string;
  /** How long to wait for a database that cannot be reached yet, in seconds. */
  readonly wait: number;
}

/** How many spaces there may be unless the options say otherwise. */
const usualSpaceLimit = 100_000;

/** How long the end waits for a database that does not respond, in milliseconds. */
const longestEnd = 2_000;

/** @throws {StartError} when the database cannot be reached or used, or the driver is missing. */
export async function openPostgresStore(options: StoreOptions, postgres: PostgresOptions): Promise<Store> {
  const driver = await createDriver(postgres.url);
  const database = new Database(driver, options.report);
  const time = new ServerTime(options.report);
  const listener = new Listener(driver.createClient, (query) => time.measure(query));
  const { name: mock } = postgres;
  try {
    await untilReachable(() => database.migrate(), postgres.wait);
    await listener.open();
    const feed = await PostgresFeed.open({ ...options, database, listener, mock });
    return new PostgresStore({ ...options, database, mock, listener, feed, time });
  } catch (error) {
    await Promise.race([
      Promise.all([listener.close(), database.close()]),
      wait(longestEnd, undefined, { ref: false }),
    ]);
    if (error instanceof StartError) throw error;
    throw new StartError(
      `The database ${nameOfDatabase(postgres.url)} cannot be used: ${reasonOf(error instanceof Error ? (error.cause ?? error) : error)}. Start it, correct the URL, or wait for it with --store-wait SECONDS.`,
      { cause: error },
    );
  }
}

interface Parts extends StoreOptions {
  readonly database: Database;
  readonly listener: Listener;
  readonly feed: Feed;
  readonly time: ServerTime;
  /** The name of the mock. */
  readonly mock: string;
}

class PostgresStore implements Store {
  readonly session: JsonFile<SessionFile>;
  readonly refresh: () => Promise<void>;
  readonly feed: Feed;
  readonly now: () => Date;
  readonly list: () => Promise<SpaceCount[]>;
  readonly #parts: Parts;
  readonly #room: Room;
  readonly #documents: Documents;
  /** While they are in use: changes and messages that arrive together are written together, by one connection. */
  readonly #settings = new Shelf((space) => this.#settingsOf(space), 0);
  readonly #outboxes = new Shelf((space) => this.#outboxOf(space), 0);

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#room = new Room(parts.mock, parts.spaceLimit ?? usualSpaceLimit);
    this.list = nextShared(() => countSpaces(parts.database.query, parts.mock));
    this.#documents = new Documents(parts);
    this.session = this.#documents.file<SessionFile>('session');
    this.refresh = this.#documents.refresh;
    [this.feed, this.now] = [parts.feed, parts.time.now];
  }

  shared<T extends object>(name: string, initial: T): SharedValue<T> {
    return this.#documents.shared(name, initial);
  }

  settings(space: string): JsonFile<SpaceFile> {
    return fileOn(this.#settings, space);
  }

  outbox(space: string): LogFile<Message> {
    return logOn(this.#outboxes, space);
  }

  async spaces(): Promise<SpaceEntry[]> {
    return (await this.list()).map(({ name }) => ({ name }));
  }

  async find(space: string): Promise<StoredSpace | undefined> {
    return (await readSpaces(this.#parts, space))[0];
  }

  snapshot(): Promise<StoredSpace[]> {
    return readSpaces(this.#parts);
  }

  async replace(spaces: readonly StoredSpace[], scope: Scope): Promise<void> {
    const before = await this.#alone((query) => replaceSpaces({ query, mock: this.#parts.mock, spaces, scope }));
    tellChanged([...new Set([...before, ...spaces.map(({ file }) => file.space)])], this.#parts);
  }

  async plant(spaces: readonly StoredSpace[]): Promise<void> {
    tellChanged(await this.#alone((query) => plantSpaces({ query, mock: this.#parts.mock, spaces })), this.#parts);
  }

  async discardUnreadable(): Promise<void> {
    // what cannot be read was replaced, and is nowhere else
  }

  async announce(): Promise<void> {
    // mocks of one name find each other through the database
  }

  async close(): Promise<void> {
    const { feed, listener, database } = this.#parts;
    const end = async (): Promise<void> => {
      await feed.catchUp().catch(() => undefined); // it has been reported
      await Promise.all([listener.close(), database.close()]);
    };
    await Promise.race([end(), wait(longestEnd, undefined, { ref: false })]);
  }

  #alone<T>(work: (query: Query) => Promise<T>): Promise<T> {
    const { database, mock } = this.#parts;
    return database.transaction(async (query) => {
      const result = await work(query);
      await this.#room.require(query);
      return result;
    }, alone(mock));
  }

  #settingsOf(space: string): RowFile<SpaceFile> {
    const { database, mock, validate, changed } = this.#parts;
    return new RowFile<SpaceFile>({
      database,
      mock,
      table: 'settings',
      name: space,
      form: settingsForm(space, validate.settings),
      admit: () => this.#room.require(database.query, space),
      changed: () => changed?.(space),
    });
  }

  #outboxOf(space: string): MessageLog {
    const { database, mock, validate, logLimits: limits, changed } = this.#parts;
    return new MessageLog({
      database,
      mock,
      space,
      limits,
      validate: validate.message,
      admit: (query) => this.#room.require(query, space),
      changed: () => changed?.(space),
    });
  }
}
