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

/** Where an option comes from, by commander's names; `default` or undefined if it was not given. */
type SourceOf = (option: string) => string | undefined;

/**
 * One place, or the default. An argument goes before variables for another place.
 * @throws {StartError} for options that contradict each other, or without the URL of a database.
 */
export function storageOf(given: Given, sourceOf: SourceOf, env: NodeJS.ProcessEnv = process.env): Storage {
  const places = (['store', 'ephemeral', 'data'] as const).filter((name) => isGiven(sourceOf(name)));
  const asArguments = places.filter((name) => sourceOf(name) === 'cli');
  const [place, other] = asArguments.length > 0 ? asArguments : places;
  if (place === 'store' && other !== undefined)
    throw new StartError(`Both --store and --${other} were given. Give one of them.`);
  if (place === 'store') return inDatabase(given, env);
  if (isGiven(sourceOf('name'))) throw new StartError('--name is for mocks that share a database. Give --store, too.');
  return place === 'ephemeral'
    ? { options: {}, told: 'in memory only' }
    : { options: { data: given.data }, told: given.data };
}

const isGiven = (source: string | undefined): boolean => source === 'cli' || source === 'env';

function inDatabase({ store, name, storeWait }: Given, env: NodeJS.ProcessEnv): Storage {
  const url = store === 'postgres' ? env['DATABASE_URL'] : store;
  if (url === undefined || url === '')
    throw new StartError('--store postgres needs the URL of the database in the variable DATABASE_URL.');
  return { options: { store: url, name, storeWait }, told: `${nameOfDatabase(url)}, as ${JSON.stringify(name)}` };
}
