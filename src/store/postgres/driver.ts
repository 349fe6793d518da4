// The driver of PostgreSQL: loaded when it is used, because most users of the mock have no database.
import type pgModule from 'pg';
import { StartError } from '../../document/start-error.ts';

/** How many connections one mock holds at most, besides the one that listens. */
export const mostConnections = 10;

/** How long a connection or a statement may take, in milliseconds, unless the URL has `query_timeout`. */
const usual = { connection: 5_000, statement: 10_000 };

/**
 * What the server itself may take of the time of a statement, so that nothing that is given up here goes on there: to the end,
 * and to wait for what somebody else has locked.
 */
const shares = { statement: 0.8, lock: 0.5 };

export type Pool = pgModule.Pool;
export type PooledClient = pgModule.PoolClient;
export type SingleClient = pgModule.Client;

/** What a statement finds: rows as objects by the names of their columns. */
export type Rows = readonly Readonly<Record<string, unknown>>[];

/** Sends one statement. */
export type Query = (text: string, values?: readonly unknown[]) => Promise<Found>;

export interface Found {
  readonly rows: Rows;
  /** How many rows it has found or changed. */
  readonly count: number;
}

export interface Driver {
  readonly pool: Pool;
  /** How long a connection and a statement may take, in milliseconds. */
  readonly patience: typeof usual;
  /** Has the server end by itself what takes too long. Not by parameters of the start, which a pooler refuses. */
  readonly prepare: (client: PooledClient) => Promise<unknown>;
  /** Makes a client that is not connected yet. */
  readonly createClient: () => SingleClient;
}

/** Opens nothing yet: the first statement does. @throws {StartError} without a driver, or for an unusable URL. */
export async function createDriver(url: string): Promise<Driver> {
  const { default: pg } = await loadDriver();
  const given = Number(new URL(requireUrl(url)).searchParams.get('query_timeout')) || usual.statement;
  const patience = { ...usual, statement: given };
  const options = {
    connectionString: url,
    application_name: 'otp-settings-mock',
    connectionTimeoutMillis: patience.connection,
    query_timeout: patience.statement,
    keepAlive: true,
  };
  const limits = [shares.statement, shares.lock, 1].map((share) => String(Math.ceil(share * patience.statement)));
  const prepared = `SELECT set_config('statement_timeout', $1, false), set_config('lock_timeout', $2, false),
    set_config('idle_in_transaction_session_timeout', $3, false)`;
  return {
    patience,
    prepare: (client) => client.query(prepared, limits),
    pool: new pg.Pool({ ...options, max: mostConnections }),
    createClient: () => new pg.Client(options),
  };
}

async function loadDriver(): Promise<{ default: typeof pgModule }> {
  try {
    return await import('pg');
  } catch (error) {
    throw new StartError(
      'The store is in PostgreSQL, and its driver pg is not installed. Install it beside the mock: npm install pg (or start with npx -p pg -p otp-settings-mock otp-settings-mock …).',
      { cause: error },
    );
  }
}

/** @throws {StartError} that does not show the URL, in which there may be a password. */
function requireUrl(url: string): string {
  if (URL.canParse(url) && /^postgres(ql)?:$/.test(new URL(url).protocol)) return url;
  throw new StartError(
    'The store is not the URL of a PostgreSQL database. Use one like postgres://user:password@host:5432/database, or postgres with the URL in DATABASE_URL.',
  );
}

/** The database without user, password and parameters, for people to read. */
export function nameOfDatabase(url: string): string {
  const { host, pathname } = new URL(url);
  return `postgres://${host}${pathname}`;
}
