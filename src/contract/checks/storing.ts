// What storing one kind of setting means over several requests: GET shows the last PUT, once, whole, and it stays.
import { asText, isSuccess, settingsIn } from '../target/response.ts';
import { type Check, define, type Row, scopeOf } from './check.ts';
import { present, untilDatesMove } from '../model/shown.ts';
import { expectAllShown, expectSameText, expectShown, expectStored } from './expect.ts';
import { untilMet } from '../model/at-once.ts';
import { expectValid } from './expect-valid.ts';
import { type Body, foreignId, isOf, type Kind, otherSample, sampleOf, withTexts } from '../model/kinds.ts';
import { Failed } from '../model/verdict.ts';
import type { Visit } from '../model/visit.ts';

const rows: readonly Row<Kind>[] = [
  {
    id: 'shown',
    statement: 'GET shows every field of a PUT, and every field of the next one.',
    async run(visit, kind) {
      for (const put of [sampleOf(kind), otherSample(kind)]) {
        await visit.store(kind, put);
        await expectAllShown(visit, kind, { put, shown: await visit.one(kind) });
      }
    },
  },
  {
    id: 'shown-default',
    field: 'isDefault',
    statement: 'GET shows isDefault as the last PUT set it, also when nothing else changes.',
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
    statement: 'GET shows a stored setting that is valid under the document, including its dates.',
    async run(visit, kind) {
      await visit.baseline(kind);
      expectValid(visit, await visit.one(kind));
    },
  },
  {
    id: 'reading-leaves-all',
    statement: 'GET changes no date and no id.',
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
    statement: 'A second PUT of the same body leaves one setting with the same id.',
    needs: ['reading-leaves-all'],
    run: expectIdempotent,
  },
  {
    id: 'own-id',
    field: 'id',
    statement: 'The id stays the same when a PUT omits it or repeats it.',
    needs: ['reading-leaves-all', 'idempotent'],
    run: expectSameId,
  },
  {
    id: 'another-id',
    field: 'id',
    statement: 'A PUT with another id leaves exactly one setting.',
    run: expectOneWithAnyId,
  },
  {
    id: 'case-only',
    statement: 'A PUT that changes only letter case is stored.',
    async run(visit, kind) {
      for (const text of ['lower or UPPER', 'LOWER or upper'])
        await expectStored(
          visit,
          kind,
          withTexts(kind, () => text),
        );
    },
  },
  {
    id: 'parallel',
    statement: 'One of several simultaneous PUT requests wins as a whole, and a list read meanwhile has one setting.',
    run: expectOneWinner,
  },
];

/** The checks of one kind. */
export const storingChecks = (kind: Kind): Check[] => define(scopeOf(kind, 'Body', ['other-values']), kind, rows);

async function expectIdempotent(visit: Visit, kind: Kind): Promise<void> {
  const put = sampleOf(kind);
  await visit.store(kind, put);
  const first = await visit.one(kind);
  await visit.store(kind, put);
  const second = await visit.one(kind);
  await expectShown(visit, kind, { put, shown: second });
  if (first['id'] !== second['id'])
    throw new Failed({ expected: `the id ${asText(first['id'])}`, actual: asText(second['id']) });
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
  if (ids.size !== 1) throw new Failed({ expected: 'one id', actual: [...ids].map(asText).join(', ') });
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
  await untilMet(3, async () => {
    const stored = visit.storeAtOnce(bodies.map((body) => ({ kind, body })));
    const lists = bodies.map(() => visit.ask(visit.options.list, { atOnce: true }));
    await Promise.allSettled([stored, ...lists]); // so that nothing is in flight when one has failed
    const times = await stored;
    for (const response of await Promise.all(lists)) if (isSuccess(response)) expectOne(kind, settingsIn(response));
    const shown = await visit.one(kind);
    const results = await Promise.allSettled(bodies.map((put) => expectShown(visit, kind, { put, shown })));
    const [first] = results;
    if (results.every(({ status }) => status === 'rejected') && first?.status === 'rejected') throw first.reason;
    return [times];
  });
}

function expectOne(kind: Kind, list: readonly Body[]): void {
  const found = list.filter((each) => isOf(kind, each));
  if (found.length !== 1)
    throw new Failed({ expected: 'one setting in the list during a PUT', actual: `${found.length} of them` });
}
