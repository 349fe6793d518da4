// Whole spaces: read, replace, forget, and back to the seed.
import type { ProviderFields } from '../document/fields.ts';
import type { Validate } from '../document/validate.ts';
import type { SpaceCount, SpaceState, State } from '../document/schemas.ts';
import type { Random } from '../random/random.ts';
import { Refusal } from '../refusal/refusal.ts';
import type { Users } from '../session/users.ts';
import { adoptSettings } from '../settings/adopt.ts';
import { providerNames } from '../settings/providers.ts';
import { maskSecrets } from '../settings/secret.ts';
import { requireName } from '../settings/space-name.ts';
import { isUnreadable } from '../store/set-aside.ts';
import type { Store, StoredSpace } from '../store/store.ts';

export interface StatesOptions {
  readonly store: Store;
  readonly users: Users;
  readonly seed: State;
  readonly fields: ProviderFields;
  /** What the document says of the name of a space. */
  readonly validateName: Validate;
  readonly random: () => Promise<Random>;
  readonly now: () => Date;
}

export class States {
  readonly #options: StatesOptions;

  constructor(options: StatesOptions) {
    this.#options = options;
  }

  /** Names and counts, in the order of the names. */
  async list(): Promise<SpaceCount[]> {
    return (await this.#options.store.list()).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** @throws {Refusal} when there is no such space. */
  async read(space: string, secrets: 'masked' | 'plain'): Promise<SpaceState> {
    const stored = await this.#options.store.find(space);
    if (!stored) throw unknown(space);
    return { ...told(secrets), ...this.#show(stored, secrets) };
  }

  /** Replaces the whole of a space, readable or not, or nothing. @throws {Refusal} for an unfit name or masked secrets. */
  async write(space: string, state: SpaceState): Promise<void> {
    await this.#options.store.replace([await this.#adopt(space, state, isPlain(state))], 'these');
  }

  /** A snapshot of all spaces. @throws {Refusal} when one cannot be read. */
  async readAll(secrets: 'masked' | 'plain'): Promise<State> {
    const stored = await this.#options.store.snapshot();
    const sorted = stored.toSorted((a, b) => (a.file.space < b.file.space ? -1 : 1));
    const users = await this.#options.users.put(secrets);
    return {
      ...told(secrets),
      spaces: Object.fromEntries(sorted.map((each) => [each.file.space, this.#show(each, secrets)])),
      ...(Object.keys(users).length > 0 && { users }),
    };
  }

  /**
   * All spaces as in a snapshot, or nothing changed.
   * @throws {Refusal} for unfit names, masked secrets, or when it cannot be stored.
   */
  async writeAll(state: State): Promise<void> {
    const { store, users } = this.#options;
    users.check(state.users, isPlain(state));
    await store.replace(await this.#adoptAll(Object.entries(state.spaces), isPlain(state)), 'all');
    await users.replace(state.users);
  }

  #show({ file, messages }: StoredSpace, secrets: 'masked' | 'plain'): SpaceState {
    const shown = providerNames.flatMap((name) => {
      const setting = file.settings[name];
      const masked = setting && secrets === 'masked' ? maskSecrets(setting, this.#options.fields[name]) : setting;
      return masked ? [[name, masked] as const] : [];
    });
    return { settings: Object.fromEntries(shown), outbox: messages.toReversed() };
  }

  #adoptAll(spaces: readonly [space: string, state: SpaceState][], plain: boolean): Promise<StoredSpace[]> {
    return Promise.all(spaces.map(([space, state]) => this.#adopt(space, state, plain || isPlain(state))));
  }

  async #adopt(space: string, state: SpaceState, plain: boolean): Promise<StoredSpace> {
    const { fields, now, validateName } = this.#options;
    requireName(space, validateName);
    const random = await this.#options.random();
    const settings = adoptSettings(state.settings, { space, fields, random, now: now(), plain });
    const messages = (state.outbox ?? []).map((message) => ({ ...message, space })).toReversed();
    return { file: { version: 1, space, settings }, messages };
  }

  async #names(): Promise<string[]> {
    return (await this.#options.store.spaces()).flatMap((entry) => ('name' in entry ? [entry.name] : []));
  }

  /** @throws {Refusal} when there is no such space. */
  async forget(space: string): Promise<void> {
    if (!(await this.#names()).includes(space)) throw unknown(space);
    await this.#remove(space);
  }

  /** Puts the spaces of a seed where there are none yet; resolves with their names. */
  async plant(seed = this.#options.seed): Promise<string[]> {
    const { store } = this.#options;
    const missing: [space: string, state: SpaceState][] = [];
    for (const [space, state] of Object.entries(seed.spaces))
      if ((await store.settings(space).read().catch(ignoreUnreadable)) === undefined) missing.push([space, state]);
    if (missing.length > 0) await store.plant(await this.#adoptAll(missing, isPlain(seed)));
    return missing.map(([space]) => space);
  }

  /** One space, or all, as the seed has it; a space that it does not have is forgotten. */
  async reset(only?: string): Promise<void> {
    const { seed } = this.#options;
    if (only === undefined) return this.#resetAll();
    const state = Object.hasOwn(seed.spaces, only) ? seed.spaces[only] : undefined;
    if (!state) return this.#remove(only);
    await this.#options.store.replace([await this.#adopt(only, state, isPlain(seed) || isPlain(state))], 'these');
  }

  /** On a full disk, this makes room first. */
  async #resetAll(): Promise<void> {
    const { store, users, seed } = this.#options;
    const replace = async (): Promise<void> =>
      store.replace(await this.#adoptAll(Object.entries(seed.spaces), isPlain(seed)), 'all');
    await replace().catch(async (error: unknown) => {
      if (!(error instanceof Refusal) || error.kind !== 'no-room') throw error;
      for (const name of await this.#names()) await this.#remove(name);
      await replace();
    });
    await store.discardUnreadable();
    await users.replace();
  }

  async #remove(space: string): Promise<void> {
    await this.#options.store.outbox(space).remove();
    await this.#options.store.settings(space).overwrite(undefined);
  }
}

/** How a state declares its secrets, so that a secret that looks like the mask differs from a masked one. */
function told(secrets: 'masked' | 'plain'): { readonly secrets?: 'plain' } {
  return secrets === 'plain' ? { secrets } : {};
}

const isPlain = ({ secrets }: { readonly secrets?: 'plain' | 'masked' }): boolean => secrets === 'plain';

/** A space that cannot be read exists, so the seed is not for it. */
function ignoreUnreadable(error: unknown): null {
  if (isUnreadable(error)) return null;
  throw error;
}

function unknown(space: string): Refusal {
  return new Refusal(
    'not-found',
    `The space ${JSON.stringify(space)} does not exist. GET /__mock/spaces lists the existing ones.`,
  );
}
