// Where everything is kept: for each space a file of its settings and one of its outbox, and one file for the sessions.
import { resolve } from 'node:path';
import type { Message } from '../document/schemas.ts';
import { diskFiles } from './disk-files.ts';
import type { Files, SessionFile, SpaceEntry, SpaceFile, StoreOptions } from './files.ts';
import { type JsonFile, nowhere, QueuedJsonFile } from './json-file.ts';
import { type LogFile, nowhereLogged, QueuedLogFile } from './log-file.ts';

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

/** @throws {StartError} when the folder cannot be used or another process has it. */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { folder, logLimits, report, changed = () => undefined } = options;
  const files = folder === undefined ? memoryFiles() : await diskFiles({ ...options, folder: resolve(folder) });
  const settings = new Map<string, QueuedJsonFile<SpaceFile>>();
  const outboxes = new Map<string, QueuedLogFile<Message>>();
  const session = new QueuedJsonFile<SessionFile>(files.session);
  return {
    session,
    settings: (space) => get(settings, space, () => new QueuedJsonFile(files.settings(space), () => changed(space))),
    outbox: (space) =>
      get(outboxes, space, () => new QueuedLogFile(files.outbox(space), logLimits, () => changed(space))),
    spaces: async () => (folder === undefined ? spacesInMemory(settings, outboxes) : files.spaces()),
    discardUnreadable: () => files.discardUnreadable(),
    announce: (url) => files.announce(url),
    async close() {
      await Promise.all([...settings.values(), ...outboxes.values(), session].map((file) => file.idle()));
      await files
        .release()
        .catch((error: unknown) => report(`The data folder could not be released: ${String(error)}.`));
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
