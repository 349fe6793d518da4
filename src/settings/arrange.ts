// A setting for a test: fields that the test leaves out come from the example of the contract.
import { type Validate, validatorOf } from '../document/validate.ts';
import { exampleOf } from '../document/fields.ts';
import { getOperation, type Operation } from '../document/operations.ts';
import type { AnySetting, ProviderName } from '../document/schemas.ts';
import { Refusal } from '../refusal/refusal.ts';
import type { Users } from '../session/users.ts';
import { providerNames, providers } from './providers.ts';
import { requireName } from './space-name.ts';
import { storeSetting, type StoringDependencies } from './store-setting.ts';

export interface ArrangingDependencies extends StoringDependencies {
  readonly operations: readonly Operation[];
  /** What the document says of the name of a space. */
  readonly validateName: Validate;
  /** The first of them is the recorded author. */
  readonly users: Users;
}

/** Puts a setting with some fields given: null leaves one unset. Resolves with what is stored. */
export type Arrange = (space: string, provider: ProviderName, given: object) => Promise<AnySetting>;

/** What arranges settings. It throws a Refusal for fields that there are not, and for values that do not fit the document. */
export function createArrange(dependencies: ArrangingDependencies): Arrange {
  const { validateName, users } = dependencies;
  const kinds = new Map(
    providerNames.map((name) => {
      const operation = getOperation(dependencies.operations, providers[name].operationId);
      return [name, { example: exampleOf(operation), validate: validatorOf(operation.body ?? {}) }];
    }),
  );
  return async (space, provider, given) => {
    requireName(space, validateName);
    requireFields(given, dependencies.fields[provider]);
    const { example, validate } = kinds.get(provider) ?? { example: {}, validate: () => undefined };
    const body = withoutNull({ ...example, isDefault: true, ...given });
    const problem = validate(body);
    if (problem !== undefined)
      throw new Refusal('invalid-request', `The setting does not match the contract: ${problem}.`);
    const setting = body as unknown as AnySetting; // it was checked
    return storeSetting(dependencies, { space, provider, body: setting, username: (await users.first()).username });
  };
}

function requireFields(given: object, fields: StoringDependencies['fields'][ProviderName]): void {
  const writable = fields.filter(({ readOnly }) => !readOnly).map(({ name }) => name);
  const unknown = Object.keys(given).find((name) => !writable.includes(name));
  if (unknown === undefined) return;
  const message = `The field ${JSON.stringify(unknown)} cannot be set. These can: ${writable.join(', ')}.`;
  throw new Refusal('invalid-request', message);
}

function withoutNull(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
}
