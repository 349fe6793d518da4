// A resolved document for people and generators: components are referenced, not repeated.
import type { OpenApiDocument } from './load.ts';
import { pointerToken } from './json.ts';

/** A copy in which every use of a component is a `$ref` to it. The document's components must be used by identity. */
export function withReferences(document: OpenApiDocument): unknown {
  const { schemas = {}, parameters = {} } = document.components ?? {};
  const pointers = new Map<unknown, string>();
  for (const [kind, components] of Object.entries({ schemas, parameters }))
    for (const [name, component] of Object.entries(components))
      pointers.set(component, `#/components/${kind}/${pointerToken(name)}`);

  const copy = (node: unknown, isDefinition = false): unknown => {
    const pointer = pointers.get(node);
    if (pointer !== undefined && !isDefinition) return { $ref: pointer };
    if (Array.isArray(node)) return node.map((child) => copy(child));
    if (typeof node !== 'object' || node === null) return node;
    return Object.fromEntries(Object.entries(node).map(([key, child]) => [key, copy(child)]));
  };
  const definitions = (components: object): object =>
    Object.fromEntries(Object.entries(components).map(([name, component]) => [name, copy(component, true)]));

  const { components: _, ...rest } = document;
  return {
    ...(copy(rest) as object),
    components: {
      ...(copy({ ...document.components, schemas: {}, parameters: {} }) as object),
      schemas: definitions(schemas),
      parameters: definitions(parameters),
    },
  };
}
