// A setting as a test wants it: what the test does not care about is as in the example of the contract.
import { type Check, checkOf } from '../document/check.ts';
import { exampleOf } from '../document/fields.ts';
import { getOperation, type Operation } from '../document/operations.ts';
import type { AnySetting, ProviderName } from '../document/schemas.ts';
import { Refusal } from '../refusal/refusal.ts';
import { providerNames, providers } from './providers.ts';
import { requireName } from './space-name.ts';
import { storeSetting, type StoringRoom } from './store-setting.ts';

export interface ArrangingRoom extends StoringRoom {
  readonly operations: readonly Operation[];
  /** What the document says of the name of a space. */
  readonly checkName: Check;
  /** Who is said to have put it. */
  readonly username: string;
}

/** Puts a setting with some fields given: null leaves one unset. Resolves with what is stored. */
export type Arrange = (space: string, provider: ProviderName, given: object) => Promise<AnySetting>;

/** What arranges settings. It throws a Refusal for fields that there are not, and for values that do not fit the document. */
export function createArrange(room: ArrangingRoom): Arrange {
  const { checkName, username } = room;
  const kinds = new Map(
    providerNames.map((name) => {
      const operation = getOperation(room.operations, providers[name].operationId);
      return [name, { example: exampleOf(operation), check: checkOf(operation.body ?? {}) }];
    }),
  );
  return async (space, provider, given) => {
    requireName(space, checkName);
    requireFields(given, room.fields[provider]);
    const { example, check } = kinds.get(provider) ?? { example: {}, check: () => undefined };
    const body = withoutNull({ ...example, isDefault: true, ...given });
    const fault = check(body);
    if (fault !== undefined) throw new Refusal('invalid-request', `The setting does not fit the contract: ${fault}.`);
    return storeSetting(room, { space, provider, body: body as unknown as AnySetting, username }); // it was checked
  };
}

function requireFields(given: object, fields: StoringRoom['fields'][ProviderName]): void {
  const writable = fields.filter(({ readOnly }) => !readOnly).map(({ name }) => name);
  const unknown = Object.keys(given).find((name) => !writable.includes(name));
  if (unknown === undefined) return;
  const message = `There is no field ${JSON.stringify(unknown)} to be put. There are: ${writable.join(', ')}.`;
  throw new Refusal('invalid-request', message);
}

function withoutNull(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
}
