// A listed setting is valid under the document.
import { asText } from '../target/response.ts';
import { ownFields, present } from '../model/shown.ts';
import { type Body, isOf, type Kind } from '../model/kinds.ts';
import { Failed } from '../target/verdict.ts';
import type { Workspace } from '../model/workspace.ts';

/** ISO 8601 as RFC 3339 narrows it, with an offset. */
const dateTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

/** @throws {Failed} when a setting is valid under none of the possible kinds. */
export function expectValid(workspace: Workspace, setting: Body): void {
  const { kinds } = workspace.options;
  const named = kinds.filter((kind) => isOf(kind, setting));
  const violations = (named.length > 0 ? named : kinds).map((kind) =>
    violationsOf(kind, { setting, own: new Set(ownFields(workspace, kind)) }),
  );
  const [least = []] = violations.toSorted((a, b) => a.length - b.length);
  if (least.length > 0)
    throw new Failed({
      expected: 'a setting that is valid under the document',
      actual: `${JSON.stringify(setting)}: ${least.join('; ')}`,
    });
}

interface Listed {
  readonly setting: Body;
  /** The fields that only this kind has: whether the list shows them is an assumption. */
  readonly own: ReadonlySet<string>;
}

function violationsOf(kind: Kind, { setting, own }: Listed): string[] {
  return kind.fields.flatMap(({ name, schema, required }) => {
    const value = setting[name];
    if (!present(value)) return required && !own.has(name) ? [`${name} is missing`] : [];
    if (name === 'id')
      return ['string', 'number'].includes(typeof value) ? [] : [`${name} is neither a string nor a number`]; // its type is an assumption
    if (!isOfType(schema.type, value)) return [`${name} is not of type ${schema.type}`];
    if (schema.maxLength !== undefined && Array.from(asText(value)).length > schema.maxLength)
      return [`${name} is longer than ${schema.maxLength}`];
    if (schema.format === 'date-time' && !isDateTime(asText(value)))
      return [`${name} is not a date-time with an offset`];
    return [];
  });
}

function isOfType(type: string | undefined, value: unknown): boolean {
  if (type === undefined) return true;
  if (type === 'integer') return Number.isInteger(value);
  return type === 'array' ? Array.isArray(value) : typeof value === type;
}

function isDateTime(text: string): boolean {
  return dateTime.test(text) && !Number.isNaN(Date.parse(text));
}
