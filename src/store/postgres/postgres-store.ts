// A store in a PostgreSQL database, which several mocks of one name share. What one has answered, every other one sees.
import { StartError } from '../../document/start-error.ts';
import type { Message, SessionFile, SpaceCount } from '../../document/schemas.ts';
import type { Scope, SpaceEntry, SpaceFile, StoreOptions } from '../files.ts';
import { Gate } from '../gate.ts';
import type { JsonFile } from '../json-file.ts';
import type { LogFile } from '../log-file.ts';
import { nextShared } from '../next-shared.ts';
import type { SharedValue } from '../shared-value.ts';
import type { Store, StoredSpace } from '../store.ts';
import type { Feed } from '../feed.ts';
import { Database, type Query, reasonOf } from './database.ts';
import { Documents } from './documents.ts';
import { createDriver, nameOfDatabase } from './driver.ts';
import { Listener } from './listener.ts';
import { MessageLog } from './message-log.ts';
import { PostgresFeed } from './postgres-feed.ts';
import { readSpaces, countSpaces } from './read-spaces.ts';
import { plantSpaces, replaceSpaces } from './replace.ts';
import { Room } from './room.ts';
import { RowFile } from './row-file.ts';
import { settingsRow } from './rows.ts';
import { migrate } from './schema.ts';
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

/** @throws {StartError} when the database cannot be reached or used, or the driver is missing. */
export async function openPostgresStore(options: StoreOptions, postgres: PostgresOptions): Promise<Store> {
  const { pool, createClient } = await createDriver(postgres.url);
  const database = new Database(pool, options.report);
  const listener = new Listener(createClient);
  const { name: mock, wait } = postgres;
  try {
    await untilReachable(() => migrate(database), wait);
    await listener.open();
    const feed = await PostgresFeed.open({ database, listener, mock, report: options.report });
    return new PostgresStore({ ...options, database, mock, listener, feed });
  } catch (error) {
    await listener.close();
    await database.close();
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
  /** The name of the mock. */
  readonly mock: string;
}

/** The settings of a space while changes are under way: those that arrive together become one. */
interface InUse {
  readonly file: RowFile<SpaceFile>;
  users: number;
}

class PostgresStore implements Store {
  readonly session: JsonFile<SessionFile>;
  readonly refresh: () => Promise<void>;
  readonly feed: Feed;
  readonly #parts: Parts;
  readonly #gate = new Gate(); // nothing here needs the store to itself: transactions see to that
  readonly #room: Room;
  readonly #documents: Documents;
  readonly #inUse = new Map<string, InUse>();
  readonly list: () => Promise<SpaceCount[]>;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#room = new Room(parts.mock, parts.spaceLimit ?? usualSpaceLimit);
    this.list = nextShared(() => countSpaces(parts.database.query, parts.mock));
    this.#documents = new Documents({ ...parts, gate: this.#gate });
    this.session = this.#documents.file<SessionFile>('session');
    this.refresh = this.#documents.refresh;
    this.feed = parts.feed;
  }

  shared<T extends object>(name: string, initial: T): SharedValue<T> {
    return this.#documents.shared(name, initial);
  }

  settings(space: string): JsonFile<SpaceFile> {
    return {
      read: () => this.#use(space, (file) => file.read()),
      change: (apply) => this.#use(space, (file) => file.change(apply)),
      overwrite: (value) => this.#use(space, (file) => file.overwrite(value)),
    };
  }

  outbox(space: string): LogFile<Message> {
    const { validate, logLimits: limits } = this.#parts;
    return new MessageLog({ ...this.#placeOf(space), limits, validate: validate.message });
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
    const { database, mock } = this.#parts;
    const before = await database.transaction(async (query) => {
      const replaced = await replaceSpaces({ query, mock, spaces, scope });
      await this.#room.require(query);
      return replaced;
    });
    for (const space of new Set([...before, ...spaces.map(({ file }) => file.space)])) this.#parts.changed?.(space);
  }

  async plant(spaces: readonly StoredSpace[]): Promise<void> {
    const { database, mock } = this.#parts;
    const planted = await database.transaction(async (query) => {
      const names = await plantSpaces({ query, mock, spaces });
      await this.#room.require(query);
      return names;
    });
    for (const space of planted) this.#parts.changed?.(space);
  }

  async discardUnreadable(): Promise<void> {
    // what cannot be read was replaced, and is nowhere else
  }

  async announce(): Promise<void> {
    // mocks of one name find each other through the database
  }

  async close(): Promise<void> {
    const { feed, listener, database } = this.#parts;
    await feed.catchUp().catch(() => undefined); // it has been reported
    await listener.close();
    await database.close();
  }

  #placeOf(space: string) {
    const { database, mock, changed } = this.#parts;
    const admit = (query: Query): Promise<void> => this.#room.require(query, space);
    return { database, mock, space, admit, changed: () => changed?.(space) };
  }

  async #use<T>(space: string, work: (file: RowFile<SpaceFile>) => Promise<T>): Promise<T> {
    const row = settingsRow({ ...this.#placeOf(space), validate: this.#parts.validate.settings });
    const used = this.#inUse.get(space) ?? { file: new RowFile<SpaceFile>(row, this.#gate), users: 0 };
    this.#inUse.set(space, used);
    used.users += 1;
    try {
      return await work(used.file);
    } finally {
      used.users -= 1;
      if (used.users === 0) this.#inUse.delete(space);
    }
  }
}
