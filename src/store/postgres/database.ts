// Statements for the database, and what its failures mean for the request that needed it.
import { setTimeout as wait } from 'node:timers/promises';
import pLimit from 'p-limit';
import { codeOf } from '../file-system.ts';
import { nextShared } from '../next-shared.ts';
import { Refusal } from '../../refusal/refusal.ts';
import { type Driver, mostConnections, type PooledClient, type Query, type Rows } from './driver.ts';
import { bringUpToDate } from './schema.ts';

/** How often a transaction is tried that the database ends because of another one. */
const mostTries = 10;

/** Milliseconds for a connection: before another try where there are too many, and until fewer are thought to be enough. */
const crowded = { pause: 20, relief: 10_000 };

/**
 * What says that the database cannot be used now: the classes of SQLSTATE for the connection, resources and an intervention by an
 * operator; a lock that somebody holds, a transaction that was ended; and that it can only be read, as one whose place another
 * one has taken.
 */
const unavailable = /^(08|53|57|55P03|25P0|25006)/;

/** Of transactions that stand in each other's way: a serialisation failure, a deadlock, a row that another one has made. */
const inTheWay = new Set(['40001', '40P01', '23505']);

/** A table or the schema is not there: somebody has dropped it, or the database is another one. */
const missing = new Set(['42P01', '3F000']);

export class Database {
  readonly #driver: Driver;
  readonly #limit = pLimit(mostConnections);
  readonly #prepared = new WeakSet<PooledClient>();

  /** @param report is told in a sentence when a connection that nobody was using is lost */
  constructor(driver: Driver, report: (problem: string) => void) {
    this.#driver = driver;
    driver.pool.on('error', (error) => report(`A connection to the database was lost: ${reasonOf(error)}.`));
    // From its first moment on. The statement under way is rejected, too.
    driver.pool.on('connect', (client) => client.on('error', ignore));
  }

  /** @throws {Refusal} when the database cannot be used; an error of the database otherwise. */
  readonly query: Query = (text, values) => repeated(() => this.#run((query) => query(text, values)));

  /**
   * Several statements, of which all or none have an effect. They may be repeated, if another transaction is in the way.
   * @param mode how it begins
   * @throws {Refusal} when the database cannot be used. Then it may be unknown whether they had an effect.
   */
  transaction<T>(work: (query: Query) => Promise<T>, mode = 'BEGIN'): Promise<T> {
    return repeated(() => this.#run((query) => inTransaction(query, work, mode)));
  }

  /** Creates what is missing of the schema. @throws {StartError} when the schema is of a newer version. */
  readonly migrate = nextShared(() =>
    repeated(() => this.#withConnection((query) => inTransaction(query, bringUpToDate, 'BEGIN'))),
  );

  /** Waits for what is under way. */
  async close(): Promise<void> {
    await this.#driver.pool.end();
  }

  async #run<T>(work: (query: Query) => Promise<T>): Promise<T> {
    try {
      return await this.#withConnection(work);
    } catch (error) {
      if (!missing.has(codeOf(error))) throw error;
      await this.migrate();
      return this.#withConnection(work);
    }
  }

  /** Whose turn comes too late is refused, as those before it probably were. */
  #withConnection<T>(work: (query: Query) => Promise<T>): Promise<T> {
    const latest = performance.now() + this.#driver.patience.connection;
    return this.#limit(async () => {
      if (performance.now() > latest) throw databaseRefusal(new Error('no connection was free in time'));
      const client = await this.#connect(latest);
      try {
        const result = await work(queryOf(client));
        client.release();
        return result;
      } catch (error) {
        client.release(error instanceof Refusal && error.kind === 'store-unavailable');
        throw error;
      }
    });
  }

  /** A connection of a role that may have no more is one of those that are there, as soon as it is free. */
  async #connect(latest: number): Promise<PooledClient> {
    const { pool, prepare } = this.#driver;
    for (;;)
      try {
        const client = await pool.connect();
        if (!this.#prepared.has(client)) await prepare(client).catch(giveUp(client));
        this.#prepared.add(client);
        return client;
      } catch (error) {
        if (codeOf(error) !== '53300' || performance.now() > latest) throw databaseRefusal(error);
        this.#limit.concurrency = Math.max(1, pool.totalCount);
        setTimeout(() => (this.#limit.concurrency = mostConnections), crowded.relief).unref();
        await wait(crowded.pause);
      }
  }
}

const ignore = (): void => undefined;

function giveUp(client: PooledClient): (error: unknown) => never {
  return (error) => {
    client.release(true);
    throw error;
  };
}

/** Done again while another transaction is in the way. */
async function repeated<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1)
    try {
      return await work();
    } catch (error) {
      if (!inTheWay.has(codeOf(error))) throw error;
      if (tries === mostTries) throw busy(error);
    }
}

async function inTransaction<T>(query: Query, work: (query: Query) => Promise<T>, mode: string): Promise<T> {
  await query(mode);
  try {
    const result = await work(query);
    await query('COMMIT');
    return result;
  } catch (error) {
    if (!(error instanceof Refusal && error.kind === 'store-unavailable')) await query('ROLLBACK');
    throw error;
  }
}

/** The statements of one connection. An error that has the transaction be repeated, or the schema be created, is thrown as it is. */
export function queryOf(client: Pick<PooledClient, 'query'>): Query {
  return async (text, values = []) => {
    try {
      // Several statements without values are answered by a list.
      const { rows, rowCount } = [await client.query(text, [...values])].flat().at(-1) ?? { rows: [], rowCount: 0 };
      return { rows: rows as Rows, count: rowCount ?? 0 }; // the driver gives objects
    } catch (error) {
      const code = codeOf(error);
      throw inTheWay.has(code) || missing.has(code) ? error : databaseRefusal(error);
    }
  };
}

/** In a few words, without the statement and without values. */
export function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const code = codeOf(error);
  return code === '' || text.includes(code) ? text : `${text} (${code})`;
}

/** Whether it is the database that cannot be used, and not a mistake in a statement. Errors of the network have no SQLSTATE. */
function isUnavailable(error: unknown): boolean {
  const code = codeOf(error);
  const isState = /^[0-9A-Z]{5}$/.test(code) && /\d/.test(code);
  return !isState || unavailable.test(code);
}

/** The refusal for an error of the driver. */
function databaseRefusal(error: unknown): unknown {
  if (!isUnavailable(error)) return error;
  return new Refusal(
    'store-unavailable',
    'The database of the mock cannot be used at the moment. A change may or may not have been stored: read it, or try again.',
    { headers: { 'Retry-After': '1' }, cause: error },
  );
}

function busy(cause: unknown): Refusal {
  return new Refusal(
    'store-unavailable',
    `Other changes of the same data were in the way ${mostTries} times (${reasonOf(cause)}). Nothing was stored: try again.`,
    { headers: { 'Retry-After': '1' }, cause },
  );
}
