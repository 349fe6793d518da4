// What storing one kind of setting means over several requests: GET shows the last PUT, once, whole, and it stays.
import { asText, isSuccess, settingsIn } from '../target/response.ts';
import { storeAtOnce } from '../model/store-at-once.ts';
import { type Check, define, type Row, scopeOf } from './check.ts';
import { present, untilDatesMove } from '../model/shown.ts';
import { expectAllShown, expectAsPut, expectSameText, expectShown, expectStored, wasRefused } from './expect.ts';
import { untilMet } from '../model/at-once.ts';
import { expectValid } from './expect-valid.ts';
import { type Body, foreignId, isOf, type Kind, otherSample, sampleOf, withTexts } from '../model/kinds.ts';
import { Failed } from '../target/verdict.ts';
import type { Workspace } from '../model/workspace.ts';

const rows: readonly Row<Kind>[] = [
  {
    id: 'shown',
    statement: 'GET shows every field of a PUT, and every field of the next one.',
    async run(workspace, kind) {
      for (const put of [sampleOf(kind), otherSample(kind)]) {
        await workspace.store(kind, put);
        await expectAllShown(workspace, kind, { put, shown: await workspace.one(kind) });
      }
    },
  },
  {
    id: 'shown-default',
    field: 'isDefault',
    statement: 'GET shows isDefault as the last PUT set it, also when nothing else changes.',
    needs: ['shown'],
    async run(workspace, kind) {
      for (const isDefault of [true, false]) {
        await workspace.store(kind, sampleOf(kind, { isDefault }));
        await expectAllShown(workspace, kind, { put: { isDefault }, shown: await workspace.one(kind) });
      }
    },
  },
  {
    id: 'shown-valid',
    statement: 'GET shows a stored setting that is valid under the document, including its dates.',
    async run(workspace, kind) {
      await workspace.baseline(kind);
      expectValid(workspace, await workspace.one(kind));
    },
  },
  {
    id: 'reading-leaves-all',
    statement: 'GET changes no date and no id.',
    async run(workspace, kind) {
      await workspace.baseline(kind);
      const before = await workspace.one(kind);
      await untilDatesMove(workspace, [before]);
      await workspace.list();
      expectSameText([before], [await workspace.one(kind)]);
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
    statement: 'A PUT with another id is accepted, or refused with a 4xx status, and leaves exactly one setting.',
    run: expectOneWithAnyId,
  },
  {
    id: 'case-only',
    statement: 'A PUT that changes only letter case is stored.',
    async run(workspace, kind) {
      for (const text of ['lower or UPPER', 'LOWER or upper'])
        await expectStored(
          workspace,
          kind,
          withTexts(kind, () => text),
        );
    },
  },
  {
    id: 'parallel',
    statement: 'One of four simultaneous PUT requests wins as a whole, and a list read meanwhile has one setting.',
    run: expectOneWinner,
  },
];

/** The checks of one kind. */
export const storingChecks = (kind: Kind): Check[] => define(scopeOf(kind, 'Body', ['other-values']), kind, rows);

async function expectIdempotent(workspace: Workspace, kind: Kind): Promise<void> {
  const put = sampleOf(kind);
  await workspace.store(kind, put);
  const first = await workspace.one(kind);
  await workspace.store(kind, put);
  const second = await workspace.one(kind);
  await expectAsPut(workspace, kind, { put, shown: second });
  if (first['id'] !== second['id'])
    throw new Failed({ expected: `the id ${asText(first['id'])}`, actual: asText(second['id']) });
}

async function expectSameId(workspace: Workspace, kind: Kind): Promise<void> {
  const ids = new Set<unknown>();
  for (let index = 0; index < 3; index += 1) {
    await workspace.store(kind, index % 2 === 0 ? otherSample(kind) : sampleOf(kind));
    ids.add((await workspace.one(kind))['id']);
  }
  const [id] = ids;
  if (present(id) && (await workspace.put(kind, sampleOf(kind, { id }))).status < 300)
    ids.add((await workspace.one(kind))['id']);
  if (ids.size !== 1) throw new Failed({ expected: 'one id', actual: [...ids].map(asText).join(', ') });
}

async function expectOneWithAnyId(workspace: Workspace, kind: Kind): Promise<void> {
  await workspace.baseline(kind);
  const before = await workspace.one(kind);
  wasRefused(await workspace.put(kind, sampleOf(kind, { id: foreignId(before) })));
  await workspace.one(kind);
  if (present(before['id'])) await workspace.put(kind, sampleOf(kind, { id: before['id'] }));
  await workspace.store(kind, sampleOf(kind));
  await workspace.one(kind);
}

async function expectOneWinner(workspace: Workspace, kind: Kind): Promise<void> {
  await workspace.baseline(kind);
  const bodies = [sampleOf(kind), otherSample(kind), sampleOf(kind, { isDefault: true }), otherSample(kind)];
  await untilMet(2, async () => {
    const stored = storeAtOnce(
      workspace,
      bodies.map((body) => ({ kind, body })),
    );
    const lists = bodies.map(() => workspace.ask(workspace.options.list, { atOnce: true }));
    await Promise.allSettled([stored, ...lists]); // so that nothing is in flight when one has failed
    const times = await stored;
    for (const response of await Promise.all(lists)) if (isSuccess(response)) expectOne(kind, settingsIn(response));
    const shown = await workspace.one(kind);
    const results = await Promise.allSettled(bodies.map((put) => expectShown(workspace, kind, { put, shown })));
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
