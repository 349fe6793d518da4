// Where everything is kept: for each space a file of its settings and one of its outbox, and one file for the sessions.
import { resolve } from 'node:path';
import type { Check } from '../document/check.ts';
import type { Message, SpaceSettings } from '../document/schemas.ts';
import { diskFiles } from './disk-files.ts';
import { type JsonFile, nowhere, QueuedJsonFile } from './json-file.ts';
import { type LogFile, nowhereLogged, QueuedLogFile } from './log-file.ts';

/** What is kept of a space's settings. */
export interface SpaceFile {
  readonly version: 1;
  readonly space: string;
  readonly settings: SpaceSettings;
}

/** What is kept of the sessions. */
export interface SessionFile {
  readonly version: 1;
  /** The key that signs tokens. */
  readonly key: string;
  /** Sessions that were ended by a logout, until when (seconds since 1970) their tokens would be valid. */
  readonly ended: Readonly<Record<string, number>>;
}

/** A space that is stored, or a file that cannot be read and so does not tell whose it is. */
export type SpaceEntry = { readonly name: string } | { readonly file: string; readonly unreadable: string };

export interface StoreOptions {
  /** Everything is kept in memory without one. */
  readonly folder?: string;
  /** How many messages of a space are kept. */
  readonly logLimit: number;
  readonly check: { readonly settings: Check; readonly message: Check };
  /** Told in a sentence when a file cannot be used. */
  readonly report: (problem: string) => void;
}

export interface Store {
  readonly session: JsonFile<SessionFile>;
  settings(space: string): JsonFile<SpaceFile>;
  outbox(space: string): LogFile<Message>;
  /** Every space that has settings or an outbox. */
  spaces(): Promise<SpaceEntry[]>;
  /** Keeps files that cannot be read out of the way, as after a reset of everything. */
  discardUnreadable(): Promise<void>;
  /** Tells who comes later to the folder where its holder listens. */
  announce(url: string): Promise<void>;
  /** Waits for what is being written, and gives the folder free. */
  close(): Promise<void>;
}

/** Where the files of a store are: on disk or nowhere. */
export interface Files {
  readonly session: ConstructorParameters<typeof QueuedJsonFile<SessionFile>>[0];
  settings(space: string): ConstructorParameters<typeof QueuedJsonFile<SpaceFile>>[0];
  outbox(space: string): ConstructorParameters<typeof QueuedLogFile<Message>>[0];
  spaces(): Promise<SpaceEntry[]>;
  discardUnreadable(): Promise<void>;
  announce(url: string): Promise<void>;
  release(): Promise<void>;
}

/** @throws {StartError} when the folder cannot be used or another process has it. */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { folder, logLimit } = options;
  const files = folder === undefined ? memoryFiles() : await diskFiles({ ...options, folder: resolve(folder) });
  const settings = new Map<string, QueuedJsonFile<SpaceFile>>();
  const outboxes = new Map<string, QueuedLogFile<Message>>();
  const session = new QueuedJsonFile<SessionFile>(files.session);
  return {
    session,
    settings: (space) => get(settings, space, () => new QueuedJsonFile(files.settings(space))),
    outbox: (space) => get(outboxes, space, () => new QueuedLogFile(files.outbox(space), logLimit)),
    spaces: async () => (folder === undefined ? spacesInMemory(settings, outboxes) : files.spaces()),
    discardUnreadable: () => files.discardUnreadable(),
    announce: (url) => files.announce(url),
    async close() {
      await Promise.all([...settings.values(), ...outboxes.values(), session].map((file) => file.idle()));
      await files.release();
    },
  };
}

function get<F>(files: Map<string, F>, name: string, create: () => F): F {
  const there = files.get(name) ?? create();
  files.set(name, there);
  return there;
}

function memoryFiles(): Files {
  return {
    session: nowhere(),
    settings: nowhere,
    outbox: nowhereLogged,
    spaces: async () => [],
    discardUnreadable: async () => undefined,
    announce: async () => undefined,
    release: async () => undefined,
  };
}

async function spacesInMemory(
  settings: ReadonlyMap<string, JsonFile<SpaceFile>>,
  outboxes: ReadonlyMap<string, QueuedLogFile<Message>>,
): Promise<SpaceEntry[]> {
  const names = new Set<string>();
  for (const [name, file] of settings) if ((await file.read()) !== undefined) names.add(name);
  for (const [name, file] of outboxes) if (await file.exists()) names.add(name);
  return [...names].map((name) => ({ name }));
}
