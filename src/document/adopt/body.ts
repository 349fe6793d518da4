// The body of an operation in a document of somebody else, with examples that fit its schema.
import { isSecretName } from '../secret.ts';
import type { OpenAPIV3 } from 'openapi-types';
import { exampleOf, fieldsOf } from '../fields.ts';
import { isRecord } from '../json.ts';
import { type Operation, titleOf } from '../operations.ts';
import type { Schema, SchemaReader } from './schema.ts';
import type { Place, Tree } from './tree.ts';
import { valuesFor } from './values.ts';

/** A body as it is described there. */
export interface Described {
  readonly place: Place;
  readonly properties: Readonly<Record<string, Schema>>;
  readonly required: readonly string[];
  readonly examples: readonly Record<string, unknown>[];
}

export interface Sought {
  readonly tree: Tree;
  readonly reader: SchemaReader;
  readonly operation: Operation;
  /** Of the operation in the other document. */
  readonly place: Place;
}

/** @throws {StartError} when there is no JSON body, or none that is an object. */
export function describedBody({ tree, reader, operation, place }: Sought): Described {
  const request = tree.under(place, 'requestBody');
  if (request.value === undefined) throw tree.refuse(place, `has no requestBody for ${titleOf(operation)}`);
  const content = jsonOf(tree, request);
  if (!content) throw tree.refuse(tree.at(request, 'content'), `has no JSON body for ${titleOf(operation)}`);
  const at = tree.at(content, 'schema');
  const { properties, required = [], example } = reader.read(at);
  if (!properties) throw tree.refuse(at, `has a body for ${titleOf(operation)} that is not an object with properties`);
  return {
    place: at,
    properties: properties as Record<string, Schema>,
    required: [...new Set(required)].filter((name) => name in properties),
    examples: [...examplesOf(tree, content), example as unknown].filter(isRecord),
  };
}

/** The media types that stand for JSON, the best first. With `*`, a document does not name any. */
const sorts = [/^application\/json$/i, /^[\w.-]+\/[\w.+-]*\bjson$/i, /^application\/\*$/, /^\*\/\*$/];

/** The content of a request body or a response for JSON, with its schema and examples; undefined where there is none. */
export function jsonOf(tree: Tree, place: Place): Place | undefined {
  const contents = tree.entries(tree.under(place, 'content'));
  const bare = (type: string): string => type.split(';')[0]?.trim() ?? '';
  for (const sort of sorts) {
    const found = contents.find(([type]) => sort.test(bare(type)));
    if (found) return tree.follow(found[1]);
  }
  return undefined;
}

/** The examples that stand beside a schema. */
function examplesOf(tree: Tree, content: Place): unknown[] {
  const named = tree.entries(tree.at(content, 'examples')).map(([, each]) => tree.at(tree.follow(each), 'value').value);
  return [...named, tree.at(content, 'example').value];
}

/**
 * The body as the contract has it: secrets are marked, and it has two examples.
 * @param shown the fields that a body does not have, but a listed setting
 * @throws {StartError} when no value can be made up for a required field.
 */
export function bodyOf(
  { tree, operation }: Sought,
  described: Described,
  shown: Described['properties'],
): OpenAPIV3.RequestBodyObject {
  const { properties, required, examples, place } = described;
  const { type, provider } = exampleOf(operation);
  const values = Object.entries(properties).map(([name, schema]) => {
    const found = valuesOf(operation, { name, schema, examples });
    if (found.length === 0 && required.includes(name))
      throw tree.refuse(place, `allows no value for ${name} that can be made up. Add an example with one that fits`);
    return [name, found] as const;
  });
  const bodyWith = (which: number): OpenAPIV3.ExampleObject => ({
    value: { type, provider, ...Object.fromEntries(values.map(([name, found]) => [name, found[which] ?? found[0]])) },
  });
  const onlyShown = Object.entries(shown).map(([name, schema]) => [name, { ...schema, readOnly: true }]);
  const schema: Schema = {
    type: 'object',
    required: [...required],
    properties: { ...Object.fromEntries(onlyShown), ...withSecrets(operation, properties) } as Record<string, Schema>,
  };
  return {
    required: true,
    content: { 'application/json': { schema, examples: { default: bodyWith(0), other: bodyWith(1) } } },
  };
}

/** Fields are secret that are so in our own document, or whose names and formats say it. */
function withSecrets(operation: Operation, properties: Described['properties']): Record<string, Schema> {
  const known = new Set(fieldsOf(operation).flatMap(({ name, secret }) => (secret ? [name] : [])));
  const isSecret = (name: string, { type, format }: Schema): boolean =>
    known.has(name) || (type === 'string' && (format === 'password' || isSecretName(name)));
  return Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [
      name,
      isSecret(name, schema) ? { ...schema, 'x-secret': true } : schema,
    ]),
  );
}

interface Field extends Pick<Described, 'examples'> {
  readonly name: string;
  readonly schema: Schema;
}

/** `type` and `provider` tell the kinds apart, and nothing in a schema says how: those of the page come first. */
function valuesOf(operation: Operation, { name, schema, examples }: Field): unknown[] {
  const theirs = examples.map((example) => example[name]);
  const ours = exampleOf(operation)[name];
  if (name !== 'type' && name !== 'provider')
    return valuesFor({ name, schema, wished: [...theirs, schema.example, ours] });
  const sameWord = (schema.enum ?? []).filter((each) => String(each).toLowerCase() === String(ours).toLowerCase());
  return valuesFor({ name, schema, wished: [ours, ...(sameWord as unknown[]), ...theirs] });
}
