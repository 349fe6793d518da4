// The schemas of a document of somebody else, in OpenAPI 3.0 or 3.1, in the plain form that checks are made from: no
// references, no `allOf`, and the keywords of 3.0.
import type { OpenAPIV3 } from 'openapi-types';
import { isRecord } from '../json.ts';
import { flawOf } from './keywords.ts';
import type { Place, Tree } from './tree.ts';

export type Schema = OpenAPIV3.SchemaObject & { 'x-secret'?: boolean };

const deepest = 64;

/** How many schemas there may be in the schema of one field; a field with more of them can be anything of its type. */
const largest = 200;

/** Reads each schema once, also where many refer to it. */
export class SchemaReader {
  readonly #tree: Tree;
  readonly #known = new Map<string, Schema>();
  readonly #sizes = new Map<Schema, number>();
  #depth = 0;

  constructor(tree: Tree) {
    this.#tree = tree;
  }

  /**
   * A schema in its plain form. Where it contains itself, anything is allowed inside.
   * @throws {StartError} when a keyword has a value that it cannot have, with its place.
   */
  read(place: Place): Schema {
    const { value, pointer } = place;
    if (value === undefined || value === true) return {};
    if (!isRecord(value)) throw this.#tree.refuse(place, 'has no schema where one is expected');
    if (this.#depth >= deepest) throw this.#tree.refuse(place, `is nested more than ${deepest} levels deep`);
    const known = this.#known.get(pointer);
    if (known) return known;
    this.#known.set(pointer, {}); // for what contains itself
    this.#depth += 1;
    const schema = this.#readPlain(place, value);
    this.#depth -= 1;
    this.#known.set(pointer, schema);
    this.#sizes.set(schema, sizeOf(schema, this.#sizes));
    return schema;
  }

  /** A schema inside another one. Where many refer to one another, written out they would be more than fit anywhere. */
  #inside(place: Place): Schema {
    const schema = this.read(place);
    if ((this.#sizes.get(schema) ?? 1) <= largest) return schema;
    return schema.type === undefined ? {} : ({ type: schema.type } as Schema);
  }

  #readPlain(place: Place, value: Readonly<Record<string, unknown>>): Schema {
    const flaw = flawOf(value);
    if (flaw) throw this.#tree.refuse(this.#tree.at(place, flaw.keyword), `has ${flaw.what}`);
    const own = {
      ...keywordsOf(value),
      ...('properties' in value && { properties: Object.fromEntries(this.#each(place, 'properties')) }),
      ...('items' in value && { items: this.#inside(this.#tree.at(place, 'items')) }),
    } as Schema;
    const parts = this.#tree.entries(this.#tree.at(place, 'allOf')).map(([, part]) => this.read(part));
    if ('$ref' in value) parts.unshift(this.read(this.#tree.follow(place))); // in 3.1, keywords may stand beside it
    const alternatives = ['anyOf', 'oneOf'].flatMap((name) => this.#each(place, name)).map(([, part]) => part);
    const merged = merge([...parts, own]);
    const schema = alternatives.length === 0 ? merged : withAlternatives(merged, alternatives);
    if (schema.type === undefined) delete schema.nullable; // it says nothing then
    return schema;
  }

  #each(place: Place, name: string): [string, Schema][] {
    return this.#tree.entries(this.#tree.at(place, name)).map(([key, found]) => [key, this.#inside(found)]);
  }
}

/** How many schemas one is, with those inside. */
function sizeOf({ properties = {}, anyOf = [], ...rest }: Schema, sizes: ReadonlyMap<unknown, number>): number {
  const inside = [...Object.values(properties), ...anyOf, ...('items' in rest ? [rest.items] : [])];
  return inside.reduce<number>((total, each) => total + (sizes.get(each) ?? 1), 1);
}

/** One of several schemas may hold. Where the others only say that null is allowed, it is the schema. */
function withAlternatives(schema: Schema, alternatives: readonly Schema[]): Schema {
  const others = alternatives.filter(({ enum: values = [] }) => values.length !== 1 || values[0] !== null);
  const nullable = others.length < alternatives.length ? { nullable: true } : {};
  const [only, ...more] = others;
  return only && more.length === 0 ? { ...merge([only, schema]), ...nullable } : { ...schema, anyOf: others };
}

/** Several schemas that hold together, as one. */
function merge(parts: readonly Schema[]): Schema {
  const merged: Schema = {};
  for (const { properties, required, ...rest } of parts) {
    Object.assign(merged, rest);
    if (properties) merged.properties = { ...merged.properties, ...properties };
    if (required) merged.required = [...(merged.required ?? []), ...required];
  }
  return merged;
}

const kept = [
  'description format default example minLength maxLength minimum maximum pattern multipleOf',
  'minItems maxItems uniqueItems required readOnly writeOnly nullable enum x-secret',
].flatMap((names) => names.split(' '));

/** The keywords of a schema, in the form of OpenAPI 3.0. */
function keywordsOf(schema: Readonly<Record<string, unknown>>): Schema {
  const same = Object.fromEntries(kept.flatMap((name) => (name in schema ? [[name, schema[name]]] : [])));
  if (typeof same['required'] === 'boolean') delete same['required']; // of older tools, at a property
  return { ...same, ...typeOf(schema), ...constOf(schema), ...boundsOf(schema), ...exampleOf(schema) };
}

function typeOf({ type }: Readonly<Record<string, unknown>>): Schema {
  if (type === undefined) return {};
  const types = Array.isArray(type) ? (type as unknown[]) : [type];
  const [only, ...more] = types.filter((each) => each !== 'null');
  if (only === undefined) return { enum: [null] };
  if (more.length > 0) return {};
  return { type: only, ...(types.length > 1 && { nullable: true }) } as Schema;
}

const constOf = (schema: Readonly<Record<string, unknown>>): Schema =>
  'const' in schema ? { enum: [schema['const']] } : {};

/** Bounds that are excluded are those of whole numbers: the next one is included. In 3.0 they are marked, in 3.1 keywords. */
function boundsOf(schema: Readonly<Record<string, unknown>>): Schema {
  const bound = (name: 'minimum' | 'maximum', step: number): Schema => {
    const excluded = schema[name === 'minimum' ? 'exclusiveMinimum' : 'exclusiveMaximum'];
    const value = typeof excluded === 'number' ? excluded : excluded === true ? schema[name] : undefined;
    return typeof value === 'number' ? { [name]: value + step } : {};
  };
  return { ...bound('minimum', 1), ...bound('maximum', -1) };
}

function exampleOf({ examples }: Readonly<Record<string, unknown>>): Schema {
  return Array.isArray(examples) && examples.length > 0 ? { example: (examples as unknown[])[0] } : {};
}
