// Reads the contract out of a document of somebody else. Only what the six operations take and how they respond to success
// comes from there, so that nothing else in it matters: the rest of the platform, names, security, forms of errors.
import type { OpenAPIV3 } from 'openapi-types';
import type { Documents } from '../load.ts';
import { listOperations, type Operation, titleOf } from '../operations.ts';
import type { Source } from '../read-document.ts';
import { StartError } from '../start-error.ts';
import { bodyOf, describedBody, jsonOf, type Sought } from './body.ts';
import { findOperation } from './operations.ts';
import { type Schema, SchemaReader } from './schema.ts';
import { type Place, Tree } from './tree.ts';

/**
 * Puts the bodies and the statuses of success of another document into our own.
 * @throws {StartError} when it cannot be used, with the place in it.
 */
export async function adopt(documents: Documents, source: Source): Promise<void> {
  refuseVersion(source);
  const tree = await Tree.of(source);
  const reader = new SchemaReader(tree);
  const found = findAll(tree, documents, source.file).map((pair) => ({ tree, reader, ...pair }));
  const bodies = new Map(found.flatMap((each) => (each.operation.body ? [[each, describedBody(each)] as const] : [])));
  const known = new Set([...bodies.values()].flatMap(({ properties }) => Object.keys(properties)));
  const listed = found.flatMap((each) => (each.operation.method === 'get' ? Object.entries(shownIn(each)) : []));
  const shown = Object.fromEntries(listed.filter(([name]) => !known.has(name)));
  for (const each of found) {
    const { definition, method } = each.operation;
    const described = bodies.get(each);
    if (described) put(each.operation, bodyOf(each, described, shown));
    if (method !== 'get') definition.responses = responsesOf(each);
  }
}

/** The schema stays the same object: states and lists of settings refer to it. */
function put({ definition, body: schema }: Operation, { content, required }: OpenAPIV3.RequestBodyObject): void {
  const { schema: adopted, ...examples } = content['application/json'] ?? {};
  for (const name of Object.keys(schema ?? {})) delete schema?.[name as keyof typeof schema];
  Object.assign(schema ?? {}, adopted);
  definition.requestBody = {
    required,
    content: { 'application/json': { ...examples, schema } },
  } as OpenAPIV3.RequestBodyObject;
}

/** The operations of the contract with their places in the document. @throws {StartError} when it does not have all. */
function findAll(tree: Tree, documents: Documents, file: string): Pick<Sought, 'operation' | 'place'>[] {
  const ours = listOperations(documents).filter(({ document }) => document === 'contract');
  const pairs = ours.map((operation) => ({ operation, place: findOperation(tree, operation) }));
  const missing = pairs.filter(({ place }) => !place).map(({ operation }) => titleOf(operation));
  if (missing.length > 0)
    throw new StartError(
      `The document ${file} has no ${missing.join(', no ')}. Operations are looked up by method and path, also below the paths of its servers.`,
    );
  return pairs.flatMap(({ operation, place }) => (place ? [{ operation, place }] : []));
}

function refuseVersion({ file, value: { openapi, swagger } }: Source): void {
  if (typeof openapi === 'string' && /^3\.[01]\./.test(openapi)) return;
  if (swagger !== undefined)
    throw new StartError(
      `The document ${file} is of Swagger ${JSON.stringify(swagger)}. Convert it to OpenAPI 3.0 or 3.1, at #/swagger.`,
    );
  throw new StartError(
    `The document ${file} says openapi: ${JSON.stringify(openapi)}, but expected is "3.0.x" or "3.1.x", at #/openapi.`,
  );
}

/** Ours, with the statuses of success that are described there, if there are any. */
function responsesOf({ tree, operation, place }: Sought): OpenAPIV3.ResponsesObject {
  const isSuccess = (status: string): boolean => /^2\d\d$/.test(status);
  const { responses } = operation.definition;
  const success = tree.entries(tree.under(place, 'responses')).filter(([status]) => isSuccess(status));
  if (success.length === 0) return responses;
  const others = Object.entries(responses).filter(([status]) => !isSuccess(status));
  return Object.fromEntries([
    ...success.map(([status, found]) => [status, responseOf(tree, tree.follow(found))] as const),
    ...others,
  ]);
}

function responseOf(tree: Tree, place: Place): OpenAPIV3.ResponseObject {
  const described = tree.entries(tree.under(place, 'content')).length > 0;
  return { description: 'Success.', ...(described && { content: {} }) };
}

/** The fields of a listed setting: those of all alternatives. */
function shownIn({ tree, reader, place }: Sought): Record<string, Schema> {
  const content = jsonOf(tree, tree.under(tree.under(place, 'responses'), '200'));
  return content ? propertiesOf(itemsOf(reader.read(tree.at(content, 'schema')))) : {};
}

/** Of a list, or of the list in an object. */
function itemsOf(schema: Schema): Schema {
  const all = [schema, ...Object.values((schema.properties ?? {}) as Record<string, Schema>)];
  const list = all.find(({ type }) => type === 'array') as OpenAPIV3.ArraySchemaObject | undefined;
  return (list?.items ?? {}) as Schema;
}

function propertiesOf({ properties = {}, anyOf = [] }: Schema): Record<string, Schema> {
  const alternatives = anyOf.map((each) => propertiesOf(each as Schema));
  return Object.assign({}, ...alternatives, properties) as Record<string, Schema>;
}
