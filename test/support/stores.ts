// Every place where a store can keep things, with a store for tests in it.
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StoreOptions } from '../../src/store/files.ts';
import { isRecord } from '../../src/document/json.ts';
import { openStore } from '../../src/store/open-store.ts';
import type { Store } from '../../src/store/store.ts';
import { FailingDisk } from './failing-disk.ts';

/** Opens what one store has kept, again and again. Memory is forgotten. */
export type Opener = (options?: Partial<StoreOptions>) => Promise<Store>;

const usual: StoreOptions = {
  logLimits: { entries: 3, bytes: 1_000_000 },
  validate: {
    settings: (value) => (JSON.stringify(value).includes('unfit') ? 'it does not fit' : undefined),
    message: (value) => (typeof value === 'object' ? undefined : 'it is no message'),
    session: (value) => (isRecord(value) && 'key' in value ? undefined : 'it is no session'),
  },
  report: () => undefined,
};

/** An opener that has nothing in common with another one. */
export const inMemory = async (): Promise<Opener> => (options) => openStore({ ...usual, ...options });

/** An opener of a new folder. @param disk on which it is */
export async function inFolder(disk = new FailingDisk()): Promise<Opener> {
  const folder = join(await mkdtemp(join(tmpdir(), 'store-')), 'data');
  return (options) => openStore({ ...usual, ...options, folder, fs: disk.fs });
}

/** An opener of what one mock has in a database. */
export function inDatabase(url: string, name: string, wait = 0): Opener {
  return (options) => openStore({ ...usual, ...options }, { url, name, wait });
}
