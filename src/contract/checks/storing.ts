// What storing means over several calls: what was put is shown, once, whole, to its own space only, and stays so.
import { type Check, Failed } from '../check.ts';
import { expectShown } from '../compare.ts';
import { type Body, type Kind, minimalOf, otherValue, sampleOf } from '../sample.ts';
import type { Visit } from '../visit.ts';
import { titleOf } from './access.ts';
import { expectValid } from './answers.ts';

/** Texts that backends spoil. */
const texts: Readonly<Record<string, string>> = {
  blanks: '  blanks  around  ',
  case: 'MiXeD İıĞğ Case',
  letters: 'şifre für naïve Ærø 密码',
  decomposed: 'e\u0301 n\u0303 o\u0308',
  emoji: '🔑👩‍👩‍👧 and 𝒳',
  signs: '100% + 1 & 2 = 3; #?/',
  encoded: '%41%2B+&amp;&lt;',
  markup: '<b>"quoted"</b> & \'single\'',
  escapes: 'back\\slash "and" / \\n \\u0041',
  lines: 'one\ntwo\ttab',
  number: '007',
  word: 'null',
  empty: '',
};

const common = { tier: 'documented', effect: 'write' } as const;

/** The checks of one kind. */
export function storingChecks(kind: Kind): Check[] {
  const source = `${titleOf(kind.operation)}: Body`;
  const needs = [`${kind.name}.answers`, 'list.answers'];
  const check = (id: string, statement: string, run: Check['run']): Check => ({
    ...common,
    id: `${kind.name}.${id}`,
    statement,
    source,
    needs,
    run,
  });
  return [
    check('shown', 'What was put is shown by GET, field by field.', (visit) =>
      expectStored(visit, kind, otherSample(kind)),
    ),
    check('shown-default', 'isDefault is shown as it was put, true and false.', async (visit) => {
      for (const isDefault of [true, false]) await expectStored(visit, kind, sampleOf(kind, { isDefault }));
    }),
    check('shown-valid', 'A stored setting is shown valid, dates and all.', async (visit) => {
      await visit.baseline(kind);
      expectValid(visit, await visit.one(kind));
    }),
    check('idempotent', 'The same body put twice is one setting, with one id.', (visit) =>
      expectIdempotent(visit, kind),
    ),
    check('every-time', 'Each of ten puts is shown at once, and stays until the next.', (visit) =>
      expectEveryTime(visit, kind),
    ),
    check('own-id', 'The id stays the same over puts that give none.', (visit) => expectSameId(visit, kind)),
    check('parallel', 'Of puts at the same time one wins whole.', (visit) => expectOneWinner(visit, kind)),
    ...Object.entries(texts).map(([id, text]) =>
      check(`text-${id}`, `The text ${JSON.stringify(text)} is kept as it is in every field that takes it.`, (visit) =>
        expectStored(visit, kind, withText(kind, text)),
      ),
    ),
  ];
}

/** Every field with another value than the sample's. */
function otherSample(kind: Kind): Body {
  const sample = sampleOf(kind);
  const optional = kind.fields.filter(({ readOnly, required, name }) => !readOnly && !required && name !== 'id');
  return { ...sample, ...Object.fromEntries(optional.map(({ name }) => [name, otherValue(kind, name)])) };
}

/** Every free text of the sample is the text. */
function withText(kind: Kind, text: string): Body {
  const free = kind.fields.filter(
    ({ readOnly, required, name, schema }) =>
      !readOnly && !required && name !== 'id' && schema.type === 'string' && !schema.enum,
  );
  return { ...sampleOf(kind), ...Object.fromEntries(free.map(({ name }) => [name, text])) };
}

async function expectStored(visit: Visit, kind: Kind, put: Body): Promise<void> {
  await visit.store(kind, put);
  await expectShown(visit, kind, { put, shown: await visit.one(kind) });
}

async function expectIdempotent(visit: Visit, kind: Kind): Promise<void> {
  const put = sampleOf(kind);
  await visit.store(kind, put);
  const first = await visit.one(kind);
  await visit.store(kind, put);
  const second = await visit.one(kind);
  await expectShown(visit, kind, { put, shown: second });
  if (first['id'] !== second['id'])
    throw new Failed({ expected: `the id ${String(first['id'])}`, came: String(second['id']) });
}

async function expectSameId(visit: Visit, kind: Kind): Promise<void> {
  const ids = new Set<unknown>();
  for (let index = 0; index < 4; index += 1) {
    await visit.store(kind, index % 2 === 0 ? otherSample(kind) : sampleOf(kind));
    ids.add((await visit.one(kind))['id']);
  }
  if (ids.size !== 1 || ids.has(undefined)) throw new Failed({ expected: 'one id', came: [...ids].join(', ') });
}

async function expectEveryTime(visit: Visit, kind: Kind): Promise<void> {
  const text = kind.fields.find(
    ({ schema, required, readOnly, name, secret }) =>
      schema.type === 'string' && !schema.enum && !required && !readOnly && !secret && name !== 'id',
  );
  for (let index = 0; index < 10; index += 1) {
    const put = sampleOf(kind, text && { [text.name]: `time ${index}` });
    await expectStored(visit, kind, put);
    await expectShown(visit, kind, { put, shown: await visit.one(kind) });
  }
}

async function expectOneWinner(visit: Visit, kind: Kind): Promise<void> {
  const bodies = [sampleOf(kind), otherSample(kind)];
  for (let round = 0; round < 3; round += 1) {
    await Promise.all(bodies.map((body) => visit.store(kind, body)));
    const shown = await visit.one(kind);
    const results = await Promise.allSettled(bodies.map((put) => expectShown(visit, kind, { put, shown })));
    const [first] = results;
    if (results.every(({ status }) => status === 'rejected') && first?.status === 'rejected') throw first.reason;
  }
}

/** The checks of all kinds together. */
export function togetherChecks(kinds: readonly Kind[]): Check[] {
  const needs = [...kinds.map(({ name }) => `${name}.answers`), 'list.answers'];
  const check = (id: string, statement: string, run: Check['run']): Check => ({
    ...common,
    id: `together.${id}`,
    statement,
    source: 'PUT of each provider, GET /api/otp/settings',
    needs,
    run,
  });
  return [
    check('all-listed', 'With a setting of each provider the list has all of them, once each.', async (visit) => {
      await expectAll(visit, kinds, sampleOf);
    }),
    check('independent', 'A put of one provider changes no other provider’s setting.', async (visit) => {
      for (const kind of kinds) {
        for (const each of kinds) await visit.store(each, sampleOf(each));
        await visit.store(kind, otherSample(kind));
        for (const each of kinds)
          await expectShown(visit, each, {
            put: each === kind ? otherSample(each) : sampleOf(each),
            shown: await visit.one(each),
          });
      }
    }),
    check('parallel', 'Puts of all providers at the same time are all kept.', async (visit) => {
      for (let round = 0; round < 4; round += 1) {
        const body = round % 2 === 0 ? otherSample : sampleOf;
        await Promise.all(kinds.map((kind) => visit.store(kind, body(kind))));
        for (const kind of kinds) await expectShown(visit, kind, { put: body(kind), shown: await visit.one(kind) });
      }
    }),
    check('spaces-apart', 'Two spaces do not see each other’s settings, for any provider and in any order.', (visit) =>
      expectApart(visit, kinds, visit.otherSpace()),
    ),
    check(
      'space-names',
      'Spaces whose names differ by letter case, by an ending or by a blank inside are apart.',
      async (visit) => {
        const { space } = visit.options;
        visit.otherSpace(); // only where a second space may be written
        for (const other of [space.toUpperCase(), `${space}x`, space.slice(0, -1), `${space} x`, `${space}ğ`])
          if (other !== space && other !== '') await expectApart(visit, kinds.slice(0, 2), other);
      },
    ),
  ];
}

async function expectAll(visit: Visit, kinds: readonly Kind[], body: (kind: Kind) => Body): Promise<void> {
  for (const kind of kinds) await visit.store(kind, body(kind));
  for (const kind of kinds) await expectShown(visit, kind, { put: body(kind), shown: await visit.one(kind) });
}

async function expectApart(visit: Visit, kinds: readonly Kind[], other: string): Promise<void> {
  for (const kind of kinds) {
    await visit.store(kind, sampleOf(kind));
    await visit.store(kind, otherSample(kind), { space: other });
    await expectShown(visit, kind, { put: sampleOf(kind), shown: await visit.one(kind) });
    await expectShown(visit, kind, { put: otherSample(kind), shown: await visit.one(kind, other) });
    await visit.store(kind, minimalOf(kind, { isDefault: true }));
    await expectShown(visit, kind, { put: otherSample(kind), shown: await visit.one(kind, other) });
  }
}
