// Spaces are independent of each other.
import { describe } from '../target/response.ts';
import { storeAtOnce } from '../model/store-at-once.ts';
import { type Check, define, type Row } from './check.ts';
import { expectAllShown, expectEmpty, expectRefused, expectShown } from './expect.ts';
import { inWords } from './expect-kept.ts';
import { type Times, untilMet } from '../model/at-once.ts';
import { type Body, type Kind, otherSample, sampleOf, invalidChanges } from '../model/kinds.ts';
import { oddNames, unusedName } from '../model/spaces.ts';
import {
  expectAlikeApart,
  expectApart,
  expectLettersApart,
  expectNamesApart,
  expectOddNames,
  requireSpaces,
} from './near-names.ts';
import { Failed, Undecidable } from '../target/verdict.ts';
import type { Workspace } from '../model/workspace.ts';

type Kinds = readonly Kind[];

const rootsOf = (kinds: Kinds): string[] => kinds.map(({ name }) => `${name}.other-values`);

/** The roots, and other checks of spaces. */
const after =
  (...ids: string[]) =>
  (kinds: Kinds): string[] => [...rootsOf(kinds), ...ids];

const rows: readonly Row<Kinds>[] = [
  {
    id: 'empty',
    statement: 'A space without settings has an empty list, independent of other spaces.',
    async run(workspace, kinds) {
      const space = unusedName();
      await requireSpaces(workspace, [space]);
      for (const kind of kinds) await workspace.baseline(kind);
      const response = await expectEmpty(workspace, space);
      if (response.json === null) throw new Failed({ expected: 'an empty list', actual: describe(response), response });
    },
  },
  {
    id: 'first-refused',
    shows: 'refused',
    statement: 'An invalid body is refused in an empty space, too, and stores nothing.',
    needs: after('empty'),
    run: expectFirstRefused,
  },
  {
    id: 'first-puts',
    statement: 'Two simultaneous first PUT requests create one setting.',
    needs: after('empty', 'first-refused'),
    run: expectOneOfTwo,
  },
  {
    id: 'apart',
    statement: 'Two spaces do not see each other’s settings, for any provider and in any order.',
    run: (workspace, kinds) => expectApart(workspace, { kinds, other: workspace.otherSpace() }),
  },
  {
    id: 'defaults-apart',
    statement: 'A default in one space does not clear the flag in another.',
    needs: (kinds) => [...after('apart')(kinds), ...kinds.map(({ name }) => `${name}.shown-default`)],
    run: expectDefaultsApart,
  },
  {
    id: 'ids-apart',
    statement: 'A PUT with the id of another space’s setting does not change that setting.',
    needs: after('apart'),
    async run(workspace, kinds) {
      for (const kind of kinds) await expectIdsApart(workspace, kind);
    },
  },
  {
    id: 'parallel',
    statement: 'Simultaneous requests for two spaces each reach their own space.',
    needs: after('apart'),
    run: expectParallel,
  },
  {
    id: 'names',
    statement:
      'Spaces with similar names are separate: in capitals, one letter longer, or different at the end of 80 characters.',
    needs: after('apart'),
    run: expectNamesApart,
  },
  {
    id: 'alike',
    statement:
      'Spaces whose names differ in one character are separate: _ and x, ğ and g, a capital, and numbers such as 1e3 and 1000.',
    needs: after('apart'),
    async run(workspace, kinds) {
      await requireSpaces(workspace, []);
      await expectAlikeApart(workspace, kinds);
    },
  },
  {
    id: 'odd-names',
    shows: 'either',
    statement: `The names ${oddNames.join(', ')} are spaces, or are refused with a 4xx status.`,
    run: expectOddNames,
  },
  {
    id: 'letters',
    statement: 'Spaces whose names differ in a non-ASCII letter are separate.',
    needs: after('apart'),
    run: expectLettersApart,
  },
];

/** The checks of two spaces and more. */
export function separateSpacesChecks(kinds: Kinds): Check[] {
  const source = 'X-Space, Required: Required active space header';
  return define({ name: 'spaces', source, effect: 'write', needs: rootsOf(kinds), place: 'spaces' }, kinds, rows);
}

async function expectFirstRefused(workspace: Workspace, kinds: Kinds): Promise<void> {
  const space = unusedName();
  for (const kind of kinds)
    for (const changes of invalidChanges(kind)) {
      const response = await workspace.put(kind, sampleOf(kind, changes), { space });
      expectRefused(response, `a 4xx response to ${inWords(changes)}`);
    }
  await expectEmpty(workspace, space, 'a list that is still empty');
}

async function expectOneOfTwo(workspace: Workspace, kinds: Kinds): Promise<void> {
  await untilMet(2, async () => {
    const space = unusedName();
    const all: Times[] = [];
    for (const kind of kinds) {
      const bodies = [sampleOf(kind), otherSample(kind)];
      all.push(
        await storeAtOnce(
          workspace,
          bodies.map((body) => ({ kind, body, space })),
        ),
      );
      await workspace.one(kind, space);
    }
    return all;
  });
}

async function expectDefaultsApart(workspace: Workspace, kinds: Kinds): Promise<void> {
  const [first] = kinds;
  if (!first) return;
  const space = workspace.otherSpace();
  for (const other of kinds) {
    await workspace.store(first, sampleOf(first, { isDefault: true }));
    for (const isDefault of [true, false]) await workspace.store(other, sampleOf(other, { isDefault }), { space });
    await expectAllShown(workspace, first, { put: { isDefault: true }, shown: await workspace.one(first) });
  }
  await workspace.store(first, sampleOf(first));
}

async function expectParallel(workspace: Workspace, kinds: Kinds): Promise<void> {
  const spaces = [workspace.options.spaces.own, workspace.otherSpace()];
  await untilMet(2, async (round) => {
    const jobs = kinds.flatMap((kind) =>
      spaces.map((space, index) => ({ kind, space, body: bodyAt(kind, index + round) })),
    );
    const times = await storeAtOnce(workspace, jobs);
    for (const [index, space] of spaces.entries())
      for (const [kind, shown] of await workspace.each(kinds, space))
        await expectShown(workspace, kind, { put: bodyAt(kind, index + round), shown });
    return [times];
  });
}

const bodyAt = (kind: Kind, index: number): Body => (index % 2 === 0 ? sampleOf(kind) : otherSample(kind));

async function expectIdsApart(workspace: Workspace, kind: Kind): Promise<void> {
  const other = workspace.otherSpace();
  await workspace.store(kind, otherSample(kind), { space: other });
  const { id } = await workspace.one(kind, other);
  if (id === undefined) throw new Undecidable('no id is shown');
  await workspace.put(kind, sampleOf(kind, { id }));
  await expectShown(workspace, kind, { put: otherSample(kind), shown: await workspace.one(kind, other) });
  await workspace.store(kind, sampleOf(kind));
}
