// Statements for the database, and what its failures mean for the request that needed it.
import { codeOf } from '../file-system.ts';
import { Refusal } from '../../refusal/refusal.ts';
import type { Pool, PooledClient } from './driver.ts';

/** What a statement finds: rows as objects by the names of their columns. */
export type Rows = readonly Readonly<Record<string, unknown>>[];

/** Sends one statement. */
export type Query = (text: string, values?: readonly unknown[]) => Promise<Found>;

export interface Found {
  readonly rows: Rows;
  /** How many rows it has found or changed. */
  readonly count: number;
}

/** How often a transaction is tried that the database ends because of another one. */
const mostTries = 10;

/**
 * What says that the database cannot be used now: the classes of SQLSTATE for the connection, resources and an intervention by an
 * operator; and that it can only be read, as one whose place another one has taken.
 */
const unavailable = /^(08|53|57|25006)/;

/** Of transactions that stand in each other's way: a serialisation failure, a deadlock, a row that another one has made. */
const inTheWay = new Set(['40001', '40P01', '23505']);

export class Database {
  readonly #pool: Pool;

  /** @param report is told in a sentence when a connection that nobody was using is lost */
  constructor(pool: Pool, report: (problem: string) => void) {
    this.#pool = pool;
    pool.on('error', (error) => report(`A connection to the database was lost: ${reasonOf(error)}.`));
  }

  /** @throws {Refusal} when the database cannot be used; an error of the database otherwise. */
  readonly query: Query = async (text, values = []) => {
    try {
      return found(await this.#pool.query(text, [...values]));
    } catch (error) {
      throw databaseRefusal(error);
    }
  };

  /**
   * Several statements, of which all or none have an effect. They may be repeated, if another transaction is in the way.
   * @param mode how it begins
   * @throws {Refusal} when the database cannot be used. Then it may be unknown whether they had an effect.
   */
  async transaction<T>(work: (query: Query) => Promise<T>, mode = 'BEGIN'): Promise<T> {
    for (let tries = 1; ; tries += 1)
      try {
        return await this.#attempt(work, mode);
      } catch (error) {
        if (!inTheWay.has(codeOf(error))) throw error;
        if (tries === mostTries) throw databaseRefusal(error);
      }
  }

  async #attempt<T>(work: (query: Query) => Promise<T>, mode: string): Promise<T> {
    const client = await this.#pool.connect().catch((error: unknown) => {
      throw databaseRefusal(error);
    });
    const query = queryOf(client);
    client.on('error', ignore);
    try {
      await query(mode);
      const result = await work(query);
      await query('COMMIT');
      client.off('error', ignore);
      client.release();
      return result;
    } catch (error) {
      await leave(client, error);
      throw error;
    }
  }

  /** Waits for what is under way. */
  async close(): Promise<void> {
    await this.#pool.end();
  }
}

/** A connection that is lost while it is used also rejects the statement under way. */
const ignore = (): void => undefined;

/** A connection that has not responded, or cannot end its transaction, is not used again. */
async function leave(client: PooledClient, error: unknown): Promise<void> {
  const hasFailed = error instanceof Refusal && error.kind === 'store-unavailable';
  const isUsable = !hasFailed && (await client.query('ROLLBACK').catch(() => undefined)) !== undefined;
  if (isUsable) client.off('error', ignore);
  client.release(!isUsable);
}

/** An error that has the transaction be repeated is thrown as it is. */
function queryOf(client: PooledClient): Query {
  return async (text, values = []) => {
    try {
      return found(await client.query(text, [...values]));
    } catch (error) {
      throw inTheWay.has(codeOf(error)) ? error : databaseRefusal(error);
    }
  };
}

function found({ rows, rowCount }: { readonly rows: unknown[]; readonly rowCount: number | null }): Found {
  return { rows: rows as Rows, count: rowCount ?? 0 }; // the driver gives objects
}

/** In a few words, without the statement and without values. */
export function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.includes(codeOf(error)) ? text : `${text} (${codeOf(error)})`;
}

/** Whether it is the database that cannot be used, and not a mistake in a statement. Errors of the network have no SQLSTATE. */
function isUnavailable(error: unknown): boolean {
  const code = codeOf(error);
  const isState = /^[0-9A-Z]{5}$/.test(code) && /\d/.test(code);
  return !isState || unavailable.test(code) || inTheWay.has(code);
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
