// The requests of which sequences are made: right in most respects, and sometimes wrong or unusual in one or two of them.
import * as fc from 'fast-check';
import type { AssumptionName } from '../../assumptions/table.ts';
import type { Operation } from '../../document/operations.ts';
import type { Ask } from '../target/ask.ts';
import { type Body, isRequired, type Kind, minimalOf, sampleOf } from '../model/kinds.ts';
import type { Subject, Subjects } from '../model/subjects.ts';
import type { Effect } from '../target/verdict.ts';

/** What is wrong or unusual about a request. */
export interface Oddity {
  readonly words: string;
  /** Whether the page forbids it. */
  readonly wrong: boolean;
  /** The undocumented point on which the response depends. */
  readonly assumption?: AssumptionName;
}

/** One request of a sequence. */
export interface Move {
  readonly operation: Operation;
  readonly ask: Omit<Ask, 'space'>;
  readonly place: 'own' | 'other' | 'none' | 'empty';
  readonly oddities: readonly Oddity[];
}

/** A part of a request. */
interface Part<T> {
  readonly value: T;
  readonly oddity?: Oddity;
}

const plain = <T>(value: T): Part<T> => ({ value });

const odd = <T>(value: T, words: string, assumption?: AssumptionName): Part<T> => ({
  value,
  oddity: { words, wrong: true, ...(assumption && { assumption }) },
});

const unusual = <T>(value: T, words: string, assumption: AssumptionName): Part<T> => ({
  value,
  oddity: { words, wrong: false, assumption },
});

/** Mostly one of the usual ones. */
const mostly = <T>(weight: number, usual: readonly Part<T>[], others: readonly Part<T>[]): fc.Arbitrary<Part<T>> =>
  fc.oneof({ weight, arbitrary: fc.constantFrom(...usual) }, { weight: 1, arbitrary: fc.constantFrom(...others) });

const tokens = mostly<Partial<Ask>>(
  14,
  [plain({})],
  [
    odd({ token: null }, 'no cookie', 'missing-token-status'),
    odd({ token: 'made-up' }, 'a made-up token', 'missing-token-status'),
  ],
);

const named = [plain('own'), plain('own'), plain('own'), plain('other')] satisfies Part<Move['place']>[];

const unnamed = [
  odd('none', 'no X-Space', 'missing-space'),
  odd('empty', 'an empty X-Space', 'empty-space'),
] satisfies Part<Move['place']>[];

/** What sequences may do. */
export interface Scope {
  readonly effects: ReadonlySet<Effect>;
  /** Whether requests that name no space may be tried: they could change what belongs to others. */
  readonly spaceless: boolean;
}

const queries = mostly<Partial<Ask>>(
  14,
  [plain({})],
  [unusual({ query: '?unknownToThePage=1' }, 'a query parameter', 'unknown-query')],
);

/** The list of the own space. */
export const lookAt = ({ list }: Subjects): Move => ({
  operation: list.operation,
  ask: {},
  place: 'own',
  oddities: [],
});

/** A request of any operation, most often one that reads, or puts a setting of one kind. */
export function moves({ list, puts, test }: Subjects, often: Subject, scope: Scope): fc.Arbitrary<Move> {
  const { effects, spaceless } = scope;
  const places = spaceless ? mostly<Move['place']>(9, named, unnamed) : fc.constantFrom<Part<Move['place']>>(...named);
  const bare = ({ operation }: Subject) => fc.tuple(fc.constant(operation), fc.constant(plain<Partial<Ask>>({})));
  const operations = [
    { weight: 4, arbitrary: bare(list) },
    { weight: effects.has('send') ? 2 : 0, arbitrary: bare(test) },
    ...puts
      .filter(({ effect }) => effects.has(effect))
      .flatMap(({ operation, kind }) =>
        kind
          ? [
              {
                weight: operation === often.operation ? 5 : 1,
                arbitrary: fc.tuple(fc.constant(operation), bodies(kind)),
              },
            ]
          : [],
      ),
  ];
  return fc.tuple(fc.oneof(...operations), tokens, places, queries).map(([[operation, body], token, place, query]) => ({
    operation,
    ask: { ...body.value, ...token.value, ...query.value },
    place: place.value,
    oddities: [token, place, query, body].flatMap(({ oddity }) => oddity ?? []),
  }));
}

function bodies(kind: Kind): fc.Arbitrary<Part<Partial<Ask>>> {
  const json = (body: Body): Partial<Ask> => ({ body });
  const usual = [false, true].flatMap((isDefault) =>
    [{}, secretsOf(kind, 'another-secret')].map((changes) => plain(json(sampleOf(kind, { ...changes, isDefault })))),
  );
  const minimal = unusual(json(minimalOf(kind)), 'the required fields only', 'replaced-by-put');
  return fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...usual, minimal) },
    { weight: 3, arbitrary: fc.constantFrom(...unusualBodies(kind), ...wrongBodies(kind)) },
  );
}

/** Bodies that the page neither describes nor forbids. */
function unusualBodies(kind: Kind): Part<Partial<Ask>>[] {
  const sample = (changes: Body): Partial<Ask> => ({ body: sampleOf(kind, changes) });
  return [
    unusual(sample({ unknownToThePage: 'x' }), 'an unknown field', 'unknown-fields'),
    unusual(sample({ createdBy: 'an-intruder' }), 'a read-only field', 'read-only-fields'),
    unusual(sample({ id: `c0ffee${kind.short}` }), 'an id', 'client-id'),
    unusual(sample({ provider: 'another provider' }), 'another provider', 'type-provider-mismatch'),
    unusual(sample(secretsOf(kind, '********')), 'the mask in a secret field', 'mask-in-put'),
  ];
}

/** Every other text would be one that a provider may refuse. */
function secretsOf({ fields }: Kind, text: string): Body {
  return Object.fromEntries(fields.filter(({ secret }) => secret).map(({ name }) => [name, text]));
}

function wrongBodies(kind: Kind): Part<Partial<Ask>>[] {
  const { type: _type, ...untyped } = sampleOf(kind);
  const limited = kind.fields.find(({ schema, name }) => schema.maxLength !== undefined && name !== 'type');
  const tooLong = 'x'.repeat((limited?.schema.maxLength ?? 0) + 250);
  const optional = kind.fields.find(({ required, readOnly, name }) => !required && !readOnly && name !== 'id');
  const listed = kind.fields.find(({ schema }) => schema.enum);
  const status = 'invalid-body-status';
  const text = JSON.stringify(sampleOf(kind));
  return [
    ...(isRequired(kind, 'type') ? [odd({ body: untyped }, 'no type', status)] : []),
    odd({ body: sampleOf(kind, { isDefault: 'yes' }) }, 'a text for isDefault', status),
    odd({ raw: '{"type":' }, 'broken JSON', status),
    odd({ raw: text, type: 'text/plain' }, 'another media type', 'media-type-status'),
    ...(limited ? [odd({ body: sampleOf(kind, { [limited.name]: tooLong }) }, 'a text that is too long', status)] : []),
    ...(optional ? [odd({ body: sampleOf(kind, { [optional.name]: null }) }, 'null', 'null-for-optional')] : []),
    ...(listed
      ? [
          odd(
            { body: sampleOf(kind, { [listed.name]: 'no such value' }) },
            'a value that is not listed',
            'transport-strategy',
          ),
        ]
      : []),
  ];
}
