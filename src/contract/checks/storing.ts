// What storing means for one kind of setting over several calls: what was put is shown, once, whole, and stays so.
import { allOf, type Check, expectSameText, Failed } from '../check.ts';
import { expectAllShown, expectShown, present, untilDatesMove } from '../compare.ts';
import { type Body, isOf, type Kind, otherSample, sampleOf } from '../sample.ts';
import { asText, isSuccess, settingsIn } from '../answer.ts';
import type { Visit } from '../visit.ts';
import type { Answer } from '../target.ts';
import { storeAtOnce } from './at-once.ts';
import { checksOf, type KindRule } from './kind-rules.ts';
import { expectValid } from './list.ts';
import { expectEach, withTexts } from './texts.ts';

const rules: readonly KindRule[] = [
  {
    id: 'shown',
    statement: 'What was put is shown by GET, field by field, and so is what is put next.',
    async run(visit, kind) {
      for (const put of [sampleOf(kind), otherSample(kind)]) {
        await visit.store(kind, put);
        await expectAllShown(visit, kind, { put, shown: await visit.one(kind) });
      }
    },
  },
  {
    id: 'shown-default',
    statement: 'isDefault is shown as it was put: true, false, and true where nothing else changes.',
    needs: ['shown'],
    async run(visit, kind) {
      for (const isDefault of [true, false, true, false]) {
        await visit.store(kind, sampleOf(kind, { isDefault }));
        await expectAllShown(visit, kind, { put: { isDefault }, shown: await visit.one(kind) });
      }
    },
  },
  {
    id: 'shown-valid',
    statement: 'A stored setting is shown valid, dates and all.',
    async run(visit, kind) {
      await visit.baseline(kind);
      expectValid(visit, await visit.one(kind));
    },
  },
  {
    id: 'reading-leaves-all',
    statement: 'Reading the list moves no date and no id.',
    async run(visit, kind) {
      await visit.baseline(kind);
      const before = await visit.one(kind);
      await untilDatesMove([before]);
      await visit.list();
      expectSameText([before], [await visit.one(kind)]);
    },
  },
  {
    id: 'idempotent',
    statement: 'The same body put twice is one setting, with one id.',
    needs: ['reading-leaves-all'],
    run: expectIdempotent,
  },
  {
    id: 'own-id',
    statement: 'The id stays the same over puts that give none, or give the one that is shown.',
    needs: ['reading-leaves-all', 'idempotent'],
    run: expectSameId,
  },
  {
    id: 'another-id',
    statement: 'A put with another id leaves one setting, whichever id it has.',
    run: expectOneWithAnyId,
  },
  {
    id: 'case-only',
    statement: 'A put that differs from what is stored in letter case only is stored.',
    run: (visit, kind) =>
      expectEach(visit, kind, [withTexts(kind, () => 'lower or UPPER'), withTexts(kind, () => 'LOWER or upper')]),
  },
  {
    id: 'parallel',
    statement: 'Of puts at the same time one wins whole, and a list in between has one of them.',
    run: expectOneWinner,
  },
];

/** The checks of one kind. */
export const storingChecks = (kind: Kind): Check[] => checksOf(kind, rules, { rows: 'Body', needs: ['other-values'] });

async function expectIdempotent(visit: Visit, kind: Kind): Promise<void> {
  const put = sampleOf(kind);
  await visit.store(kind, put);
  const first = await visit.one(kind);
  await visit.store(kind, put);
  const second = await visit.one(kind);
  await expectShown(visit, kind, { put, shown: second });
  if (first['id'] !== second['id'])
    throw new Failed({ expected: `the id ${asText(first['id'])}`, came: asText(second['id']) });
}

async function expectSameId(visit: Visit, kind: Kind): Promise<void> {
  const ids = new Set<unknown>();
  for (let index = 0; index < 5; index += 1) {
    await visit.store(kind, index % 2 === 0 ? otherSample(kind) : sampleOf(kind));
    ids.add((await visit.one(kind))['id']);
  }
  const [id] = ids;
  if (present(id) && (await visit.put(kind, sampleOf(kind, { id }))).status < 300)
    ids.add((await visit.one(kind))['id']);
  if (ids.size !== 1) throw new Failed({ expected: 'one id', came: [...ids].map(asText).join(', ') });
}

/** An id that was not given out. Its type is that of the ids which are shown. */
export function foreignId(shown: Body): unknown {
  const random = Math.floor(Math.random() * 2 ** 30);
  return typeof shown['id'] === 'number' ? 2 ** 30 + random : `c0ffee${random.toString(16).padStart(18, '0')}`;
}

async function expectOneWithAnyId(visit: Visit, kind: Kind): Promise<void> {
  await visit.baseline(kind);
  const before = await visit.one(kind);
  await visit.put(kind, sampleOf(kind, { id: foreignId(before) }));
  await visit.one(kind);
  if (present(before['id'])) await visit.put(kind, sampleOf(kind, { id: before['id'] }));
  await visit.store(kind, sampleOf(kind));
  await visit.one(kind);
}

async function expectOneWinner(visit: Visit, kind: Kind): Promise<void> {
  await visit.baseline(kind);
  const bodies = [sampleOf(kind), otherSample(kind)];
  for (let round = 0; round < 3; round += 1) {
    const [, ...lists] = await allOf<Answer | undefined>([
      storeAtOnce(
        visit,
        bodies.map((body) => ({ kind, body })),
      ).then(() => undefined),
      ...bodies.map(() => visit.ask(visit.options.list)),
    ]);
    for (const answer of lists) if (answer && isSuccess(answer)) expectOne(kind, settingsIn(answer));
    const shown = await visit.one(kind);
    const results = await Promise.allSettled(bodies.map((put) => expectShown(visit, kind, { put, shown })));
    const [first] = results;
    if (results.every(({ status }) => status === 'rejected') && first?.status === 'rejected') throw first.reason;
  }
}

function expectOne(kind: Kind, list: readonly Body[]): void {
  const found = list.filter((each) => isOf(kind, each));
  if (found.length !== 1)
    throw new Failed({ expected: 'one setting in a list during a put', came: `${found.length} of them` });
}
