// From the contract to the fields of a form: nothing about a provider's setting is written down here.
import { providerNames, providers } from '../settings/providers.ts';
import type { ProviderName, RequestOperation } from '../document/schemas.ts';

export interface FormField {
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  readonly kind: 'boolean' | 'integer' | 'text';
  readonly choices: readonly string[];
  readonly required: boolean;
  readonly readOnly: boolean;
  readonly secret: boolean;
  readonly maxLength: number | undefined;
}

export interface Form {
  readonly provider: ProviderName;
  readonly title: string;
  readonly path: string;
  readonly fields: readonly FormField[];
  /** A body that the contract shows. */
  readonly example: Readonly<Record<string, unknown>>;
}

interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly maxLength?: number;
  readonly description?: string;
  readonly readOnly?: boolean;
  readonly 'x-secret'?: boolean;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
}

/** The contract as far as it is looked at here. */
export interface Contract {
  readonly paths: Readonly<Record<string, PathItem>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

interface PathItem extends Readonly<Record<string, unknown>> {
  readonly put?: Put;
}

interface Put {
  readonly operationId: string;
  readonly requestBody: { readonly content: { readonly 'application/json': Content } };
}

interface Content {
  readonly schema: Schema;
  readonly examples?: Readonly<Record<string, { readonly value: Readonly<Record<string, unknown>> }>>;
}

const titles: Readonly<Record<ProviderName, string>> = {
  twilio: 'Twilio',
  netgsm: 'NetGSM',
  dataport: 'Dataport',
  mail: 'Mail',
};

/** A form for each provider, in the order of the providers. */
export function formsOf(contract: Contract): Form[] {
  return providerNames.flatMap((provider) =>
    Object.entries(contract.paths).flatMap(([path, { put }]) =>
      put?.operationId === providers[provider].operationId
        ? [{ provider, title: titles[provider], path, fields: fieldsOf(contract, put), example: exampleOf(put) }]
        : [],
    ),
  );
}

/** The operations that faults can be set for. */
export function operationsOf(contract: Contract): string[] {
  const ids = Object.values(contract.paths).flatMap((item) =>
    Object.values(item).map((operation) => (operation as Partial<Put>).operationId),
  );
  const session: RequestOperation[] = ['login', 'validate', 'refresh', 'logout', 'listLockedUsers'];
  return [...ids.filter((id) => id !== undefined), ...session];
}

/** The contract's own example; whether it is the default is left to the space. */
function exampleOf({ requestBody }: Put): Form['example'] {
  const [first] = Object.values(requestBody.content['application/json'].examples ?? {});
  return first?.value ?? {};
}

function fieldsOf(contract: Contract, { requestBody }: Put): FormField[] {
  const resolve = (schema: Schema): Schema =>
    schema.$ref === undefined ? schema : (contract.components.schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {});
  const { properties = {}, required = [] } = resolve(requestBody.content['application/json'].schema);
  return Object.entries(properties).map(([name, property]) => {
    const schema = resolve(property);
    return {
      name,
      label: labelOf(name),
      hint: (schema.description ?? '').trim(),
      kind: schema.type === 'boolean' ? 'boolean' : schema.type === 'integer' ? 'integer' : 'text',
      choices: schema.enum ?? [],
      required: required.includes(name),
      readOnly: schema.readOnly ?? false,
      secret: schema['x-secret'] ?? false,
      maxLength: schema.maxLength,
    };
  });
}

/** `smtpHost` as `Smtp host`. */
function labelOf(name: string): string {
  const words = name.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
