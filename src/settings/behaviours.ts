// The operations of the contract that store and show settings.
import type { Assumptions } from '../assumptions/table.ts';
import { type Behaviour, type Behaviours, noContent } from '../document/behaviour.ts';
import type { AnySetting, OperationId, ProviderName } from '../document/schemas.ts';
import type { Random } from '../random/random.ts';
import type { Store } from '../store/store.ts';
import type { KnownSpaces } from './known-spaces.ts';
import type { providers } from './providers.ts';
import { putSetting } from './put.ts';
import { type Fields, showSettings } from './show.ts';

export interface SettingsRoom {
  readonly store: Store;
  readonly assumptions: Assumptions;
  readonly fields: Fields;
  readonly knownSpaces: KnownSpaces;
  readonly random: () => Promise<Random>;
  readonly now: () => Date;
}

type SettingsOperations = (typeof providers)[ProviderName]['operationId'] | 'getSettings';

/** Put each provider's setting; get them all. */
export function settingsBehaviours(room: SettingsRoom): Behaviours<SettingsOperations> {
  return {
    putTwilioSetting: put(room, 'twilio'),
    putNetgsmSetting: put(room, 'netgsm'),
    putDataportSetting: put(room, 'dataport'),
    putMailSetting: put(room, 'mail'),
    getSettings: async ({ space }) => {
      await room.knownSpaces.require(space);
      const file = await room.store.settings(space).read();
      return { status: 200, json: showSettings(file?.settings ?? {}, room.fields, room.assumptions) };
    },
  };
}

function put<P extends ProviderName>(room: SettingsRoom, provider: P): Behaviour<(typeof providers)[P]['operationId']>;
function put(room: SettingsRoom, provider: ProviderName): Behaviour<OperationId> {
  const { store, assumptions, fields, knownSpaces } = room;
  return async ({ space, user, body }) => {
    await knownSpaces.require(space);
    const now = room.now();
    const draw = (await room.random())('setting', space, provider);
    const newId = assumptions['id-type'] === 'integer' ? String(parseInt(draw.hex(7), 16)) : draw.hex(24);
    const sent = {
      provider,
      body: body as AnySetting,
      fields: fields[provider],
      username: user?.username ?? '',
      now,
      newId,
    };
    await store.settings(space).change((file) => {
      const settings = putSetting(file?.settings ?? {}, sent, assumptions);
      return { value: { version: 1, space, settings }, result: undefined };
    });
    return noContent;
  };
}
