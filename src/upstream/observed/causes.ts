// Why a request may be refused: what about it the page forbids, or leaves open.
import type { AssumptionName } from '../../assumptions/table.ts';
import { coerced } from '../../document/coerce.ts';
import { isRecord } from '../../document/json.ts';
import { mask } from '../../document/secret.ts';
import { type Flaw, flawsBy } from '../../document/validate.ts';
import { type Exchange, present } from './exchange.ts';
import type { Kind, Setting } from './kinds.ts';

/** Each by the assumption about what happens then; or another, of which no assumption speaks. */
export type Cause = AssumptionName | 'another';

interface Known {
  /** Of the operation, if it stores a setting. */
  readonly kind: Kind | undefined;
  /** Whether the space is one of the user's, or was seen to be there. */
  readonly isKnownSpace: boolean;
  /** The setting that the body replaces, as it was shown last. */
  readonly before: Setting | undefined;
}

export function causesOf(exchange: Exchange, { kind, isKnownSpace, before }: Known): ReadonlySet<Cause> {
  const { access, space, hasQuery } = exchange.request;
  return new Set<Cause>([
    ...(access === 'none' ? (['missing-token-status'] as const) : []),
    ...(access === 'bearer' ? (['bearer-token'] as const) : []),
    ...ofSpace(space, isKnownSpace),
    ...(hasQuery ? (['unknown-query'] as const) : []),
    ...(kind ? ofBody(exchange, kind, before) : []),
  ]);
}

/** The limit of the assumption space-name, in characters. */
const longestName = 100;

function ofSpace(space: string | undefined, isKnown: boolean): Cause[] {
  if (space === undefined) return ['missing-space'];
  if (space === '') return ['empty-space'];
  if (Array.from(space).length > longestName) return ['space-name'];
  return isKnown ? [] : ['unknown-space'];
}

function ofBody({ request: { type, text, json } }: Exchange, kind: Kind, before: Setting | undefined): Cause[] {
  if (type !== 'application/json') return ['media-type-status'];
  if (text === undefined) return ['too-large-status'];
  if (json === undefined) return ['another']; // it is not JSON
  if (!isRecord(json)) return ['invalid-body-status'];
  return [
    ...Object.keys(json).flatMap((name) => ofField(kind, name)),
    ...flawsIn(json, kind).map((flaw) => causeOf(flaw, { kind, body: json })),
    ...ofId(json['id'], before?.['id']),
    ...(kind.secrets.some((name) => json[name] === mask) ? (['mask-in-put'] as const) : []),
    ...(isOfAnother(json, kind) ? (['type-provider-mismatch'] as const) : []),
  ];
}

function ofField({ fields }: Kind, name: string): Cause[] {
  const field = fields.find((each) => each.name === name);
  if (!field) return ['unknown-fields'];
  return field.readOnly ? ['read-only-fields'] : [];
}

/** One of another type than the one that is shown may be refused for its type. */
function ofId(sent: unknown, shown: unknown): Cause[] {
  if (!present(sent) || sent === shown) return [];
  return [typeof sent === typeof shown ? 'client-id' : 'another'];
}

/** What the page says against the fields that can be put, but for the id, whose type it leaves open. */
function flawsIn(body: Setting, { schema, fields }: Kind): Flaw[] {
  const ignored = new Set(fields.filter(({ readOnly, name }) => readOnly || name === 'id').map(({ name }) => name));
  return flawsBy(schema, body).filter(({ path }) => !ignored.has(path.slice(1)));
}

function causeOf({ path, rule }: Flaw, { kind, body }: { readonly kind: Kind; readonly body: Setting }): Cause {
  const name = path.slice(1);
  const value = body[name];
  const isRequired = kind.fields.some((each) => each.name === name && each.required);
  if (value === null) return isRequired ? 'invalid-body-status' : 'null-for-optional';
  const property = kind.schema.properties?.[name] ?? {};
  if (rule === 'type' && 'type' in property && coerced(value, property.type) !== undefined) return 'scalar-types';
  return rule === 'enum' && name === 'transportStrategy' ? 'transport-strategy' : 'invalid-body-status';
}

function isOfAnother(body: Setting, { type, provider }: Kind): boolean {
  const [ofType, ofProvider] = [body['type'], body['provider']];
  return [
    [ofType, type],
    [ofProvider, provider],
  ].some(([sent, own]) => typeof sent === 'string' && sent !== own);
}
