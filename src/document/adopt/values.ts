// Values that fit a schema, made from the schema alone.
import * as fc from 'fast-check';
import type { OpenAPIV3 } from 'openapi-types';
import { expressionOf } from '../expression.ts';
import { validatorOf } from '../validate.ts';

type Schema = OpenAPIV3.SchemaObject;

interface Named {
  readonly name: string;
  readonly schema: Schema;
  /** Values that are better than made-up ones, if they fit. */
  readonly wished?: readonly unknown[];
}

/** Different values of a field that fit its schema, the best first; none where the schema allows none that can be made up. */
export function valuesFor({ name, schema, wished = [] }: Named): unknown[] {
  const validate = validatorOf(schema);
  const { example, default: preset, enum: listed = [] } = schema;
  const stated = [...wished, example as unknown, preset as unknown, ...(listed as unknown[])];
  const all = [...stated, ...(listed.length > 0 ? [] : madeUp(name, schema))];
  const texts = new Set<string>();
  return all.filter((value) => {
    if (value === undefined || value === null || texts.has(JSON.stringify(value)) || validate(value) !== undefined)
      return false;
    texts.add(JSON.stringify(value));
    return true;
  });
}

function madeUp(name: string, schema: Schema): unknown[] {
  const { type, anyOf = [] } = schema;
  if (type === 'boolean') return [false, true];
  if (type === 'integer' || type === 'number') return numbers(schema);
  if (type === 'array') return lists(name, schema.items as Schema);
  if (type === 'object' || schema.properties) return [objectOf(schema)];
  if (type === undefined && anyOf.length > 0) return anyOf.flatMap((each) => madeUp(name, each as Schema));
  return texts(name, schema);
}

/** Within the bounds, and divisible as they have to be. */
function numbers({ minimum, maximum, multipleOf = 1 }: Schema): number[] {
  const lowest = minimum ?? Math.min(1, maximum ?? 1);
  const first = Math.ceil(lowest / multipleOf) * multipleOf;
  return [first, first + multipleOf, first + 2 * multipleOf];
}

function lists(name: string, items: Schema): unknown[] {
  const values = valuesFor({ name, schema: items });
  return [values.slice(0, 1), values.slice(0, 2), []];
}

/** With everything that a client can set. */
function objectOf({ properties = {} }: Schema): Record<string, unknown> {
  const writable = Object.entries(properties as Record<string, Schema>).filter(([, { readOnly }]) => !readOnly);
  return Object.fromEntries(writable.map(([name, schema]) => [name, valuesFor({ name, schema })[0]]));
}

const ofFormat: Readonly<Record<string, readonly string[]>> = {
  email: ['otp@acme.example', 'other@acme.example'],
  hostname: ['host.acme.example', 'other.acme.example'],
  uri: ['https://acme.example/otp', 'https://acme.example/other'],
  uuid: ['0d1f5a52-6a1e-4b8f-9c55-3f3f0a4f2d11', '7c9e6679-7425-40de-944b-e07fc1f90ae7'],
  date: ['2026-01-31', '2026-02-28'],
  'date-time': ['2026-01-31T12:00:00Z', '2026-02-28T12:00:00Z'],
  ipv4: ['192.0.2.1', '192.0.2.2'],
};

function texts(name: string, { format = '', pattern, minLength = 0, maxLength = 100 }: Schema): string[] {
  if (pattern !== undefined && !expressionOf(pattern)) return []; // nobody knows what fits, but for the examples
  const words = ['example', 'other', 'another'].map((word) => `${word} ${name}`);
  const known = ofFormat[format] ?? [];
  const long = words.map((text) => text.padEnd(minLength, 'x').slice(0, maxLength));
  return [...known, ...long, ...(pattern === undefined ? [] : matching(pattern))];
}

/** None for a pattern that uses what the generator does not know, for example a look-ahead. */
function matching(pattern: string): string[] {
  const expression = expressionOf(`^(?:${pattern})$`);
  try {
    return expression ? fc.sample(fc.stringMatching(expression), { seed: 1, numRuns: 50 }) : [];
  } catch {
    return [];
  }
}
