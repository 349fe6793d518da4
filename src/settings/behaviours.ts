// The operations of the contract that store and show settings.
import { type Behaviour, type Behaviours, noContent } from '../document/behaviour.ts';
import type { AnySetting, OperationId, ProviderName } from '../document/schemas.ts';
import type { KnownSpaces } from './known-spaces.ts';
import type { providers } from './providers.ts';
import type { SpaceFile } from '../store/files.ts';
import { showSettings } from './show.ts';
import { storeSetting, type StoringRoom } from './store-setting.ts';

export interface SettingsRoom extends StoringRoom {
  readonly knownSpaces: KnownSpaces;
}

type SettingsOperations = (typeof providers)[ProviderName]['operationId'] | 'getSettings';

/** Put each provider's setting; get them all. */
export function settingsBehaviours(room: SettingsRoom): Behaviours<SettingsOperations> {
  const shown = new WeakMap<SpaceFile, object>(); // a committed value never changes
  const nothing = { version: 1, space: '', settings: {} } as const;
  const show = (file: SpaceFile): object => {
    const known = shown.get(file) ?? showSettings(file.settings, room.fields, room.assumptions);
    shown.set(file, known);
    return known;
  };
  return {
    putTwilioSetting: put(room, 'twilio'),
    putNetgsmSetting: put(room, 'netgsm'),
    putDataportSetting: put(room, 'dataport'),
    putMailSetting: put(room, 'mail'),
    getSettings: async ({ space }) => {
      await room.knownSpaces.require(space);
      const file = await room.store.settings(space).read();
      return { status: 200, json: show(file ?? nothing), isLasting: true };
    },
  };
}

function put<P extends ProviderName>(room: SettingsRoom, provider: P): Behaviour<(typeof providers)[P]['operationId']>;
function put(room: SettingsRoom, provider: ProviderName): Behaviour<OperationId> {
  return async ({ space, user, body }) => {
    await room.knownSpaces.require(space);
    await storeSetting(room, { space, provider, body: body as AnySetting, username: user?.username ?? '' });
    return noContent;
  };
}
