// The documents as generators of clients understand them: in one, and settings in GET as one object with the fields of all kinds.
// Of an `anyOf` without a discriminator, generated code takes the first kind that fits and drops the fields of the others.
import { isDeepStrictEqual } from 'node:util';
import type { OpenAPIV3 } from 'openapi-types';
import { isRecord } from './json.ts';
import type { Documents, OpenApiDocument } from './load.ts';

type Schema = OpenAPIV3.SchemaObject;

/** A copy of the contract, and with `all` of the session as well. */
export function joint({ contract, session }: Documents, all: boolean): OpenApiDocument {
  const document = structuredClone(contract);
  each(document, (node) => {
    if (Array.isArray(node['anyOf'])) mergeKinds(node, node['anyOf'] as Schema[]);
  });
  return all ? withSession(document, structuredClone(session)) : document;
}

function withSession(contract: OpenApiDocument, session: OpenApiDocument): OpenApiDocument {
  const schemas = contract.components?.schemas ?? {};
  // Each document has copies of its own of what it takes from the other.
  const known = new Map(Object.values(schemas).map((schema) => [JSON.stringify(schema), schema]));
  each(session, (node) => {
    for (const [name, child] of Object.entries(node)) node[name] = known.get(JSON.stringify(child)) ?? child;
  });
  return {
    ...contract,
    tags: [...(session.tags ?? []), ...(contract.tags ?? [])],
    paths: { ...session.paths, ...contract.paths },
    components: {
      ...contract.components,
      schemas: { ...session.components?.schemas, ...schemas },
      securitySchemes: { ...session.components?.securitySchemes, ...contract.components?.securitySchemes },
    },
  };
}

/** Every object of a document once, its children first. */
function each(document: object, visit: (node: Record<string, unknown>) => void, seen = new Set<object>()): void {
  if (seen.has(document)) return;
  seen.add(document);
  for (const child of Object.values(document) as unknown[])
    if (typeof child === 'object' && child !== null) each(child, visit, seen);
  if (isRecord(document)) visit(document);
}

/** Puts one object into the place of several kinds: with the fields of all, of which those are required that each requires. */
function mergeKinds(schema: Schema, kinds: readonly Schema[]): void {
  if (!kinds.every(({ properties }) => properties)) return;
  const properties: Record<string, Schema> = {};
  for (const kind of kinds)
    for (const [name, property] of Object.entries(kind.properties ?? {}) as [string, Schema][])
      properties[name] = wider(properties[name], property);
  const required = (kinds[0]?.required ?? []).filter((name) => kinds.every((kind) => kind.required?.includes(name)));
  delete schema.anyOf;
  Object.assign(schema, { type: 'object', required, properties });
}

/** What both schemas of a field allow. */
function wider(one: Schema | undefined, other: Schema): Schema {
  if (!one || isDeepStrictEqual(one, other)) return other;
  const { maxLength: _first, description, ...rest } = one;
  const limit = Math.max(one.maxLength ?? Infinity, other.maxLength ?? Infinity);
  const isSameType = one.type === other.type;
  if (!isSameType) return description === undefined ? {} : { description };
  return {
    ...rest,
    ...(description !== undefined && { description }),
    ...(limit !== Infinity && { maxLength: limit }),
  };
}
