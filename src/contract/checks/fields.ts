// What the page says of each field of each body: required, type, length, enum, format, read-only.
import { type Check, Failed } from '../check.ts';
import { type Body, type Kind, sampleOf } from '../sample.ts';
import { asText, describe, isSuccess } from '../answer.ts';
import type { Visit } from '../visit.ts';
import { expectRefused, expectUnchanged, titleOf } from './access.ts';
import { expectKept, expectKeptOrRefused, requireKept, shorten } from './keeping.ts';

type Field = Kind['fields'][number];
type Rule = Omit<Check, 'source' | 'tier' | 'effect' | 'needs'> & Partial<Check>;

/** The checks of all fields of a kind. */
export function fieldChecks(kind: Kind): Check[] {
  return kind.fields.flatMap((field) =>
    rulesOf(kind, field).map((rule) => ({
      source: `${titleOf(kind.operation)}: ${rowOf(field)}`,
      tier: 'documented' as const,
      effect: 'write' as const,
      needs: [`${kind.name}.${rule.id.endsWith('-max') || rule.id.endsWith('.values') ? 'listed' : 'refusals'}`],
      ...rule,
    })),
  );
}

/** The row in the page's own manner. */
function rowOf({ name, schema, required, readOnly }: Field): string {
  const format = schema.format === undefined ? '' : ` · ${schema.format}`;
  const max = schema.maxLength === undefined ? '' : ` · max: ${schema.maxLength}`;
  const values = schema.enum ? ' · enum' : '';
  return `${name} ${schema.type}${format}${max}${values}${readOnly ? ' Read-only' : ''} ${required ? 'Required' : 'Optional'}`;
}

function rulesOf(kind: Kind, field: Field): Rule[] {
  const { schema, required, readOnly, name } = field;
  if (readOnly) return [readOnlyRule(kind, field)];
  return [
    ...(required ? requiredRules(kind, field) : []),
    ...(name === 'id' ? [] : typeRules(kind, field)),
    ...(schema.maxLength === undefined ? [] : lengthRules(kind, field, schema.maxLength)),
    ...(isFreeText(schema) && schema.maxLength === undefined && name !== 'id' ? longRules(kind, field) : []),
    ...(schema.enum ? [enumRule(kind, field), enumRefusal(kind, field)] : []),
    ...(schema.format === 'int32' ? [int32Rule(kind, field), int32Refusal(kind, field)] : []),
  ];
}

/** Sends the sample with changes for which it has to be refused, and looks whether anything of it was stored. */
async function expectBodyRefused(visit: Visit, kind: Kind, changes: Body): Promise<void> {
  await visit.baseline(kind);
  const answer = await visit.ask(kind.operation, { body: changed(kind, changes) });
  if (isSuccess(answer)) for (const name of Object.keys(changes)) await requireKept(visit, kind, name);
  expectRefused(answer, `a refusal with 4xx of ${shorten(JSON.stringify(changes))}`);
  await expectUnchanged(visit, kind);
}

/** The sample with a change in every other text, so that a body that is stored by half shows. */
function changed(kind: Kind, changes: Body): Body {
  const texts = kind.fields.filter(
    ({ name, schema, readOnly, required }) =>
      !readOnly && !required && name !== 'id' && schema.type === 'string' && !schema.enum && !(name in changes),
  );
  return { ...sampleOf(kind), ...Object.fromEntries(texts.map(({ name }) => [name, `refused ${name}`])), ...changes };
}

function requiredRules(kind: Kind, { name }: Field): Rule[] {
  return [
    {
      id: `${kind.name}.${name}.required`,
      statement: `A body without ${name} is refused, and nothing of it is stored.`,
      run: (visit) => expectBodyRefused(visit, kind, { [name]: undefined }),
    },
    {
      id: `${kind.name}.${name}.not-null`,
      statement: `A body with null for ${name}, which is required, is refused, and nothing of it is stored.`,
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

function typeRules(kind: Kind, { name, schema }: Field): Rule[] {
  const wrong = schema.enum ? wrongForEnum : wrongTypes[schema.type ?? ''];
  return Object.entries(wrong ?? {}).map(([id, value]) => ({
    id: `${kind.name}.${name}.type-${id}`,
    statement: `${name} is of type ${schema.type}: ${JSON.stringify(value)} is refused, and nothing of the body is stored.`,
    run: (visit) => expectBodyRefused(visit, kind, { [name]: value }),
  }));
}

const letters: Readonly<Record<string, string>> = { '': 'x', 'unicode-': 'ğ' };

function lengthRules(kind: Kind, { name }: Field, max: number): Rule[] {
  const over = `${kind.name}.${name}.length-over`;
  const rules = Object.entries(letters).flatMap(([id, letter]): Rule[] => [
    {
      id: `${kind.name}.${name}.length-${id}max`,
      statement: `${name} may have ${max} characters (${letter}), all of which are kept.`,
      needs: [letter === 'x' ? `${kind.name}.listed` : `${kind.name}.text-letters`],
      run: (visit) => expectKept(visit, kind, { [name]: letter.repeat(max) }),
    },
    {
      id: `${kind.name}.${name}.length-${id}over`,
      needs: [letter === 'x' ? `${kind.name}.refusals` : over],
      statement: `${name} may not have ${max + 1} characters (${letter}): it is refused, and nothing of the body is stored.`,
      run: (visit) => expectBodyRefused(visit, kind, { [name]: letter.repeat(max + 1) }),
    },
  ]);
  return [
    ...rules,
    {
      id: `${kind.name}.${name}.length-blank-over`,
      needs: [over],
      statement: `${name} may not have ${max + 1} characters, the last of which is a blank: blanks count.`,
      run: (visit) => expectBodyRefused(visit, kind, { [name]: `${'x'.repeat(max)} ` }),
    },
  ];
}

const isFreeText = (schema: Field['schema']): boolean => schema.type === 'string' && !schema.enum;

/** As long as a token, a key or an address may well be. */
const usual = 100;

function longRules(kind: Kind, { name }: Field): Rule[] {
  return [
    {
      id: `${kind.name}.${name}.long`,
      statement: `${name}, for which the page gives no limit, may have ${usual} characters, all of which are kept.`,
      needs: [`${kind.name}.listed`],
      run: (visit) => expectKept(visit, kind, { [name]: 'x'.repeat(usual) }),
    },
    {
      id: `${kind.name}.${name}.very-long`,
      statement: `${name}, for which the page gives no limit, is kept whole with 1,000 characters, or refused; it is not cut.`,
      needs: [`${kind.name}.listed`],
      run: (visit) => expectKeptOrRefused(visit, kind, { [name]: 'x'.repeat(1_000) }),
    },
  ];
}

function enumRule(kind: Kind, { name, schema }: Field): Rule {
  return {
    id: `${kind.name}.${name}.values`,
    statement: `${name} may be each of ${(schema.enum as string[]).join(', ')}.`,
    source: `${titleOf(kind.operation)}: ${name} string · enum (the values are not on the page)`,
    async run(visit) {
      for (const value of schema.enum as unknown[]) await expectKept(visit, kind, { [name]: value });
    },
  };
}

/** The page shows no values, so whether others are refused is an assumption; that none is changed on the quiet is not. */
function enumRefusal(kind: Kind, { name, schema }: Field): Rule {
  const [first = ''] = schema.enum as string[];
  return {
    id: `${kind.name}.${name}.other-values`,
    statement: `${name} is an enum: another value, or one in other letter case, is refused, or else kept as it is; it is not replaced or dropped.`,
    async run(visit) {
      for (const value of ['no such value', first.toLowerCase()])
        await expectKeptOrRefused(visit, kind, { [name]: value });
    },
  };
}

function int32Rule(kind: Kind, { name }: Field): Rule {
  return {
    id: `${kind.name}.${name}.int32`,
    statement: `${name} is kept from the least to the greatest int32, and 0 is kept as 0.`,
    async run(visit) {
      for (const value of [2 ** 31 - 1, -(2 ** 31), 0, 465, 40_000]) await expectKept(visit, kind, { [name]: value });
    },
  };
}

function int32Refusal(kind: Kind, { name }: Field): Rule {
  return {
    id: `${kind.name}.${name}.int32-over`,
    statement: `${name} beyond the range of int32 is refused, and nothing of the body is stored.`,
    async run(visit) {
      for (const value of [2 ** 31, -(2 ** 31) - 1]) await expectBodyRefused(visit, kind, { [name]: value });
    },
  };
}

function readOnlyRule(kind: Kind, { name, schema }: Field): Rule {
  const value = schema.format === 'date-time' ? '2001-02-03T04:05:06.789Z' : 'an-intruder';
  return {
    id: `${kind.name}.${name}.read-only`,
    statement: `${name} in a body is not taken over, be it refused or ignored.`,
    async run(visit) {
      const answer = await visit.put(kind, sampleOf(kind, { [name]: value }));
      if (answer.status >= 400 && answer.status <= 499) return;
      if (answer.status >= 300)
        throw new Failed({ expected: 'success, or a refusal with 4xx', came: describe(answer), answer });
      const shown = (await visit.one(kind))[name];
      const taken = schema.format === 'date-time' ? Date.parse(asText(shown)) === Date.parse(value) : shown === value;
      if (taken) throw new Failed({ expected: `${name} as the server sets it`, came: JSON.stringify(shown), answer });
    },
  };
}
