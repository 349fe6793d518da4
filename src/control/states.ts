// Whole spaces: read, replace, forget, and back to the seed.
import type { Message, SpaceState, State } from '../document/schemas.ts';
import type { Random } from '../random/random.ts';
import { Refusal } from '../refusal/refusal.ts';
import { adoptSettings } from '../settings/adopt.ts';
import { providerNames } from '../settings/providers.ts';
import { maskSecrets } from '../settings/secret.ts';
import type { Fields } from '../settings/show.ts';
import type { SpaceEntry, SpaceFile } from '../store/files.ts';
import type { Store } from '../store/store.ts';

export interface StatesOptions {
  readonly store: Store;
  readonly seed: State;
  readonly fields: Fields;
  readonly random: () => Promise<Random>;
  readonly now: () => Date;
}

export interface SpaceCount {
  readonly name: string;
  readonly settings: number;
  readonly messages: number;
  readonly unreadable?: string;
}

/** What a space is given, with ids and dates where it had none. */
interface Adopted {
  readonly file: SpaceFile;
  readonly outbox: Message[];
}

export class States {
  readonly #options: StatesOptions;

  constructor(options: StatesOptions) {
    this.#options = options;
  }

  /** Names and counts, in the order of the names. */
  async list(): Promise<SpaceCount[]> {
    const entries = await this.#options.store.spaces();
    const counts = await Promise.all(entries.map((entry) => this.#count(entry)));
    return counts.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** @throws {Refusal} when there is no such space. */
  async read(space: string, secrets: 'masked' | 'plain'): Promise<SpaceState> {
    const { store, fields } = this.#options;
    const file = await store.settings(space).read();
    const outbox = (await store.outbox(space).read()).toReversed();
    if (!file && outbox.length === 0) throw unknown(space);
    const shown = providerNames.flatMap((name) => {
      const setting = file?.settings[name];
      return setting ? [[name, secrets === 'plain' ? setting : maskSecrets(setting, fields[name])] as const] : [];
    });
    return { settings: Object.fromEntries(shown), outbox };
  }

  /** Replaces the whole of a space, readable or not. @throws {Refusal} for masked secrets. */
  async write(space: string, state: SpaceState): Promise<void> {
    await this.#store(await this.#adopt(space, state));
  }

  /** A snapshot of all spaces. @throws {Refusal} when one cannot be read. */
  async readAll(secrets: 'masked' | 'plain'): Promise<State> {
    const names = (await this.#names()).toSorted();
    const states = await Promise.all(names.map(async (name) => [name, await this.read(name, secrets)] as const));
    return { spaces: Object.fromEntries(states) };
  }

  /** All spaces as in a snapshot, or nothing changed. @throws {Refusal} for masked secrets, or when it cannot be stored. */
  async writeAll({ spaces }: State): Promise<void> {
    const adopted = await Promise.all(Object.entries(spaces).map(([space, state]) => this.#adopt(space, state)));
    const before = await this.readAll('plain');
    try {
      await this.#replaceAll(adopted);
    } catch (error) {
      const old = Object.entries(before.spaces).map(([space, state]) => this.#adopt(space, state));
      await this.#replaceAll(await Promise.all(old));
      throw error;
    }
  }

  async #replaceAll(adopted: readonly Adopted[]): Promise<void> {
    for (const each of adopted) await this.#store(each);
    const kept = new Set(adopted.map(({ file }) => file.space));
    for (const name of await this.#names()) if (!kept.has(name)) await this.#remove(name);
  }

  async #adopt(space: string, state: SpaceState): Promise<Adopted> {
    const { fields, now } = this.#options;
    const random = await this.#options.random();
    const settings = adoptSettings(state.settings, { space, fields, random, now: now() });
    const outbox = (state.outbox ?? []).map((message) => ({ ...message, space })).toReversed();
    return { file: { version: 1, space, settings }, outbox };
  }

  async #store({ file, outbox }: Adopted): Promise<void> {
    const { store } = this.#options;
    await store.settings(file.space).overwrite(file);
    await store.outbox(file.space).overwrite(outbox);
  }

  async #names(): Promise<string[]> {
    return (await this.#options.store.spaces()).flatMap((entry) => ('name' in entry ? [entry.name] : []));
  }

  /** @throws {Refusal} when there is no such space. */
  async forget(space: string): Promise<void> {
    if (!(await this.#names()).includes(space)) throw unknown(space);
    await this.#remove(space);
  }

  /** Puts the seed's spaces where there are none yet. */
  async plantSeed(): Promise<void> {
    const { store, seed } = this.#options;
    for (const [space, state] of Object.entries(seed.spaces))
      if ((await store.settings(space).read().catch(ignoreUnreadable)) === undefined) await this.write(space, state);
  }

  /** One space, or all, as the seed has it; a space that it does not have is forgotten. */
  async reset(only?: string): Promise<void> {
    const { store, seed } = this.#options;
    const spaces = only === undefined ? new Set([...(await this.#names()), ...Object.keys(seed.spaces)]) : [only];
    for (const space of spaces) {
      const state = Object.hasOwn(seed.spaces, space) ? seed.spaces[space] : undefined;
      await (state ? this.write(space, state) : this.#remove(space));
    }
    if (only === undefined) await store.discardUnreadable();
  }

  async #remove(space: string): Promise<void> {
    await this.#options.store.settings(space).overwrite(undefined);
    await this.#options.store.outbox(space).remove();
  }

  async #count(entry: SpaceEntry): Promise<SpaceCount> {
    if ('unreadable' in entry) return { name: entry.file, settings: 0, messages: 0, unreadable: entry.unreadable };
    const { name } = entry;
    const { store } = this.#options;
    try {
      const file = await store.settings(name).read();
      const messages = await store.outbox(name).read();
      return { name, settings: Object.keys(file?.settings ?? {}).length, messages: messages.length };
    } catch (error) {
      if (!isUnreadable(error)) throw error;
      return { name, settings: 0, messages: 0, unreadable: error.message };
    }
  }
}

/** A space that cannot be read exists, so the seed is not for it. */
function ignoreUnreadable(error: unknown): null {
  if (isUnreadable(error)) return null;
  throw error;
}

function isUnreadable(error: unknown): error is Refusal {
  return error instanceof Refusal && ['unreadable-space', 'newer-format'].includes(error.kind);
}

function unknown(space: string): Refusal {
  return new Refusal(
    'not-found',
    `There is no space ${JSON.stringify(space)}. GET /__mock/spaces lists those there are.`,
  );
}
