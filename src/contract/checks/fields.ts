// What the page says of each field of each body: required, type, length, enum, format, read-only.
import { asText, describe } from '../target/response.ts';
import { type Check, define, type Row } from './check.ts';
import { isRefusal } from './expect.ts';
import { refusal, together } from './refusing.ts';
import { type Kind, sampleOf } from '../model/kinds.ts';
import { titleOf } from '../../document/operations.ts';
import { Failed } from '../model/verdict.ts';
import { valueRows } from './values.ts';

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
    return define(scope, kind, together(field.name, rowsOf(kind, field)));
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
    ...(required ? requiredRows(field).slice(0, schema.nullable ? 1 : 2) : []),
    ...(name === 'id' ? [] : typeRows(field)),
    ...(name === 'id' ? [] : valueRows(kind, field)),
  ];
}

function requiredRows({ name }: Field): Row<Kind>[] {
  const missing = `A body without ${name} is refused, and none of it is stored.`;
  const empty = `A body with null for the required ${name} is refused, and none of it is stored.`;
  return [
    refusal({ id: 'required', statement: missing }, [{ [name]: undefined }]),
    refusal({ id: 'not-null', statement: empty }, [{ [name]: null }]),
  ];
}

const wrongTypes: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  string: { number: 5, boolean: true, array: ['text'], object: { text: 1 } },
  boolean: { string: 'true', number: 1, zero: 0, array: [true], object: {} },
  integer: { string: '25', boolean: true, array: [25], object: {}, fraction: 25.5 },
  number: { string: '25', boolean: true, array: [25], object: {} },
  array: { string: 'text', number: 5, boolean: true, object: {} },
  object: { string: 'text', number: 5, boolean: true, array: [] },
};

/** 0 and 1 could be places in a list of values. */
const wrongForEnum = { ...wrongTypes['string'], zero: 0, one: 1 };

function typeRows({ name, schema }: Field): Row<Kind>[] {
  const wrong = schema.enum ? wrongForEnum : wrongTypes[schema.type ?? ''];
  return Object.entries(wrong ?? {}).map(([id, value]) => {
    const statement = `${name} is of type ${schema.type}: ${JSON.stringify(value)} is refused, and none of the body is stored.`;
    return refusal({ id: `type-${id}`, statement }, [{ [name]: value }]);
  });
}

function readOnlyRow(kind: Kind, { name, schema }: Field): Row<Kind> {
  const value = schema.format === 'date-time' ? '2001-02-03T04:05:06.789Z' : 'an-intruder';
  return {
    id: 'read-only',
    shows: 'either',
    statement: `${name} in a body is refused or ignored, never stored.`,
    async run(workspace) {
      await workspace.baseline(kind);
      const response = await workspace.put(kind, sampleOf(kind, { [name]: value }));
      if (isRefusal(response)) return;
      if (response.status >= 300)
        throw new Failed({ expected: 'success or a 4xx response', actual: describe(response), response });
      const shown = (await workspace.one(kind))[name];
      const taken = schema.format === 'date-time' ? Date.parse(asText(shown)) === Date.parse(value) : shown === value;
      if (taken)
        throw new Failed({ expected: `${name} as set by the server`, actual: JSON.stringify(shown), response });
    },
  };
}
