// A listed setting is valid under the document.
import { asText } from './response.ts';
import { present } from './compare.ts';
import { type Body, isOf, type Kind } from './sample.ts';
import { Failed } from './verdict.ts';
import type { Visit } from './visit.ts';

/** ISO 8601 as RFC 3339 narrows it, with an offset. */
const dateTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

/** @throws {Failed} when a setting is valid under none of the possible kinds. */
export function expectValid({ options }: Visit, setting: Body): void {
  const named = options.kinds.filter((kind) => isOf(kind, setting));
  const violations = (named.length > 0 ? named : options.kinds).map((kind) => violationsOf(kind, setting));
  const [least = []] = violations.toSorted((a, b) => a.length - b.length);
  if (least.length > 0)
    throw new Failed({
      expected: 'a setting that is valid under the document',
      actual: `${JSON.stringify(setting)}: ${least.join('; ')}`,
    });
}

function violationsOf(kind: Kind, setting: Body): string[] {
  return kind.fields.flatMap(({ name, schema, required }) => {
    const value = setting[name];
    if (!present(value)) return required ? [`${name} is missing`] : [];
    if (name === 'id')
      return ['string', 'number'].includes(typeof value) ? [] : [`${name} is neither a string nor a number`]; // its type is an assumption
    const type = schema.type === 'integer' ? Number.isInteger(value) : typeof value === schema.type;
    if (!type) return [`${name} is not of type ${schema.type}`];
    if (schema.maxLength !== undefined && Array.from(asText(value)).length > schema.maxLength)
      return [`${name} is longer than ${schema.maxLength}`];
    if (schema.format === 'date-time' && !isDateTime(asText(value)))
      return [`${name} is not a date-time with an offset`];
    return [];
  });
}

function isDateTime(text: string): boolean {
  return dateTime.test(text) && !Number.isNaN(Date.parse(text));
}
