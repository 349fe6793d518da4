// Where the mock keeps its state, as the options say.
import { StartError } from '../document/start-error.ts';
import type { ServerOptions } from '../options.ts';
import { nameOfDatabase } from '../store/postgres/driver.ts';
import type { ServeOptions } from './serve-options.ts';

export interface Storage {
  readonly options: Pick<ServerOptions, 'data' | 'store' | 'name' | 'storeWait'>;
  /** For people, without a password. */
  readonly told: string;
}

type Given = Pick<ServeOptions, 'data' | 'name' | 'storeWait'> & {
  readonly [Name in 'ephemeral' | 'store']: ServeOptions[Name];
};

/**
 * @param isGiven whether an option is on the command line
 * @throws {StartError} for options that contradict each other, or without the URL of a database.
 */
export function storageOf(
  { data, ephemeral, store, name, storeWait }: Given,
  isGiven: (option: string) => boolean,
  env: NodeJS.ProcessEnv = process.env,
): Storage {
  if (store !== undefined) {
    if (ephemeral || isGiven('data'))
      throw new StartError(`Both --store and ${ephemeral ? '--ephemeral' : '--data'} were given. Give one of them.`);
    const url = store === 'postgres' ? env['DATABASE_URL'] : store;
    if (url === undefined || url === '')
      throw new StartError('--store postgres needs the URL of the database in the variable DATABASE_URL.');
    return { options: { store: url, name, storeWait }, told: `${nameOfDatabase(url)}, as ${JSON.stringify(name)}` };
  }
  if (isGiven('name')) throw new StartError('--name is for mocks that share a database. Give --store, too.');
  return ephemeral ? { options: {}, told: 'in memory only' } : { options: { data }, told: data };
}
