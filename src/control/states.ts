// Whole spaces: read, replace, forget, and back to the seed.
import type { SpaceState, State } from '../document/schemas.ts';
import type { Random } from '../random/random.ts';
import { Refusal } from '../refusal/refusal.ts';
import { adoptSettings } from '../settings/adopt.ts';
import { providerNames } from '../settings/providers.ts';
import { maskSecrets } from '../settings/secret.ts';
import type { Fields } from '../settings/show.ts';
import type { SpaceEntry } from '../store/files.ts';
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
    const { store, fields, now } = this.#options;
    const random = await this.#options.random();
    const settings = adoptSettings(state.settings, { space, fields, random, now: now() });
    const outbox = (state.outbox ?? []).map((message) => ({ ...message, space })).toReversed();
    await store.settings(space).overwrite({ version: 1, space, settings });
    await store.outbox(space).overwrite(outbox);
  }

  /** @throws {Refusal} when there is no such space. */
  async forget(space: string): Promise<void> {
    const { store } = this.#options;
    const names = (await store.spaces()).flatMap((entry) => ('name' in entry ? [entry.name] : []));
    if (!names.includes(space)) throw unknown(space);
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
    const stored = (await store.spaces()).flatMap((entry) => ('name' in entry ? [entry.name] : []));
    const spaces = only === undefined ? new Set([...stored, ...Object.keys(seed.spaces)]) : [only];
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
  return error instanceof Refusal && error.kind === 'unreadable-space';
}

function unknown(space: string): Refusal {
  return new Refusal(
    'not-found',
    `There is no space ${JSON.stringify(space)}. GET /__mock/spaces lists those there are.`,
  );
}
