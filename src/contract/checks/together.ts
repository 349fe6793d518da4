// What the settings of one space have to do with each other: nothing, but that one of them is the default.
import { type Check, expectSameText, Failed, Undecidable } from '../check.ts';
import { expectShown, untilDatesMove } from '../compare.ts';
import { type Body, isOf, type Kind, otherSample, sampleOf } from '../sample.ts';
import { isSuccess } from '../answer.ts';
import type { Visit } from '../visit.ts';
import { storeAtOnce } from './at-once.ts';
import { refusesOtherNames } from './keeping.ts';

/** The checks of all kinds together, in one space. */
export function togetherChecks(kinds: readonly Kind[]): Check[] {
  const check = (id: string, statement: string, run: Check['run']): Check => ({
    id,
    statement,
    source: 'PUT of each provider, GET /api/otp/settings',
    tier: 'documented',
    effect: 'write',
    needs: kinds.flatMap(({ name }) => [`${name}.other-values`, `${name}.reading-leaves-all`]),
    run,
  });
  return [
    check(
      'together.all-listed',
      'With a setting of each provider the list has all of them, once each.',
      async (visit) => {
        for (const kind of kinds) await visit.store(kind, sampleOf(kind));
        const list = await visit.list();
        if (list.length !== kinds.length)
          throw new Failed({ expected: `${kinds.length} settings in the list`, came: `${list.length} of them` });
        for (const kind of kinds) await expectShown(visit, kind, { put: sampleOf(kind), shown: await visit.one(kind) });
      },
    ),
    check('together.independent', 'A put of one provider changes no other provider’s setting.', async (visit) => {
      for (const kind of kinds) await expectIndependent(visit, kind);
    }),
    check(
      'together.default-kept',
      'A put with isDefault false leaves the default that another provider’s setting is.',
      async (visit) => {
        for (const kind of kinds) await expectDefaultKept(visit, kind);
      },
    ),
    check(
      'together.refused-default',
      'A put that is refused takes the default from no other setting.',
      async (visit) => {
        for (const kind of kinds) await expectDefaultKeptOverRefusal(visit, kind);
      },
    ),
    check('together.same-texts', 'Settings of two providers with the same type and provider texts are two.', (visit) =>
      expectTwoOfOneName(visit, kinds),
    ),
    check('together.dates', 'A put moves the dates of no other provider’s setting.', async (visit) => {
      for (const kind of kinds) await expectDatesKept(visit, kind);
    }),
    check('together.parallel', 'Puts of all providers at the same time are all kept.', async (visit) => {
      for (let round = 0; round < 4; round += 1) {
        const body = round % 2 === 0 ? otherSample : sampleOf;
        await storeAtOnce(
          visit,
          kinds.map((kind) => ({ kind, body: body(kind) })),
        );
        for (const kind of kinds) await expectShown(visit, kind, { put: body(kind), shown: await visit.one(kind) });
      }
    }),
  ];
}

async function expectIndependent(visit: Visit, kind: Kind): Promise<void> {
  for (const each of visit.options.kinds) await visit.store(each, sampleOf(each));
  await visit.store(kind, otherSample(kind));
  for (const each of visit.options.kinds) {
    const put = each === kind ? otherSample(each) : sampleOf(each);
    await expectShown(visit, each, { put, shown: await visit.one(each) });
  }
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
    const answer = await visit.put(other, { ...sampleOf(other, { isDefault: true }), provider: 5 });
    if (isSuccess(answer)) throw new Undecidable('a body with a number for provider is not refused');
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

async function expectTwoOfOneName(visit: Visit, kinds: readonly Kind[]): Promise<void> {
  for (const kind of kinds)
    if (await refusesOtherNames(visit, kind))
      throw new Undecidable('type and provider may only be those of the path; see type-provider-mismatch');
  const names = { type: 'same type', provider: 'same provider' };
  for (const kind of kinds) await visit.store(kind, sampleOf(kind, names));
  const found = (await visit.list()).filter(({ provider }) => provider === names.provider).length;
  for (const kind of kinds) await visit.store(kind, sampleOf(kind));
  if (found !== kinds.length)
    throw new Failed({ expected: `${kinds.length} settings with these texts in the list`, came: `${found} of them` });
}
