// What the page says of each field of each body: required, type, length, enum, format, read-only.
import { asText, describe } from '../response.ts';
import { type Check, define, type Row } from '../check.ts';
import { isRefusal } from '../expect.ts';
import { expectKept, expectKeptOrRefused } from '../keeping.ts';
import { expectBodyRefused } from '../refusing.ts';
import { type Kind, sampleOf } from '../sample.ts';
import { titleOf } from '../subject.ts';
import { Failed } from '../verdict.ts';

type Field = Kind['fields'][number];

/** The checks of all fields of a kind. */
export function fieldChecks(kind: Kind): Check[] {
  return kind.fields.flatMap((field) => {
    const source = `${titleOf(kind.operation)}: ${rowOf(field)}`;
    const scope = {
      name: `${kind.name}.${field.name}`,
      source,
      effect: 'write',
      needs: [`${kind.name}.refusals`],
      place: kind.name,
      field: field.name,
    } as const;
    return define(scope, kind, rowsOf(kind, field));
  });
}

/** The row as the page shows it. */
function rowOf({ name, schema, required, readOnly }: Field): string {
  const format = schema.format === undefined ? '' : ` · ${schema.format}`;
  const max = schema.maxLength === undefined ? '' : ` · max: ${schema.maxLength}`;
  const values = schema.enum ? ' · enum' : '';
  return `${name} ${schema.type}${format}${max}${values}${readOnly ? ' Read-only' : ''} ${required ? 'Required' : 'Optional'}`;
}

function rowsOf(kind: Kind, field: Field): Row<Kind>[] {
  const { schema, required, readOnly, name } = field;
  if (readOnly) return [readOnlyRow(kind, field)];
  return [
    ...(required ? requiredRows(kind, field) : []),
    ...(name === 'id' ? [] : typeRows(kind, field)),
    ...(schema.maxLength === undefined ? [] : lengthRows(kind, field, schema.maxLength)),
    ...(isFreeText(schema) && schema.maxLength === undefined && name !== 'id' ? longRows(kind, field) : []),
    ...(schema.enum ? [enumRow(kind, field), enumRefusal(kind, field)] : []),
    ...(schema.format === 'int32' ? [int32Row(kind, field), int32Refusal(kind, field)] : []),
  ];
}

function requiredRows(kind: Kind, { name }: Field): Row<Kind>[] {
  return [
    {
      id: 'required',
      shows: 'refused',
      statement: `A body without ${name} is refused, and none of it is stored.`,
      run: (visit) => expectBodyRefused(visit, kind, { [name]: undefined }),
    },
    {
      id: 'not-null',
      shows: 'refused',
      statement: `A body with null for the required ${name} is refused, and none of it is stored.`,
      run: (visit) => expectBodyRefused(visit, kind, { [name]: null }),
    },
  ];
}

const wrongTypes: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  string: { number: 5, boolean: true, array: ['text'], object: { text: 1 } },
  boolean: { string: 'true', number: 1, zero: 0, array: [true], object: {} },
  integer: { string: '25', boolean: true, array: [25], object: {}, fraction: 25.5 },
};

/** 0 and 1 could be places in a list of values. */
const wrongForEnum = { ...wrongTypes['string'], zero: 0, one: 1 };

function typeRows(kind: Kind, { name, schema }: Field): Row<Kind>[] {
  const wrong = schema.enum ? wrongForEnum : wrongTypes[schema.type ?? ''];
  return Object.entries(wrong ?? {}).map(([id, value]) => ({
    id: `type-${id}`,
    shows: 'refused',
    statement: `${name} is of type ${schema.type}: ${JSON.stringify(value)} is refused, and none of the body is stored.`,
    run: (visit) => expectBodyRefused(visit, kind, { [name]: value }),
  }));
}

/** The characters that fill a field, each with the checks that its own need. */
const letters = [
  { letter: 'x', prefix: '', kept: 'listed', over: (kind: Kind) => `${kind.name}.refusals` },
  { letter: 'ğ', prefix: 'unicode-', kept: 'text-letters', over: () => 'length-over' },
];

function lengthRows(kind: Kind, { name }: Field, max: number): Row<Kind>[] {
  const rows = letters.flatMap(({ letter, prefix, kept, over }): Row<Kind>[] => [
    {
      id: `length-${prefix}max`,
      statement: `${name} can hold ${max} characters (${letter}), and all of them are kept.`,
      needs: [`${kind.name}.${kept}`],
      run: (visit) => expectKept(visit, kind, { [name]: letter.repeat(max) }),
    },
    {
      id: `length-${prefix}over`,
      shows: 'refused',
      statement: `${name} with ${max + 1} characters (${letter}) is refused, and none of the body is stored.`,
      needs: [over(kind)],
      run: (visit) => expectBodyRefused(visit, kind, { [name]: letter.repeat(max + 1) }),
    },
  ]);
  return [
    ...rows,
    {
      id: 'length-blank-over',
      shows: 'refused',
      statement: `${name} with ${max + 1} characters, the last one a blank, is refused: blanks count.`,
      needs: ['length-over'],
      run: (visit) => expectBodyRefused(visit, kind, { [name]: `${'x'.repeat(max)} ` }),
    },
  ];
}

const isFreeText = (schema: Field['schema']): boolean => schema.type === 'string' && !schema.enum;

/** As long as a token, a key or an address may well be. */
const usual = 100;

function longRows(kind: Kind, { name }: Field): Row<Kind>[] {
  return [
    {
      id: 'long',
      statement: `${name} has no limit on the page: ${usual} characters are all kept.`,
      needs: [`${kind.name}.listed`],
      run: (visit) => expectKept(visit, kind, { [name]: 'x'.repeat(usual) }),
    },
    {
      id: 'very-long',
      shows: 'either',
      statement: `${name} has no limit on the page: 1,000 characters are kept whole or refused, never cut.`,
      needs: [`${kind.name}.listed`],
      run: (visit) => expectKeptOrRefused(visit, kind, { [name]: 'x'.repeat(1_000) }),
    },
  ];
}

function enumRow(kind: Kind, { name, schema }: Field): Row<Kind> {
  return {
    id: 'values',
    statement: `${name} accepts each of ${(schema.enum as string[]).join(', ')}.`,
    source: `${titleOf(kind.operation)}: ${name} string · enum (the values are not on the page)`,
    needs: [`${kind.name}.listed`],
    async run(visit) {
      for (const value of schema.enum as unknown[]) await expectKept(visit, kind, { [name]: value });
    },
  };
}

/** The page shows no values, so refusing others is an assumption. Silently changing one is not. */
function enumRefusal(kind: Kind, { name, schema }: Field): Row<Kind> {
  const [first = ''] = schema.enum as string[];
  return {
    id: 'other-values',
    shows: 'either',
    statement: `${name} is an enum: any other value, or one in a different letter case, is refused or kept unchanged, never replaced or dropped.`,
    async run(visit) {
      for (const value of ['no such value', first.toLowerCase()])
        await expectKeptOrRefused(visit, kind, { [name]: value });
    },
  };
}

function int32Row(kind: Kind, { name }: Field): Row<Kind> {
  return {
    id: `int32`,
    statement: `${name} is kept from the smallest to the largest int32, and 0 is kept as 0.`,
    async run(visit) {
      for (const value of [2 ** 31 - 1, -(2 ** 31), 0, 465, 40_000]) await expectKept(visit, kind, { [name]: value });
    },
  };
}

function int32Refusal(kind: Kind, { name }: Field): Row<Kind> {
  return {
    id: `int32-over`,
    shows: 'refused',
    statement: `${name} outside the range of int32 is refused, and none of the body is stored.`,
    async run(visit) {
      for (const value of [2 ** 31, -(2 ** 31) - 1]) await expectBodyRefused(visit, kind, { [name]: value });
    },
  };
}

function readOnlyRow(kind: Kind, { name, schema }: Field): Row<Kind> {
  const value = schema.format === 'date-time' ? '2001-02-03T04:05:06.789Z' : 'an-intruder';
  return {
    id: 'read-only',
    shows: 'either',
    statement: `${name} in a body is refused or ignored, never stored.`,
    async run(visit) {
      const response = await visit.put(kind, sampleOf(kind, { [name]: value }));
      if (isRefusal(response)) return;
      if (response.status >= 300)
        throw new Failed({ expected: 'success or a 4xx response', actual: describe(response), response });
      const shown = (await visit.one(kind))[name];
      const taken = schema.format === 'date-time' ? Date.parse(asText(shown)) === Date.parse(value) : shown === value;
      if (taken)
        throw new Failed({ expected: `${name} as set by the server`, actual: JSON.stringify(shown), response });
    },
  };
}
