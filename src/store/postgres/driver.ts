// The driver of PostgreSQL: loaded when it is used, because most users of the mock have no database.
import type pgModule from 'pg';
import { StartError } from '../../document/start-error.ts';

/** How many connections one mock holds at most, besides the one that listens. */
const mostConnections = 10;

/** How long a connection or a statement may take, in milliseconds. */
const timeouts = { connection: 5_000, statement: 10_000 };

export type Pool = pgModule.Pool;
export type PooledClient = pgModule.PoolClient;
export type SingleClient = pgModule.Client;

export interface Driver {
  readonly pool: Pool;
  /** Makes a client that is not connected yet. */
  readonly createClient: () => SingleClient;
}

/** Opens nothing yet: the first statement does. @throws {StartError} without a driver, or for an unusable URL. */
export async function createDriver(url: string): Promise<Driver> {
  const { default: pg } = await loadDriver();
  const options = {
    connectionString: requireUrl(url),
    application_name: 'otp-settings-mock',
    connectionTimeoutMillis: timeouts.connection,
    query_timeout: timeouts.statement,
    keepAlive: true,
  };
  return {
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
