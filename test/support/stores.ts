// Every place where a store can keep things, with a store for tests in it.
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StoreOptions } from '../../src/store/files.ts';
import { openStore } from '../../src/store/open-store.ts';
import type { Store } from '../../src/store/store.ts';
import { unusedMock } from './postgres.ts';

/** Opens what one store has kept, again and again. Memory is forgotten. */
export type Opener = (options?: Partial<StoreOptions>) => Promise<Store>;

const usual: StoreOptions = {
  logLimits: { entries: 3, bytes: 1_000_000 },
  validate: {
    settings: (value) => (JSON.stringify(value).includes('unfit') ? 'it does not fit' : undefined),
    message: (value) => (typeof value === 'object' ? undefined : 'it is no message'),
  },
  report: () => undefined,
};

/** Stores of one name in a database. */
export function inDatabase(url: string, name = unusedMock(), wait = 0): Opener {
  return (options) => openStore({ ...usual, ...options }, { url, name, wait });
}

/** Openers of what is empty at first. */
export const keepers: Readonly<Record<string, (databaseUrl: () => string) => Promise<Opener>>> = {
  memory: async () => (options) => openStore({ ...usual, ...options }),
  'a folder': async () => {
    const folder = join(await mkdtemp(join(tmpdir(), 'store-')), 'data');
    return (options) => openStore({ ...usual, ...options, folder });
  },
  PostgreSQL: async (databaseUrl) => inDatabase(databaseUrl()),
};
