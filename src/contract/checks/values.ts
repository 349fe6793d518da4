// Which values a field can have: lengths, forms, lists of values, numbers.
import { type Row } from './check.ts';

import { asText, describe, isSuccess, isRefusal } from '../target/response.ts';
import { Failed, Undecidable } from '../target/verdict.ts';
import { expectKept, expectKeptOrRefused, requireShown } from './expect-kept.ts';
import { type BatchRow, kept, keptOrRefused, refusal } from './batch.ts';
import { identifying, isFree, type Kind, sampleOf } from '../model/kinds.ts';
import { expressionOf } from '../../document/expression.ts';
import { titleOf } from '../../document/operations.ts';

type Field = Kind['fields'][number];

/** The rows of a field that a client can set. */
export function valueRows(kind: Kind, field: Field): BatchRow[] {
  const { schema } = field;
  const lengths = schema.maxLength === undefined ? longRows(kind, field) : lengthRows(kind, field, schema.maxLength);
  return [
    ...(isFree(schema) ? lengths : formRows(field)),
    ...(schema.enum ? [enumRow(kind, field), enumRefusal(kind, field)] : []),
    ...boundRows(field),
    ...(schema.format === 'int32' ? [int32Row(kind, field), int32Refusal(field)] : []),
  ];
}

/** The characters that fill a field, each with the checks that its own need. */
const letters = [
  { letter: 'x', prefix: '', root: 'listed', over: (kind: Kind) => `${kind.name}.refusals` },
  { letter: 'ğ', prefix: 'unicode-', root: 'text-letters', over: () => 'length-over' },
];

function lengthRows(kind: Kind, { name }: Field, max: number): BatchRow[] {
  const rows = letters.flatMap(({ letter, prefix, root, over }): BatchRow[] => [
    kept(
      {
        id: `length-${prefix}max`,
        statement: `${name} can hold ${max} characters (${letter}), and all of them are kept.`,
        needs: [`${kind.name}.${root}`],
      },
      { [name]: letter.repeat(max) },
    ),
    refusal(
      {
        id: `length-${prefix}over`,
        statement: `${name} with ${max + 1} characters (${letter}) is refused, and none of the body is stored.`,
        needs: [over(kind)],
      },
      [{ [name]: letter.repeat(max + 1) }],
    ),
  ]);
  return [
    ...rows,
    refusal(
      {
        id: 'length-blank-over',
        statement: `${name} with ${max + 1} characters, the last one a blank, is refused: blanks count.`,
        needs: ['length-over'],
      },
      [{ [name]: `${'x'.repeat(max)} ` }],
    ),
  ];
}

/** As long as a token, a key or an address may well be. */
const usual = 100;

function longRows(kind: Kind, { name }: Field): BatchRow[] {
  const needs = [`${kind.name}.listed`];
  const open = `${name} has no documented limit`;
  return [
    kept({ id: 'long', statement: `${open}: ${usual} characters are all kept.`, needs }, { [name]: 'x'.repeat(usual) }),
    keptOrRefused(
      { id: 'very-long', statement: `${open}: 10,000 characters are kept whole or refused, never cut.`, needs },
      { [name]: 'x'.repeat(10_000) },
    ),
  ];
}

function enumRow(kind: Kind, { name, schema }: Field): Row<Kind> {
  return {
    id: 'values',
    statement: `${name} accepts each of ${(schema.enum as string[]).join(', ')}.`,
    source: `${titleOf(kind.operation)}: ${name} string · enum (the values are not on the page)`,
    needs: [`${kind.name}.listed`],
    async run(workspace) {
      for (const value of schema.enum as unknown[]) await expectKept(workspace, kind, { [name]: value });
    },
  };
}

/** The page shows no values, so refusing others is an assumption. Silently changing one is not. */
function enumRefusal(kind: Kind, { name, schema }: Field): Row<Kind> {
  const [first] = schema.enum as unknown[];
  return {
    id: 'other-values',
    shows: 'either',
    statement: `${name} is an enum: any other value is refused or kept unchanged, never replaced or dropped. One in a different letter case may be shown as it is listed.`,
    async run(workspace) {
      await expectKeptOrRefused(workspace, kind, { [name]: 'no such value' });
      const other = typeof first === 'string' ? first.toLowerCase() : 'no such value';
      if (identifying.has(name)) return expectKeptOrRefused(workspace, kind, { [name]: other });
      const response = await workspace.put(kind, sampleOf(kind, { [name]: other }));
      if (isRefusal(response)) return undefined;
      if (isSuccess(response)) await requireShown(workspace, kind, { [name]: other });
      const { [name]: shown } = isSuccess(response) ? await workspace.one(kind) : {};
      if (shown === other || (shown !== undefined && shown === first)) return undefined;
      const expected = `a refusal, or ${name} as ${JSON.stringify(first)} or ${JSON.stringify(other)}`;
      throw new Failed({ expected, actual: isSuccess(response) ? asText(shown) : describe(response), response });
    },
  };
}

/** Texts that have to have a form: what is too short, or does not match. */
function formRows({ name, schema: { type, enum: values, minLength = 0, pattern } }: Field): BatchRow[] {
  if (type !== 'string' || values) return [];
  const expression = pattern === undefined ? undefined : expressionOf(pattern);
  const long = 'x'.repeat(minLength);
  const other = [long, `${long}!`, `${long}0`, `${long} é`].find((text) => expression && !expression.test(text));
  const refused = (id: string, words: string, value: string): Row<Kind> => {
    const statement = `${name} ${words}: ${JSON.stringify(value)} is refused, and none of the body is stored.`;
    return refusal({ id, statement }, [{ [name]: value }]);
  };
  return [
    ...(minLength > 0
      ? [refused('length-under', `has at least ${minLength} characters`, 'x'.repeat(minLength - 1))]
      : []),
    ...(other === undefined ? [] : [refused('pattern', `has to match ${pattern}`, other)]),
    ...(pattern !== undefined && !expression ? [notUnderstood(name, pattern)] : []),
  ];
}

const notUnderstood = (name: string, pattern: string): Row<Kind> => ({
  id: 'pattern',
  statement: `${name} has to match ${pattern}.`,
  run: () => Promise.reject(new Undecidable('JavaScript does not understand the pattern in the document')),
});

/** The smallest and the largest number, and what is beyond them. */
function boundRows({ name, schema }: Field): BatchRow[] {
  const { minimum, maximum, multipleOf } = schema;
  if (multipleOf !== undefined) return [];
  const rowsAt = (id: string, bound: number | undefined, beyond: -1 | 1): BatchRow[] => {
    if (bound === undefined) return [];
    const refused = bound + beyond;
    return [
      kept({ id, statement: `${name} can be ${bound}.` }, { [name]: bound }),
      refusal(
        {
          id: `${id}-beyond`,
          statement: `${name} cannot be ${refused}: it is refused, and none of the body is stored.`,
        },
        [{ [name]: refused }],
      ),
    ];
  };
  return [...rowsAt('minimum', minimum, -1), ...rowsAt('maximum', maximum, 1)];
}

function int32Row(kind: Kind, { name, schema }: Field): Row<Kind> {
  const { minimum = -Infinity, maximum = Infinity } = schema;
  const inBounds = (value: number): boolean => value >= minimum && value <= maximum;
  return {
    id: `int32`,
    statement: `${name} is kept from the smallest to the largest int32, and 0 is kept as 0.`,
    async run(workspace) {
      for (const value of [2 ** 31 - 1, -(2 ** 31), 0, 465, 40_000].filter(inBounds))
        await expectKept(workspace, kind, { [name]: value });
    },
  };
}

function int32Refusal({ name }: Field): Row<Kind> {
  const statement = `${name} outside the range of int32 is refused, and none of the body is stored.`;
  return refusal({ id: 'int32-over', statement }, [{ [name]: 2 ** 31 }, { [name]: -(2 ** 31) - 1 }]);
}
