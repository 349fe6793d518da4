// Stores of tests in a database, and statements to it past them.
import { Client, type QueryResult } from 'pg';
import { onTestFinished } from 'vitest';
import type { Store } from '../../src/store/store.ts';
import { unusedMock } from './postgres.ts';
import { inDatabase } from './stores.ts';

/** Opens a store in the database; it is closed when the test is over. */
export async function openIn(database: string, name = unusedMock(), wait = 0): Promise<Store> {
  const store = await inDatabase(database, name, wait)({ logLimits: { entries: 1_000, bytes: 1_000_000 } });
  onTestFinished(() => store.close().catch(() => undefined));
  return store;
}

/** Sends one statement, or several without values, by a connection of its own. */
export async function ask(text: string, database: string): Promise<QueryResult> {
  const client = new Client(database);
  await client.connect();
  try {
    return await client.query(text);
  } finally {
    await client.end();
  }
}
