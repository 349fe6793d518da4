// Merges `allOf` of objects into one object, so that a kind of setting is one list of fields.
import type { OpenAPIV3 } from 'openapi-types';
import { isRecord } from './json.ts';

type Schema = OpenAPIV3.SchemaObject;

/** The same document with every `allOf` merged. The document must be dereferenced; it is changed in place. */
export function flatten(document: OpenAPIV3.Document): OpenAPIV3.Document {
  const seen = new Set<object>();
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null || seen.has(node)) return;
    seen.add(node);
    for (const child of Object.values(node)) visit(child);
    if (isRecord(node) && Array.isArray(node['allOf'])) mergeInto(node, node['allOf'] as Schema[]);
  };
  visit(document);
  return document;
}

function mergeInto(schema: Record<string, unknown>, parts: readonly Schema[]): void {
  const merged: Schema = {};
  for (const part of [...parts, schema as Schema]) {
    const { properties, required, allOf: _, ...rest } = part;
    Object.assign(merged, rest);
    if (properties) merged.properties = { ...merged.properties, ...properties };
    if (required) merged.required = [...new Set([...(merged.required ?? []), ...required])];
  }
  delete schema['allOf'];
  const { description } = schema;
  Object.assign(schema, merged, description === undefined ? {} : { description });
}
