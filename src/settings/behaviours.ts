// The operations of the contract that store and show settings.
import { type Behaviour, type Behaviours, noContent } from '../document/behaviour.ts';
import type { AnySetting, OperationId, ProviderName } from '../document/schemas.ts';
import type { KnownSpaces } from './known-spaces.ts';
import type { providers } from './providers.ts';
import type { SpaceFile } from '../store/files.ts';
import { showSettings } from './show.ts';
import { storeSetting, type StoringDependencies } from './store-setting.ts';

export interface SettingsDependencies extends StoringDependencies {
  readonly knownSpaces: KnownSpaces;
}

type SettingsOperations = (typeof providers)[ProviderName]['operationId'] | 'getSettings';

/** Put each provider's setting; get them all. */
export function settingsBehaviours(dependencies: SettingsDependencies): Behaviours<SettingsOperations> {
  const shown = new WeakMap<SpaceFile, object>(); // a committed value never changes
  const nothing = { version: 1, space: '', settings: {} } as const;
  const show = (file: SpaceFile): object => {
    const known = shown.get(file) ?? showSettings(file.settings, dependencies.fields, dependencies.assumptions);
    shown.set(file, known);
    return known;
  };
  return {
    putTwilioSetting: put(dependencies, 'twilio'),
    putNetgsmSetting: put(dependencies, 'netgsm'),
    putDataportSetting: put(dependencies, 'dataport'),
    putMailSetting: put(dependencies, 'mail'),
    getSettings: async ({ space }) => {
      await dependencies.knownSpaces.require(space);
      const file = await dependencies.store.settings(space).read();
      return { status: 200, json: show(file ?? nothing), isLasting: true };
    },
  };
}

function put<P extends ProviderName>(
  dependencies: SettingsDependencies,
  provider: P,
): Behaviour<(typeof providers)[P]['operationId']>;
function put(dependencies: SettingsDependencies, provider: ProviderName): Behaviour<OperationId> {
  return async ({ space, user, body }) => {
    await dependencies.knownSpaces.require(space);
    await storeSetting(dependencies, { space, provider, body: body as AnySetting, username: user?.username ?? '' });
    return noContent;
  };
}
