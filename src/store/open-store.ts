// The store that was asked for: files in a folder, in memory, or a database.
import { openFileStore } from './file-store.ts';
import type { StoreOptions } from './files.ts';
import type { PostgresOptions } from './postgres/postgres-store.ts';
import type { Store } from './store.ts';

/** @throws {StartError} when the folder or the database cannot be used, or another process has the folder. */
export async function openStore(options: StoreOptions, postgres?: PostgresOptions): Promise<Store> {
  if (!postgres) return openFileStore(options);
  const { openPostgresStore } = await import('./postgres/postgres-store.ts'); // not needed by most
  return openPostgresStore(options, postgres);
}
