// Bodies that fit the document, made from the document.
import type { OpenAPIV3 } from 'openapi-types';
import { examplesOf, type Field, fieldsOf } from '../../document/fields.ts';
import type { Body } from '../target/ask.ts';
import type { TargetResponse } from '../target/http.ts';
import { asText } from '../target/response.ts';
import type { Operation } from '../../document/operations.ts';
import { Failed } from '../target/verdict.ts';

export type { Body };
type Schema = OpenAPIV3.SchemaObject;

/** One operation that stores a setting, with what its checks need to know of it. */
export interface Kind {
  readonly operation: Operation;
  /** The first part of the ids of its checks: put-twilio, put-mail. */
  readonly name: string;
  /** The part of the path that names it: twilio, mail. */
  readonly short: string;
  readonly fields: readonly (Field & { readonly schema: Schema })[];
  /** The document's example, and the second one if it has one: with other values. */
  readonly examples: readonly [Body, Body];
  /** Tells this kind's setting from others in a list: the texts of type and provider. */
  readonly type: string;
  readonly provider: string;
  /** Bodies that the target accepts, where it refuses those of the document; see accepted-bodies.ts. */
  readonly accepted: { sample?: Body; minimal?: Body };
}

/** The kinds of setting that a document has: its operations with a body. */
export function kindsOf(operations: readonly Operation[]): Kind[] {
  return operations.filter(({ body, document }) => body && document === 'contract').map(kindOf);
}

function kindOf(operation: Operation): Kind {
  const parts = operation.path.split('/').slice(-2);
  const last = parts[1] === 'default' ? parts[0] : parts[1];
  const properties = (operation.body?.properties ?? {}) as Record<string, Schema>;
  const [example = {}, other = {}] = examplesOf(operation);
  return {
    operation,
    name: `put-${last}`,
    short: last ?? '',
    fields: fieldsOf(operation).map((field) => ({ ...field, schema: properties[field.name] ?? {} })),
    examples: [example, other],
    type: textOf(example['type']) ?? parts[0] ?? '',
    provider: textOf(example['provider']) ?? last ?? '',
    accepted: {},
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** The example of the document, as far as the target takes it. */
export function sampleOf(kind: Kind, changes: Body = {}): Body {
  return { ...(kind.accepted.sample ?? documentSampleOf(kind)), ...changes };
}

/** The example of the document, which has every field that can be set but the id. */
export function documentSampleOf(kind: Kind): Body {
  const writable = kind.fields.filter(({ readOnly, name }) => !readOnly && name !== 'id');
  const [example] = kind.examples;
  const values = writable.map(({ name, schema }) => [name, example[name] ?? valueOf(name, schema)]);
  return { ...Object.fromEntries(values), isDefault: false };
}

/** The least body that the target takes: the required fields, as far as is known. */
export function minimalOf(kind: Kind, changes: Body = {}): Body {
  return { ...(kind.accepted.minimal ?? documentMinimalOf(kind)), ...changes };
}

/** A body with the required fields only. */
export function documentMinimalOf(kind: Kind): Body {
  const sample = documentSampleOf(kind);
  return Object.fromEntries(kind.fields.filter(({ required }) => required).map(({ name }) => [name, sample[name]]));
}

function valueOf(name: string, { type, enum: values }: Schema): unknown {
  if (values) return values[0] as unknown;
  return type === 'boolean' ? false : type === 'integer' ? 1 : `example ${name}`;
}

/** The secret fields, with the sample's values. */
export const secretFieldsOf = (kind: Kind) =>
  kind.fields.filter(({ secret }) => secret).map(({ name }) => ({ name, sample: sampleOf(kind)[name] }));

/** A second value of a field, other than the sample's, that fits as well. */
export function otherValue(kind: Kind, name: string): unknown {
  const schema = kind.fields.find((field) => field.name === name)?.schema ?? {};
  const value = (kind.accepted.sample ?? {})[name] ?? documentSampleOf(kind)[name];
  const [, { [name]: other }] = kind.examples;
  if (other !== undefined && other !== value) return other;
  if (schema.enum) return (schema.enum as unknown[]).find((each) => each !== value);
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'number') return value + 1;
  return `other ${name}`.slice(0, schema.maxLength ?? 100);
}

/** The fields of a kind that can be put, need not be, and are texts without a list of values. */
export function freeTexts(kind: Kind): string[] {
  const optional = new Set(optionalOf(kind));
  return kind.fields.filter(({ name, schema }) => optional.has(name) && isFree(schema)).map(({ name }) => name);
}

/** Whether any text fits, as far as its length does. */
export const isFree = ({ type, enum: values, pattern, format, minLength = 0 }: Schema): boolean =>
  type === 'string' && !values && pattern === undefined && minLength === 0 && (format ?? 'password') === 'password';

/** Whether a schema without a list of values and without a form allows a text of so many characters. */
const isOfLength = ({ maxLength = Infinity }: Schema, text: string): boolean => Array.from(text).length <= maxLength;

/** Whether a body has to have a field. */
export const isRequired = ({ fields }: Kind, name: string): boolean =>
  fields.some((field) => field.name === name && field.required);

/** Changes after which a body is invalid under the document, each in another way. */
export function invalidChanges({ fields }: Kind): readonly [Body, ...Body[]] {
  const first = (found: (field: Kind['fields'][number]) => boolean, name: string): string | undefined =>
    fields.filter(found).toSorted((a, b) => Number(b.name === name) - Number(a.name === name))[0]?.name;
  const required = first((field) => field.required, 'type');
  const limited = first(({ schema, readOnly }) => !readOnly && schema.maxLength !== undefined, 'provider');
  const limit = fields.find(({ name }) => name === limited)?.schema.maxLength ?? 0;
  const texts = limited === undefined ? [] : [{ [limited]: 'x'.repeat(limit + 1) }];
  const wrong = { isDefault: 'no' };
  return required === undefined ? [wrong, ...texts] : [{ [required]: undefined }, ...texts, wrong];
}

/** The sample with another value in every field that is not required. */
export function otherSample(kind: Kind): Body {
  const sample = sampleOf(kind);
  const names = optionalOf(kind).filter((name) => name in sample);
  return { ...sample, ...Object.fromEntries(names.map((name) => [name, otherValue(kind, name)])) };
}

/** The fields by which a setting is found. */
export const identifying: ReadonlySet<string> = new Set(['id', 'type', 'provider']);

/** The fields of a kind that can be put and need not be, and do not tell what is put. */
export function optionalOf({ fields }: Kind): string[] {
  return fields
    .filter(({ readOnly, required, name }) => !readOnly && !required && !identifying.has(name))
    .map(({ name }) => name);
}

/** Every free text of the sample is another. */
export function withTexts(kind: Kind, textOf: (name: string) => string): Body {
  const sample = sampleOf(kind);
  const schemas = new Map(kind.fields.map(({ name, schema }) => [name, schema]));
  const texts = freeTexts(kind).flatMap((name) => {
    const text = textOf(name);
    return name in sample && isOfLength(schemas.get(name) ?? {}, text) ? [[name, text] as const] : [];
  });
  return { ...sample, ...Object.fromEntries(texts) };
}

/** The field that names the account at the provider; undefined where there is none. */
export function accountFieldOf({ fields }: Kind): string | undefined {
  return ['accountSid', 'username'].find((name) => fields.some((field) => field.name === name));
}

/** Whether a listed setting is of a kind, told by its type and provider. */
export function isOf({ type, provider }: Kind, setting: Body): boolean {
  return setting['type'] === type && setting['provider'] === provider;
}

/** The name of a listed setting, for people. */
export const nameOf = ({ type, provider }: Body): string => `${asText(type)}/${asText(provider)}`;

/** The one setting of a kind in a list, which came in a response. @throws {Failed} when there is none or more than one. */
export function oneIn(list: readonly Body[], kind: Kind, response?: TargetResponse): Body {
  const found = list.filter((each) => isOf(kind, each));
  const [setting] = found;
  if (found.length === 1 && setting) return setting;
  const names = `type ${JSON.stringify(kind.type)} and provider ${JSON.stringify(kind.provider)}`;
  throw new Failed({ expected: `one setting of ${names} in the list`, actual: `${found.length} of them`, response });
}

/** An id that was not given out. Its type is that of the ids which are shown. */
export function foreignId(shown: Body): unknown {
  const random = Math.floor(Math.random() * 2 ** 30);
  return typeof shown['id'] === 'number' ? 2 ** 30 + random : `c0ffee${random.toString(16).padStart(18, '0')}`;
}
