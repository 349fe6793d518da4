// What the page says of each field of each body: required, type, length, enum, format, read-only.
import { type Check, Failed } from '../check.ts';
import { comparable } from '../compare.ts';
import { type Body, type Kind, minimalOf, sampleOf } from '../sample.ts';
import { describe, type Visit } from '../visit.ts';
import { expectRefused, expectUnchanged, titleOf } from './access.ts';

type Field = Kind['fields'][number];
type Rule = Omit<Check, 'source' | 'tier' | 'effect' | 'needs'> & Partial<Check>;

/** The checks of all fields of a kind. */
export function fieldChecks(kind: Kind): Check[] {
  return kind.fields.flatMap((field) =>
    rulesOf(kind, field).map((rule) => ({
      source: `${titleOf(kind.operation)}: ${rowOf(field)}`,
      tier: 'documented' as const,
      effect: 'write' as const,
      needs: [`${kind.name}.answers`, 'list.answers'],
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
    ...(schema.enum ? [enumRule(kind, field), enumRefusal(kind, field)] : []),
    ...(schema.format === 'int32' ? [int32Rule(kind, field), int32Refusal(kind, field)] : []),
  ];
}

/** Sends a body that has to be refused, and looks whether anything of it was stored. */
async function expectBodyRefused(visit: Visit, kind: Kind, body: Body | string): Promise<void> {
  await visit.baseline(kind);
  const answer = await visit.ask(kind.operation, typeof body === 'string' ? { raw: body } : { body });
  expectRefused(answer, `a refusal with 4xx of ${shorten(typeof body === 'string' ? body : JSON.stringify(body))}`);
  await expectUnchanged(visit, kind);
}

const shorten = (text: string): string => (text.length > 160 ? `${text.slice(0, 160)}…` : text);

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
      run: (visit) => expectBodyRefused(visit, kind, changed(kind, { [name]: undefined })),
    },
    {
      id: `${kind.name}.${name}.not-null`,
      statement: `A body with null for ${name}, which is required, is refused, and nothing of it is stored.`,
      run: (visit) => expectBodyRefused(visit, kind, changed(kind, { [name]: null })),
    },
  ];
}

const wrongTypes: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  string: { number: 5, boolean: true, array: ['text'], object: { text: 1 } },
  boolean: { string: 'true', number: 1, zero: 0, array: [true], object: {} },
  integer: { string: '25', boolean: true, array: [25], object: {}, fraction: 25.5 },
};

function typeRules(kind: Kind, { name, schema }: Field): Rule[] {
  return Object.entries(wrongTypes[schema.type ?? ''] ?? {}).map(([id, value]) => ({
    id: `${kind.name}.${name}.type-${id}`,
    statement: `${name} is of type ${schema.type}: ${JSON.stringify(value)} is refused, and nothing of the body is stored.`,
    run: (visit) => expectBodyRefused(visit, kind, changed(kind, { [name]: value })),
  }));
}

function lengthRules(kind: Kind, { name }: Field, max: number): Rule[] {
  return ['x', 'ğ'].flatMap((letter) => [
    {
      id: `${kind.name}.${name}.length-${letter === 'x' ? '' : 'unicode-'}max`,
      statement: `${name} may have ${max} characters (${letter}), all of which are kept.`,
      run: (visit: Visit) => expectKept(visit, kind, { [name]: letter.repeat(max) }),
    },
    {
      id: `${kind.name}.${name}.length-${letter === 'x' ? '' : 'unicode-'}over`,
      statement: `${name} may not have ${max + 1} characters (${letter}): it is refused, and nothing of the body is stored.`,
      run: (visit: Visit) => expectBodyRefused(visit, kind, changed(kind, { [name]: letter.repeat(max + 1) })),
    },
  ]);
}

/** Stores the sample with changes and finds it in the list by what it was put as. */
export async function expectKept(visit: Visit, kind: Kind, changes: Body): Promise<void> {
  const put = sampleOf(kind, changes);
  const answer = await visit.store(kind, put);
  const names = await comparable(visit, kind);
  if (!Object.keys(changes).every((name) => names.includes(name))) return; // taken; the target does not show how
  await visit.store(kind, put);
  const matches = (shown: Body): boolean => names.every((name) => !(name in put) || shown[name] === put[name]);
  const list = await visit.list();
  if (list.some(matches)) return;
  const near = list.find((shown) => names.filter((name) => name in put && shown[name] === put[name]).length >= 3);
  const pick = (body: Body | undefined): string =>
    body
      ? JSON.stringify(Object.fromEntries(Object.keys(changes).map((name) => [name, body[name]])))
      : 'no such setting';
  throw new Failed({ expected: `${pick(put)} in the list`, came: pick(near), answer });
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

/** The page shows no values, so that others are refused is an assumption. */
function enumRefusal(kind: Kind, { name, schema }: Field): Rule {
  const [first = ''] = schema.enum as string[];
  return {
    id: `${kind.name}.${name}.other-case`,
    statement: `${name} in another letter case (${first.toLowerCase()}) is refused, as one who knows the values would expect.`,
    tier: 'assumed',
    run: (visit) => expectBodyRefused(visit, kind, changed(kind, { [name]: first.toLowerCase() })),
  };
}

function int32Rule(kind: Kind, { name }: Field): Rule {
  return {
    id: `${kind.name}.${name}.int32`,
    statement: `${name} is kept from the least to the greatest int32, and 0 is kept as 0.`,
    async run(visit) {
      for (const value of [2 ** 31 - 1, -(2 ** 31), 0, 465]) await expectKept(visit, kind, { [name]: value });
    },
  };
}

function int32Refusal(kind: Kind, { name }: Field): Rule {
  return {
    id: `${kind.name}.${name}.int32-over`,
    statement: `${name} beyond the range of int32 is refused, and nothing of the body is stored.`,
    async run(visit) {
      for (const value of [2 ** 31, -(2 ** 31) - 1])
        await expectBodyRefused(visit, kind, changed(kind, { [name]: value }));
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
      const taken = schema.format === 'date-time' ? Date.parse(String(shown)) === Date.parse(value) : shown === value;
      if (taken) throw new Failed({ expected: `${name} as the server sets it`, came: JSON.stringify(shown), answer });
    },
  };
}

/** That what is optional may be left out. */
export function optionalChecks(kind: Kind): Check[] {
  return [
    {
      id: `${kind.name}.optional-left-out`,
      statement: 'A body with the required fields only is stored.',
      source: `${titleOf(kind.operation)}: every row that says Optional`,
      tier: 'documented',
      effect: 'write',
      needs: [`${kind.name}.answers`, 'list.answers'],
      async run(visit) {
        const put = minimalOf(kind, { isDefault: false });
        await visit.store(kind, put);
        const shown = await visit.one(kind);
        if (shown['isDefault'] !== false)
          throw new Failed({ expected: 'isDefault false in the list', came: JSON.stringify(shown['isDefault']) });
      },
    },
  ];
}
