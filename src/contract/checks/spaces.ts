// What two spaces have to do with each other: nothing.
import { type Check, Failed, Undecidable } from '../check.ts';
import { expectShown } from '../compare.ts';
import { type Body, type Kind, minimalOf, otherSample, sampleOf } from '../sample.ts';
import { nearNames } from '../spaces.ts';
import { isSuccess, settingsIn } from '../answer.ts';
import type { Visit } from '../visit.ts';
import { expectRefused } from './access.ts';
import { storeAtOnce } from './at-once.ts';

interface Rule {
  readonly id: string;
  readonly statement: string;
  /** Other checks of spaces. */
  readonly needs?: readonly string[];
  readonly run: (visit: Visit, kinds: readonly Kind[]) => Promise<void>;
}

const rules: readonly Rule[] = [
  {
    id: 'empty',
    statement: 'A space without settings has an empty list, whatever other spaces have.',
    async run(visit, kinds) {
      await requireSpaces(visit, [nearNames.empty]);
      for (const kind of kinds) await visit.baseline(kind);
      const { length } = await visit.list(nearNames.empty);
      if (length > 0) throw new Failed({ expected: 'an empty list', came: `${length} settings` });
    },
  },
  {
    id: 'first-refused',
    statement: 'A body that does not fit is refused in a space without settings, too, and stores nothing.',
    needs: ['empty'],
    run: expectFirstRefused,
  },
  {
    id: 'first-puts',
    statement: 'Of two first puts of a setting at the same time there is one setting.',
    needs: ['empty', 'first-refused'],
    run: expectOneOfTwo,
  },
  {
    id: 'apart',
    statement: 'Two spaces do not see each other’s settings, for any provider and in any order.',
    run: (visit, kinds) => expectApart(visit, { kinds, other: visit.otherSpace() }),
  },
  {
    id: 'defaults-apart',
    statement: 'A default in one space takes the flag from none in another.',
    needs: ['apart'],
    run: expectDefaultsApart,
  },
  {
    id: 'ids-apart',
    statement: 'A put with the id of another space’s setting does not touch that one.',
    needs: ['apart'],
    async run(visit, kinds) {
      for (const kind of kinds) await expectIdsApart(visit, kind);
    },
  },
  {
    id: 'parallel',
    statement: 'Requests for two spaces at the same time land each in its own.',
    needs: ['apart'],
    run: expectParallel,
  },
  {
    id: 'names',
    statement: 'Spaces whose names are near each other are apart: in capitals, or longer by a letter.',
    needs: ['apart'],
    run: expectNamesApart,
  },
  {
    id: 'letters',
    statement: 'Spaces whose names differ in a letter beyond ASCII are apart.',
    needs: ['apart'],
    run: expectLettersApart,
  },
];

/** The checks of two spaces and more. */
export function spacesChecks(kinds: readonly Kind[]): Check[] {
  const roots = kinds.map(({ name }) => `${name}.other-values`);
  return rules.map(({ id, statement, needs = [], run }) => ({
    id: `spaces.${id}`,
    statement,
    source: 'X-Space, Required: Required active space header',
    tier: 'documented',
    effect: 'write',
    needs: [...roots, ...needs.map((need) => `spaces.${need}`)],
    run: (visit) => run(visit, kinds),
  }));
}

/** @throws {Undecidable} when a body that does not fit is no refusal even where a setting is there. */
async function expectFirstRefused(visit: Visit, kinds: readonly Kind[]): Promise<void> {
  const space = nearNames.empty;
  for (const kind of kinds) {
    const sample = sampleOf(kind);
    for (const changes of [{ type: undefined }, { provider: 'x'.repeat(51) }, { isDefault: 'no' }])
      expectRefused(
        await visit.put(kind, { ...sample, ...changes }, { space }),
        `a refusal of ${JSON.stringify(changes)}`,
      );
  }
  const { length } = await visit.list(space);
  if (length > 0) throw new Failed({ expected: 'a list that is empty still', came: `${length} settings` });
}

async function expectOneOfTwo(visit: Visit, kinds: readonly Kind[]): Promise<void> {
  const space = nearNames.empty;
  for (const kind of kinds) {
    await storeAtOnce(
      visit,
      [sampleOf(kind), otherSample(kind)].map((body) => ({ kind, body, space })),
    );
    await visit.one(kind, space);
  }
}

async function expectDefaultsApart(visit: Visit, kinds: readonly Kind[]): Promise<void> {
  const [first] = kinds;
  if (!first) return;
  const space = visit.otherSpace();
  for (const other of kinds) {
    await visit.store(first, sampleOf(first, { isDefault: true }));
    for (const isDefault of [true, false]) await visit.store(other, sampleOf(other, { isDefault }), { space });
    await expectShown(visit, first, { put: { isDefault: true }, shown: await visit.one(first) });
  }
  await visit.store(first, sampleOf(first));
}

async function expectParallel(visit: Visit, kinds: readonly Kind[]): Promise<void> {
  const spaces = [visit.options.spaces.own, visit.otherSpace()];
  for (let round = 0; round < 3; round += 1) {
    const jobs = kinds.flatMap((kind) =>
      spaces.map((space, index) => ({ kind, space, body: bodyAt(kind, index + round) })),
    );
    await storeAtOnce(visit, jobs);
    for (const { kind, space, body } of jobs)
      await expectShown(visit, kind, { put: body, shown: await visit.one(kind, space) });
  }
}

async function expectLettersApart(visit: Visit, kinds: readonly Kind[]): Promise<void> {
  const { letterG, letterS } = nearNames;
  await requireSpaces(visit, [letterG, letterS]);
  await expectApart(visit, { kinds: kinds.slice(0, 1), other: letterG, space: letterS });
}

const bodyAt = (kind: Kind, index: number): Body => (index % 2 === 0 ? sampleOf(kind) : otherSample(kind));

/** @throws {Undecidable} when the run may not make up these spaces, or the target does not take their names. */
async function requireSpaces(visit: Visit, names: readonly string[]): Promise<void> {
  const { spaces, list } = visit.options;
  if (!spaces.madeUp) throw new Undecidable('it needs spaces of its own, which a run with --space does not make up');
  for (const space of names)
    if (!isSuccess(await visit.ask(list, { space })))
      throw new Undecidable(`the target does not take the name ${JSON.stringify(space)} for a space`);
}

interface Pair {
  readonly kinds: readonly Kind[];
  readonly other: string;
  /** The own space unless it is another. */
  readonly space?: string;
}

async function expectApart(visit: Visit, { kinds, other, space }: Pair): Promise<void> {
  const shown = (kind: Kind, where: string | undefined, put: Body) =>
    visit.one(kind, where).then((setting) => expectShown(visit, kind, { put, shown: setting }));
  for (const kind of kinds) {
    await visit.store(kind, sampleOf(kind), { space });
    await visit.store(kind, otherSample(kind), { space: other });
    await shown(kind, space, sampleOf(kind));
    await shown(kind, other, otherSample(kind));
    await visit.store(kind, minimalOf(kind, { isDefault: true }), { space });
    await shown(kind, other, otherSample(kind));
    await visit.store(kind, sampleOf(kind), { space });
  }
}

async function expectIdsApart(visit: Visit, kind: Kind): Promise<void> {
  const other = visit.otherSpace();
  await visit.store(kind, otherSample(kind), { space: other });
  const { id } = await visit.one(kind, other);
  if (id === undefined) throw new Undecidable('no id is shown');
  await visit.put(kind, sampleOf(kind, { id }));
  await expectShown(visit, kind, { put: otherSample(kind), shown: await visit.one(kind, other) });
  await visit.store(kind, sampleOf(kind));
}

/** In spaces of the run's own by writing; else by looking whether a near name shows what the own space has. */
async function expectNamesApart(visit: Visit, kinds: readonly Kind[]): Promise<void> {
  const { own, madeUp } = visit.options.spaces;
  if (madeUp) {
    const near = [nearNames.capitals, nearNames.shorter];
    await requireSpaces(visit, near);
    for (const other of near) await expectApart(visit, { kinds: kinds.slice(0, 2), other });
    return;
  }
  for (const kind of kinds) await visit.baseline(kind);
  const mine = new Set((await visit.list()).map((setting) => JSON.stringify(setting)));
  const names = [own.toUpperCase(), own.toLowerCase(), own.slice(0, -1), `${own}x`];
  for (const near of names.filter((name) => name !== own && name !== '')) {
    const answer = await visit.ask(visit.options.list, { space: near });
    const seen = isSuccess(answer) ? settingsIn(answer).filter((each) => mine.has(JSON.stringify(each))) : [];
    if (seen.length > 0)
      throw new Failed({
        expected: `nothing of ${JSON.stringify(own)} in ${JSON.stringify(near)}`,
        came: `${seen.length} of its settings`,
        answer,
      });
  }
}
