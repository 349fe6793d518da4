// Stores the result of a PUT.
import type { ProviderFields } from '../document/fields.ts';
import type { Assumptions } from '../assumptions/table.ts';
import type { AnySetting, ProviderName } from '../document/schemas.ts';
import type { Random } from '../random/random.ts';
import type { Store } from '../store/store.ts';
import { putSetting } from './put.ts';

export interface StoringDependencies {
  readonly store: Store;
  readonly assumptions: Assumptions;
  readonly fields: ProviderFields;
  readonly random: () => Promise<Random>;
  readonly now: () => Date;
}

export interface Sent {
  readonly space: string;
  readonly provider: ProviderName;
  readonly body: AnySetting;
  /** The name of the user who has sent it. */
  readonly username: string;
}

/** Resolves with the setting when it is stored. @throws {Refusal} when an assumption has the mock refuse it. */
export async function storeSetting(
  dependencies: StoringDependencies,
  { space, provider, body, username }: Sent,
): Promise<AnySetting> {
  const { store, assumptions, fields } = dependencies;
  const now = dependencies.now();
  const random = await dependencies.random();
  const newId = (): string => {
    const draw = random('setting', space, provider);
    return assumptions['id-type'] === 'integer' ? String(parseInt(draw.hex(7), 16)) : draw.hex(24);
  };
  const put = { provider, body, username, fields: fields[provider], now, newId };
  return store.settings(space).change((file) => {
    const settings = putSetting(file?.settings ?? {}, put, assumptions);
    return { value: { version: 1, space, settings }, result: settings[provider] as AnySetting }; // it was just put
  });
}
