// From the contract to the fields of a form: nothing about a provider's setting is written down here.
import { providerNames, providers } from '../settings/providers.ts';
import type { ProviderName } from '../document/schemas.ts';

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
  readonly paths: Readonly<Record<string, { readonly put?: Put }>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

interface Put {
  readonly operationId: string;
  readonly requestBody: { readonly content: { readonly 'application/json': { readonly schema: Schema } } };
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
        ? [{ provider, title: titles[provider], path, fields: fieldsOf(contract, put) }]
        : [],
    ),
  );
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
