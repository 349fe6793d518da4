// What the page says of each field of each body: required, type, length, enum, format, read-only.
import { asText, isSuccess } from '../target/response.ts';
import { type Check, define, type Row } from './check.ts';
import { wasRefused } from './expect.ts';
import { type BatchRow, inBatches, refusal } from './batch.ts';
import { type Body, type Kind, sampleOf } from '../model/kinds.ts';
import { titleOf } from '../../document/operations.ts';
import { Failed } from '../target/verdict.ts';
import type { Workspace } from '../model/workspace.ts';
import { valueRows } from './values.ts';

type Field = Kind['fields'][number];

/** The checks of all fields of a kind. */
export function fieldChecks(kind: Kind): Check[] {
  const { name } = kind;
  const scope = { name, source: '', effect: 'write', needs: [`${name}.refusals`], place: name } as const;
  const rows = kind.fields.flatMap((field) => rowsOf(kind, field).map((row) => ofField(kind, field, row)));
  return define(scope, kind, inBatches('fields', rows));
}

/** A row with the name of its field. What it needs without a dot is of the same field. */
function ofField(kind: Kind, field: Field, { needs, ...row }: BatchRow): BatchRow {
  const inField = (id: string): string => (id.includes('.') ? id : `${kind.name}.${field.name}.${id}`);
  const source = row.source ?? `${titleOf(kind.operation)}: ${rowOf(field)}`;
  const all = typeof needs === 'function' ? needs(kind) : needs;
  return { ...row, id: `${field.name}.${row.id}`, field: field.name, source, ...(all && { needs: all.map(inField) }) };
}

/** The row as the page shows it. */
function rowOf({ name, schema, required, readOnly }: Field): string {
  const format = schema.format === undefined ? '' : ` · ${schema.format}`;
  const max = schema.maxLength === undefined ? '' : ` · max: ${schema.maxLength}`;
  const values = schema.enum ? ' · enum' : '';
  return `${name} ${schema.type}${format}${max}${values}${readOnly ? ' Read-only' : ''} ${required ? 'Required' : 'Optional'}`;
}

function rowsOf(kind: Kind, field: Field): BatchRow[] {
  const { schema, required, readOnly, name } = field;
  if (readOnly) return [readOnlyRow(kind, field)];
  return [
    ...(required ? requiredRows(field).slice(0, schema.nullable ? 1 : 2) : []),
    ...(name === 'id' ? [] : typeRows(field)),
    ...(name === 'id' ? [] : valueRows(kind, field)),
  ];
}

function requiredRows({ name }: Field): BatchRow[] {
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

function typeRows({ name, schema }: Field): BatchRow[] {
  const wrong = schema.enum ? wrongForEnum : wrongTypes[schema.type ?? ''];
  return Object.entries(wrong ?? {}).map(([id, value]) => {
    const statement = `${name} is of type ${schema.type}: ${JSON.stringify(value)} is refused, and none of the body is stored.`;
    return refusal({ id: `type-${id}`, statement }, [{ [name]: value }]);
  });
}

const intruders = (fields: readonly Field[]): Body =>
  Object.fromEntries(
    fields.map(({ name, schema }) => [
      name,
      schema.format === 'date-time' ? '2001-02-03T04:05:06.789Z' : 'an-intruder',
    ]),
  );

function readOnlyRow(kind: Kind, field: Field): Row<Kind> {
  const { name } = field;
  return {
    id: 'read-only',
    group: 'read-only',
    shows: 'either',
    statement: `${name} in a body is refused or ignored, never stored.`,
    async run(workspace) {
      if (!workspace.options.record && (await areAllIgnored(workspace, kind))) return;
      const { response, taken } = await putReadOnly(workspace, kind, [field]);
      if (wasRefused(response)) return;
      if (name in taken)
        throw new Failed({ expected: `${name} as set by the server`, actual: JSON.stringify(taken[name]) });
    },
  };
}

/** Whether a body with all read-only fields is accepted and changes none of them: then each of them is ignored. */
function areAllIgnored(workspace: Workspace, kind: Kind): Promise<boolean> {
  const fields = kind.fields.filter(({ readOnly }) => readOnly);
  return workspace.remember(`read-only ${kind.name}`, async () => {
    const { response, taken } = await putReadOnly(workspace, kind, fields);
    return isSuccess(response) && Object.keys(taken).length === 0;
  });
}

/** What of some read-only fields is stored as it was put, over a setting that is there. */
async function putReadOnly(workspace: Workspace, kind: Kind, fields: readonly Field[]) {
  await workspace.baseline(kind);
  const put = intruders(fields);
  const response = await workspace.put(kind, sampleOf(kind, put));
  const shown: Body = isSuccess(response) ? await workspace.one(kind) : {};
  const isTaken = ({ name, schema }: Field): boolean =>
    schema.format === 'date-time'
      ? Date.parse(asText(shown[name])) === Date.parse(asText(put[name]))
      : shown[name] === put[name];
  return { response, taken: Object.fromEntries(fields.filter(isTaken).map(({ name }) => [name, shown[name]])) };
}
