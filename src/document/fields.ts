// The fields of an operation's body, read from its schema.
import type { OpenAPIV3 } from 'openapi-types';
import type { Operation } from './operations.ts';
import type { ProviderName } from './schemas.ts';

export interface Field {
  readonly name: string;
  readonly required: boolean;
  readonly readOnly: boolean;
  /** Marked by `x-secret`: never in a log, an error or a record. */
  readonly secret: boolean;
}

/** The fields of each provider's setting. */
export type ProviderFields = Readonly<Record<ProviderName, readonly Field[]>>;

/** The fields of an operation's JSON body, in the order of the document; none when it takes no body. */
export function fieldsOf({ body }: Operation): Field[] {
  return Object.entries(body?.properties ?? {}).map(([name, property]) => {
    const schema = property as OpenAPIV3.SchemaObject & { 'x-secret'?: boolean };
    return {
      name,
      required: body?.required?.includes(name) ?? false,
      readOnly: schema.readOnly ?? false,
      secret: schema['x-secret'] ?? false,
    };
  });
}

/** The first example of an operation's JSON body; empty when the document has none. */
export const exampleOf = (operation: Operation): Record<string, unknown> => examplesOf(operation)[0] ?? {};

/** All examples of an operation's JSON body. */
export function examplesOf({ definition }: Operation): Record<string, unknown>[] {
  const body = definition.requestBody as OpenAPIV3.RequestBodyObject | undefined;
  const examples = Object.values(body?.content['application/json']?.examples ?? {}) as OpenAPIV3.ExampleObject[];
  return examples.map(({ value }) => (value ?? {}) as Record<string, unknown>);
}
