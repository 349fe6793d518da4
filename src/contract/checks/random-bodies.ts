// Random bodies: each is sent with a PUT, and the result is compared with the expected one.
import * as fc from 'fast-check';
import { expectRefused, expectStored, expectUnchanged } from './expect.ts';
import { holdProperty } from './property.ts';
import { type Body, isFree, type Kind, otherValue, sampleOf } from '../model/kinds.ts';
import type { Workspace } from '../model/workspace.ts';

type Field = Kind['fields'][number];

/** Puts bodies that fit. @throws {Failed} when one is not kept as it is. */
export async function tryFitting(workspace: Workspace, kind: Kind, count: number): Promise<void> {
  const property = fc.asyncProperty(fitting(kind), (body) => expectStored(workspace, kind, body));
  await holdProperty(property, { seed: workspace.options.seed, numRuns: count });
}

/** Puts bodies with one fault. @throws {Failed} when one is taken or changes something. */
export async function tryFaulty(workspace: Workspace, kind: Kind, count: number): Promise<void> {
  const property = fc.asyncProperty(faulty(kind), (raw) => expectNothingDone(workspace, kind, raw));
  await holdProperty(property, { seed: workspace.options.seed, numRuns: count });
}

/**
 * Texts of every plane. U+0000, which many databases cannot carry, is left out; so is what is longer in UTF-16 than the
 * limit, because the page does not say in what length is counted.
 */
function textUpTo(max: number): fc.Arbitrary<string> {
  const character = fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }).filter((text) => text !== '\0');
  const random = fc.string({ unit: character, maxLength: Math.min(max, 60) });
  const atTheEdge = fc.constantFrom('x', 'ğ', '密').map((letter) => letter.repeat(max));
  return fc.oneof({ weight: 6, arbitrary: random }, atTheEdge).filter((text) => text.length <= max);
}

function valueOf(kind: Kind, { schema, name }: Field): fc.Arbitrary<unknown> {
  const { minimum, maximum, type } = schema;
  const bounded = minimum !== undefined || maximum !== undefined;
  if (!schema.enum && (bounded || (type === 'string' ? !isFree(schema) : type !== 'boolean' && type !== 'integer')))
    return fc.constantFrom(sampleOf(kind)[name], otherValue(kind, name));
  if (schema.enum) return fc.constantFrom(...(schema.enum as unknown[]));
  if (schema.type === 'boolean') return name === 'isDefault' ? fc.constant(false) : fc.boolean();
  if (schema.type === 'integer')
    return fc.oneof(fc.constantFrom(0, 1, -1, 25, 465, 65_535, 65_536, 2 ** 31 - 1, -(2 ** 31)), fc.integer());
  return textUpTo(schema.maxLength ?? 200);
}

/** type and provider stay, because a target may want those of the path. */
function fitting(kind: Kind): fc.Arbitrary<Body> {
  const open = kind.fields.filter(({ readOnly, name }) => !readOnly && !['id', 'type', 'provider'].includes(name));
  const values = Object.fromEntries(open.map((field) => [field.name, valueOf(kind, field)]));
  const requiredKeys = open.filter(({ required }) => required).map(({ name }) => name);
  return fc.record(values, { requiredKeys }).map((body) => ({ type: kind.type, provider: kind.provider, ...body }));
}

const scalars = new Set(['string', 'boolean', 'integer', 'number']);

/** JSON as it goes over the wire, because `__proto__` and doubled keys do not survive as an object. */
function faulty(kind: Kind): fc.Arbitrary<string> {
  const writable = kind.fields.filter(
    ({ readOnly, name, schema: { type = '' } }) => !readOnly && name !== 'id' && scalars.has(type),
  );
  return fc.constantFrom(...writable).chain((field) =>
    fc.oneof(...faultsOf(field)).map((fault) => {
      const { [field.name]: _replaced, ...rest } = sampleOf(kind, { isDefault: false });
      const pairs = Object.entries(rest).map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`);
      if (fault !== undefined) pairs.push(`${JSON.stringify(field.name)}:${fault}`);
      return `{${pairs.join(',')}}`;
    }),
  );
}

/** Values that do not fit a field, as JSON; undefined leaves the field out. */
function faultsOf({ schema, required }: Field): fc.Arbitrary<string | undefined>[] {
  const nested = fc.integer({ min: 1, max: 200 }).map((depth) => '['.repeat(depth) + ']'.repeat(depth));
  const object = fc.constantFrom('{}', '{"__proto__":{"isDefault":true}}', '{"constructor":1}', '{"":{"":[{}]}}');
  const faults: fc.Arbitrary<string | undefined>[] = [nested, object];
  if (required) faults.push(fc.constantFrom(undefined, 'null'));
  if (schema.type !== 'string') faults.push(fc.string({ maxLength: 20 }).map((text) => JSON.stringify(text)));
  if (schema.type !== 'boolean') faults.push(fc.constantFrom('true', 'false'));
  if (schema.type === 'number') return faults;
  if (schema.type === 'integer')
    faults.push(fc.constantFrom('0.5', '-1.25', '2147483648', '-2147483649', '1e10', '9007199254740993', '1e400'));
  else faults.push(fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true })).map(String));
  const { maxLength } = schema;
  if (maxLength !== undefined)
    faults.push(fc.integer({ min: 1, max: 500 }).map((more) => JSON.stringify('x'.repeat(maxLength + more))));
  return faults;
}

async function expectNothingDone(workspace: Workspace, kind: Kind, raw: string): Promise<void> {
  await workspace.baseline(kind);
  expectRefused(await workspace.ask(kind.operation, { raw }));
  await expectUnchanged(workspace, kind);
}
