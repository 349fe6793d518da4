// A store of files: for each space one of its settings and one of its outbox, and one for the sessions; in a folder or in memory.
import { resolve } from 'node:path';
import type { Message, SessionFile } from '../document/schemas.ts';
import { Census, type Count, nothing } from './census.ts';
import { diskFiles } from './disk-files.ts';
import { fileNameOf } from './file-name.ts';
import {
  type Content,
  type Files,
  type Scope,
  type SpaceEntry,
  type SpaceFile,
  type StoreOptions,
  tellChanged,
} from './files.ts';
import { Gate } from './gate.ts';
import { type JsonFile, nowhere, QueuedJsonFile } from './json-file.ts';
import { lineOf, type LogFile, QueuedLogFile } from './log-file.ts';
import { nowhereLogged } from './log-place.ts';
import { nextShared } from './next-shared.ts';
import { isUnreadable } from './set-aside.ts';
import { OwnValue, type SharedValue } from './shared-value.ts';
import { fileOn, logOn } from './on-shelf.ts';
import { Shelf } from './shelf.ts';
import type { Store, StoredSpace } from './store.ts';

/** @throws {StartError} when the folder cannot be used or another process has it. */
export async function openFileStore(options: StoreOptions): Promise<Store> {
  const { folder } = options;
  const files = folder === undefined ? undefined : await diskFiles({ ...options, folder: resolve(folder) });
  return new FileStore(options, files);
}

/** A space as it is written, with numbers of messages that go on. */
function contentOf({ file, messages }: StoredSpace, next: number): Content {
  const log = { lines: messages.map(lineOf), next: next + messages.length };
  return { file, ...(log.next > 0 && { log }) };
}

class FileStore implements Store {
  readonly session: QueuedJsonFile<SessionFile>;
  readonly #options: StoreOptions;
  /** Undefined when everything is kept in memory. */
  readonly #files: Files | undefined;
  readonly #gate = new Gate();
  readonly #settings: Shelf<QueuedJsonFile<SpaceFile>>;
  readonly #outboxes: Shelf<QueuedLogFile<Message>>;
  readonly #census: Census;

  constructor(options: StoreOptions, files: Files | undefined) {
    const { logLimits: limits, memoryLimit = 128 * 1024 ** 2 } = options;
    const capacity = files ? memoryLimit : Infinity;
    const gate = this.#gate;
    [this.#options, this.#files] = [options, files];
    this.#census = new Census({ limit: options.spaceLimit ?? 100_000, stems: () => this.#stems() });
    this.session = new QueuedJsonFile({ place: files?.session ?? nowhere(), gate });
    const fileOptions = (space: string) => ({
      gate,
      admit: () => this.#census.admit([space]),
      changed: () => this.#changed(space),
    });
    this.#settings = new Shelf(
      (space) => new QueuedJsonFile({ ...fileOptions(space), place: files?.settings(space) ?? nowhere() }),
      capacity,
    );
    this.#outboxes = new Shelf(
      (space) => new QueuedLogFile({ ...fileOptions(space), limits, place: files?.outbox(space) ?? nowhereLogged() }),
      capacity,
    );
  }

  shared<T extends object>(_name: string, initial: T): SharedValue<T> {
    return new OwnValue(initial);
  }

  settings(space: string): JsonFile<SpaceFile> {
    return fileOn(this.#settings, space);
  }

  outbox(space: string): LogFile<Message> {
    const log = logOn(this.#outboxes, space);
    const append: typeof log.append = async (create) => {
      const message = await log.append(create);
      this.#census.changed(space);
      return message;
    };
    return { ...log, append };
  }

  async spaces(): Promise<SpaceEntry[]> {
    if (this.#files) return this.#files.spaces();
    const held = [...this.#settings.files, ...this.#outboxes.files].filter(([, file]) => !file.holdsNothing);
    return [...new Set(held.map(([name]) => name))].map((name) => ({ name }));
  }

  find(space: string): Promise<StoredSpace | undefined> {
    return this.#gate.shared(() => this.#find(space));
  }

  readonly list = nextShared(async () => this.#census.list(await this.spaces(), (unknown) => this.#count(unknown)));

  snapshot(): Promise<StoredSpace[]> {
    return this.#gate.shared(async () => {
      const entries = await this.spaces();
      const found = await Promise.all(entries.flatMap((entry) => ('name' in entry ? [this.#find(entry.name)] : [])));
      return found.filter((space) => space !== undefined);
    });
  }

  replace(spaces: readonly StoredSpace[], scope: Scope): Promise<void> {
    return this.#gate.exclusive(async () => {
      if (scope === 'all') this.#census.requireRoomFor(spaces.length);
      else await this.#census.admit(spaces.map(({ file }) => file.space));
      const before = scope === 'all' ? await this.spaces() : [];
      const names = new Set(spaces.map(({ file }) => file.space));
      const contents = await this.#contents(spaces, scope === 'all' ? before : undefined);
      try {
        await this.#files?.replace(contents, scope);
      } finally {
        const isReplaced = (name: string): boolean => scope === 'all' || names.has(name);
        for (const [name, file] of [...this.#settings.files, ...this.#outboxes.files])
          if (isReplaced(name)) file.forget();
      }
      if (!this.#files) await this.#adopt(spaces, contents);
      for (const entry of before) if ('name' in entry) names.add(entry.name);
      for (const name of names) this.#census.changed(name);
      tellChanged([...names], this.#options);
    });
  }

  plant(spaces: readonly StoredSpace[]): Promise<void> {
    return this.replace(spaces, 'these');
  }

  async discardUnreadable(): Promise<void> {
    await this.#files?.discardUnreadable();
  }

  async announce(url: string): Promise<void> {
    await this.#files?.announce(url);
  }

  async close(): Promise<void> {
    const inUse = [...this.#settings.files, ...this.#outboxes.files].map(([, file]) => file.idle());
    await Promise.all([...inUse, this.session.idle()]);
    await this.#files?.release().catch((error: unknown) => {
      this.#options.report(`The data folder could not be released: ${String(error)}.`);
    });
  }

  /** Looks at the files, and reads those of which a look does not tell. */
  async #count(spaces: readonly string[]): Promise<Map<string, Count>> {
    const counts = new Map<string, Count>();
    for (const [space, { settings, messages }] of (await this.#files?.look(spaces)) ?? [])
      counts.set(space, { settings, messages });
    const others = spaces.filter((space) => !counts.has(space));
    await Promise.all(others.map(async (space) => counts.set(space, await this.#countWhole(space))));
    return counts;
  }

  async #countWhole(space: string): Promise<Count> {
    try {
      const [file, messages] = [await this.settings(space).read(), await this.outbox(space).read()];
      return { settings: Object.keys(file?.settings ?? {}).length, messages: messages.length };
    } catch (error) {
      if (!isUnreadable(error)) throw error;
      return { ...nothing, unreadable: error.message };
    }
  }

  async #find(space: string): Promise<StoredSpace | undefined> {
    const file = await this.#settings.use(space, (settings) => settings.peek());
    const [messages, isStored] = await this.#outboxes.use(space, async (log) => [await log.peek(), !log.holdsNothing]);
    if (!file && !isStored) return undefined;
    return { file: file ?? { version: 1, space, settings: {} }, messages };
  }

  /** @param there the spaces that there are, if that is known */
  async #contents(spaces: readonly StoredSpace[], there: readonly SpaceEntry[] | undefined): Promise<Content[]> {
    const names = new Set(there?.flatMap((entry) => ('name' in entry ? [entry.name] : [])));
    const isThere = ({ file }: StoredSpace): boolean => !there || names.has(file.space);
    const looks = await this.#files?.look(spaces.filter(isThere).map(({ file }) => file.space));
    return Promise.all(
      spaces.map(async (each) => {
        const look = isThere(each) ? looks?.get(each.file.space) : { next: 0 };
        return contentOf(each, look ? look.next : await this.#next(each.file.space));
      }),
    );
  }

  /** Reads what is there first, so that what cannot be understood is set aside, and numbers of messages go on. */
  async #next(space: string): Promise<number> {
    await this.#settings.use(space, (old) => old.peek()).catch(() => undefined);
    return this.#outboxes.use(space, (old) => old.next());
  }

  async #adopt(spaces: readonly StoredSpace[], contents: readonly Content[]): Promise<void> {
    for (const [index, { file, messages }] of spaces.entries()) {
      const { log } = contents[index] ?? {};
      await this.#settings.use(file.space, async (settings) => settings.adopt(file));
      if (log) await this.#outboxes.use(file.space, async (outbox) => outbox.adopt(messages, log.next));
    }
  }

  #changed(space: string): void {
    this.#census.changed(space);
    this.#options.changed?.(space);
  }

  async #stems(): Promise<Set<string>> {
    if (this.#files) return this.#files.stems();
    return new Set((await this.spaces()).flatMap((entry) => ('name' in entry ? [fileNameOf(entry.name)] : [])));
  }
}
