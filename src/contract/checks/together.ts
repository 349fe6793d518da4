// The settings of one space are independent of each other, except that one of them is the default.
import { isSuccess } from '../target/response.ts';
import { storeAtOnce } from '../model/store-at-once.ts';
import { type Check, define, type Row } from './check.ts';
import { untilDatesMove } from '../model/shown.ts';
import { expectAllShown, expectAsPut, expectSameText, expectShown } from './expect.ts';
import { untilMet } from '../model/at-once.ts';
import { refusesOtherNames } from './expect-kept.ts';
import { type Body, isOf, type Kind, otherSample, sampleOf } from '../model/kinds.ts';
import { Failed, Undecidable } from '../target/verdict.ts';
import type { Workspace } from '../model/workspace.ts';

type Kinds = readonly Kind[];

/** The same for each kind. */
const forEach =
  (run: (workspace: Workspace, kind: Kind) => Promise<void>) =>
  async (workspace: Workspace, kinds: Kinds): Promise<void> => {
    for (const kind of kinds) await run(workspace, kind);
  };

const needsOf = (kinds: Kinds): string[] =>
  kinds.flatMap(({ name }) => [`${name}.other-values`, `${name}.reading-leaves-all`]);

const defaultsShown = (kinds: Kinds): string[] => [
  ...needsOf(kinds),
  ...kinds.map(({ name }) => `${name}.shown-default`),
];

const rows: readonly Row<Kinds>[] = [
  {
    id: 'all-listed',
    statement: 'With one setting per provider, the list contains each of them exactly once.',
    async run(workspace, kinds) {
      for (const kind of kinds) await workspace.store(kind, sampleOf(kind));
      const list = await workspace.list();
      if (list.length !== kinds.length)
        throw new Failed({ expected: `${kinds.length} settings in the list`, actual: `${list.length} of them` });
      for (const [kind, shown] of await workspace.each(kinds))
        await expectAsPut(workspace, kind, { put: sampleOf(kind), shown });
    },
  },
  {
    id: 'independent',
    statement: 'A PUT for one provider changes no other provider’s setting.',
    run: forEach(expectIndependent),
  },
  {
    id: 'default-kept',
    statement: 'A PUT with isDefault false leaves the default of another provider in place.',
    needs: defaultsShown,
    run: forEach(expectDefaultKept),
  },
  {
    id: 'refused-default',
    shows: 'refused',
    statement: 'A refused PUT does not clear the default flag of another setting.',
    needs: defaultsShown,
    run: forEach(expectDefaultKeptOverRefusal),
  },
  {
    id: 'same-texts',
    statement: 'Settings of two providers stay separate even with equal type and provider.',
    run: expectTwoOfOneName,
  },
  {
    id: 'dates',
    statement: 'A PUT does not move the dates of another provider’s setting.',
    run: forEach(expectDatesKept),
  },
  {
    id: 'parallel',
    statement: 'Simultaneous PUT requests for all providers are all kept.',
    async run(workspace, kinds) {
      await untilMet(2, async (round) => {
        const body = round % 2 === 0 ? otherSample : sampleOf;
        const times = await storeAtOnce(
          workspace,
          kinds.map((kind) => ({ kind, body: body(kind) })),
        );
        for (const [kind, shown] of await workspace.each(kinds))
          await expectShown(workspace, kind, { put: body(kind), shown });
        return [times];
      });
    },
  },
];

/** The checks of all kinds together, in one space. */
export function togetherChecks(kinds: Kinds): Check[] {
  const source = 'PUT of each provider, GET /api/otp/settings';
  return define({ name: 'together', source, effect: 'write', needs: needsOf(kinds), place: 'together' }, kinds, rows);
}

async function expectIndependent(workspace: Workspace, kind: Kind): Promise<void> {
  for (const each of workspace.options.kinds) await workspace.baseline(each);
  await workspace.store(kind, otherSample(kind));
  for (const [each, shown] of await workspace.each(workspace.options.kinds))
    await expectShown(workspace, each, { put: each === kind ? otherSample(each) : sampleOf(each), shown });
}

async function expectDefaultKept(workspace: Workspace, kind: Kind): Promise<void> {
  await workspace.store(kind, sampleOf(kind, { isDefault: true }));
  for (const other of workspace.options.kinds.filter((each) => each !== kind)) {
    await workspace.store(other, sampleOf(other, { isDefault: false }));
  }
  await expectAllShown(workspace, kind, { put: { isDefault: true }, shown: await workspace.one(kind) });
  await workspace.store(kind, sampleOf(kind));
}

async function expectDefaultKeptOverRefusal(workspace: Workspace, kind: Kind): Promise<void> {
  await workspace.store(kind, sampleOf(kind, { isDefault: true }));
  for (const other of workspace.options.kinds.filter((each) => each !== kind)) {
    const response = await workspace.put(other, { ...sampleOf(other, { isDefault: true }), provider: 5 });
    if (isSuccess(response)) throw new Undecidable('a body with a number for provider is not refused');
  }
  await expectAllShown(workspace, kind, { put: { isDefault: true }, shown: await workspace.one(kind) });
  await workspace.store(kind, sampleOf(kind));
}

async function expectDatesKept(workspace: Workspace, kind: Kind): Promise<void> {
  for (const other of workspace.options.kinds) await workspace.baseline(other);
  const others = async (): Promise<Body[]> => (await workspace.list()).filter((each) => !isOf(kind, each));
  const before = await others();
  await untilDatesMove(workspace, before);
  for (const body of [otherSample(kind), sampleOf(kind)]) await workspace.store(kind, body);
  expectSameText(before, await others());
}

async function expectTwoOfOneName(workspace: Workspace, kinds: Kinds): Promise<void> {
  for (const kind of kinds)
    if (await refusesOtherNames(workspace, kind))
      throw new Undecidable('only the type and provider of the path are accepted; see type-provider-mismatch');
  const names = { type: 'same type', provider: 'same provider' };
  for (const kind of kinds) await workspace.store(kind, sampleOf(kind, names));
  const found = (await workspace.list()).filter(({ provider }) => provider === names.provider).length;
  for (const kind of kinds) await workspace.unrecorded.store(kind, sampleOf(kind));
  if (found !== kinds.length)
    throw new Failed({ expected: `${kinds.length} settings with these texts in the list`, actual: `${found} of them` });
}
