// The settings of one space are independent of each other, except that one of them is the default.
import { isSuccess } from '../target/response.ts';
import { type Check, define, type Row } from './check.ts';
import { untilDatesMove } from '../model/shown.ts';
import { expectSameText, expectShown } from './expect.ts';
import { untilMet } from '../model/at-once.ts';
import { refusesOtherNames } from './keeping.ts';
import { type Body, isOf, type Kind, otherSample, sampleOf } from '../model/kinds.ts';
import { Failed, Undecidable } from '../model/verdict.ts';
import type { Visit } from '../model/visit.ts';

type Kinds = readonly Kind[];

/** The same for each kind. */
const forEach =
  (run: (visit: Visit, kind: Kind) => Promise<void>) =>
  async (visit: Visit, kinds: Kinds): Promise<void> => {
    for (const kind of kinds) await run(visit, kind);
  };

const rows: readonly Row<Kinds>[] = [
  {
    id: 'all-listed',
    statement: 'With one setting per provider, the list contains each of them exactly once.',
    async run(visit, kinds) {
      for (const kind of kinds) await visit.store(kind, sampleOf(kind));
      const list = await visit.list();
      if (list.length !== kinds.length)
        throw new Failed({ expected: `${kinds.length} settings in the list`, actual: `${list.length} of them` });
      for (const [kind, shown] of await visit.each(kinds))
        await expectShown(visit, kind, { put: sampleOf(kind), shown });
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
    run: forEach(expectDefaultKept),
  },
  {
    id: 'refused-default',
    shows: 'refused',
    statement: 'A refused PUT does not clear the default flag of another setting.',
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
    async run(visit, kinds) {
      await untilMet(4, async (round) => {
        const body = round % 2 === 0 ? otherSample : sampleOf;
        const times = await visit.storeAtOnce(kinds.map((kind) => ({ kind, body: body(kind) })));
        for (const [kind, shown] of await visit.each(kinds)) await expectShown(visit, kind, { put: body(kind), shown });
        return [times];
      });
    },
  },
];

/** The checks of all kinds together, in one space. */
export function togetherChecks(kinds: Kinds): Check[] {
  const needs = kinds.flatMap(({ name }) => [`${name}.other-values`, `${name}.reading-leaves-all`]);
  const source = 'PUT of each provider, GET /api/otp/settings';
  return define({ name: 'together', source, effect: 'write', needs, place: 'together' }, kinds, rows);
}

async function expectIndependent(visit: Visit, kind: Kind): Promise<void> {
  for (const each of visit.options.kinds) await visit.store(each, sampleOf(each));
  await visit.store(kind, otherSample(kind));
  for (const [each, shown] of await visit.each(visit.options.kinds))
    await expectShown(visit, each, { put: each === kind ? otherSample(each) : sampleOf(each), shown });
}

async function expectDefaultKept(visit: Visit, kind: Kind): Promise<void> {
  await visit.store(kind, sampleOf(kind, { isDefault: true }));
  for (const other of visit.options.kinds.filter((each) => each !== kind)) {
    await visit.store(other, sampleOf(other, { isDefault: false }));
    await expectShown(visit, kind, { put: { isDefault: true }, shown: await visit.one(kind) });
  }
  await visit.store(kind, sampleOf(kind));
}

async function expectDefaultKeptOverRefusal(visit: Visit, kind: Kind): Promise<void> {
  await visit.store(kind, sampleOf(kind, { isDefault: true }));
  for (const other of visit.options.kinds.filter((each) => each !== kind)) {
    const response = await visit.put(other, { ...sampleOf(other, { isDefault: true }), provider: 5 });
    if (isSuccess(response)) throw new Undecidable('a body with a number for provider is not refused');
    await expectShown(visit, kind, { put: { isDefault: true }, shown: await visit.one(kind) });
  }
  await visit.store(kind, sampleOf(kind));
}

async function expectDatesKept(visit: Visit, kind: Kind): Promise<void> {
  for (const other of visit.options.kinds) await visit.baseline(other);
  const others = async (): Promise<Body[]> => (await visit.list()).filter((each) => !isOf(kind, each));
  const before = await others();
  await untilDatesMove(before);
  for (const body of [otherSample(kind), sampleOf(kind)]) await visit.store(kind, body);
  expectSameText(before, await others());
}

async function expectTwoOfOneName(visit: Visit, kinds: Kinds): Promise<void> {
  for (const kind of kinds)
    if (await refusesOtherNames(visit, kind))
      throw new Undecidable('only the type and provider of the path are accepted; see type-provider-mismatch');
  const names = { type: 'same type', provider: 'same provider' };
  for (const kind of kinds) await visit.store(kind, sampleOf(kind, names));
  const found = (await visit.list()).filter(({ provider }) => provider === names.provider).length;
  for (const kind of kinds) await visit.store(kind, sampleOf(kind));
  if (found !== kinds.length)
    throw new Failed({ expected: `${kinds.length} settings with these texts in the list`, actual: `${found} of them` });
}
