// Two spaces are separate, also where their names are near each other.
import { isSuccess, settingsIn } from '../target/response.ts';
import { expectShown, wasRefused } from './expect.ts';
import { type Body, type Kind, minimalOf, otherSample, sampleOf } from '../model/kinds.ts';
import { alikeNamesOf, nearNamesOf, oddNames } from '../model/spaces.ts';
import { Failed, Undecidable } from '../target/verdict.ts';
import type { Workspace } from '../model/workspace.ts';

type Kinds = readonly Kind[];

interface Pair {
  readonly kinds: Kinds;
  readonly other: string;
  /** The own space unless it is another. */
  readonly space?: string;
}

export async function expectApart(workspace: Workspace, { kinds, other, space }: Pair): Promise<void> {
  const expectAllIn = async (where: string | undefined, bodyOf: (kind: Kind) => Body): Promise<void> => {
    for (const [kind, shown] of await workspace.each(kinds, where))
      await expectShown(workspace, kind, { put: bodyOf(kind), shown });
  };
  for (const kind of kinds) {
    await workspace.store(kind, sampleOf(kind), { space });
    await workspace.store(kind, otherSample(kind), { space: other });
  }
  await expectAllIn(space, sampleOf);
  await expectAllIn(other, otherSample);
  for (const kind of kinds) await workspace.store(kind, minimalOf(kind, { isDefault: true }), { space });
  await expectAllIn(other, otherSample);
  for (const kind of kinds) await workspace.store(kind, sampleOf(kind), { space });
}

/** In spaces of the run's own, by writing. Otherwise, by reading whether a similar name shows the own space's settings. */
export async function expectNamesApart(workspace: Workspace, kinds: Kinds): Promise<void> {
  const { own, madeUp } = workspace.options.spaces;
  if (madeUp) {
    const { capitals, longer, long1, long2 } = nearNamesOf(own);
    const near = [capitals, longer];
    await requireSpaces(workspace, near);
    for (const other of near) await expectApart(workspace, { kinds: kinds.slice(0, 2), other });
    const isLongTaken = async (kind: Kind): Promise<boolean> =>
      isSuccess(await workspace.put(kind, sampleOf(kind), { space: long1 }));
    for (const kind of kinds.slice(0, 1))
      if (await isLongTaken(kind)) await expectApart(workspace, { kinds: [kind], other: long2, space: long1 });
    return;
  }
  for (const kind of kinds) await workspace.baseline(kind);
  const mine = new Set((await workspace.list()).map((setting) => JSON.stringify(setting)));
  const names = [own.toUpperCase(), own.toLowerCase(), own.slice(0, -1), `${own}x`];
  for (const near of names.filter((name) => name !== own && name !== '')) {
    const response = await workspace.ask(workspace.options.list, { space: near });
    const seen = isSuccess(response) ? settingsIn(response).filter((each) => mine.has(JSON.stringify(each))) : [];
    if (seen.length > 0)
      throw new Failed({
        expected: `nothing of ${JSON.stringify(own)} in ${JSON.stringify(near)}`,
        actual: `${seen.length} of its settings`,
        response,
      });
  }
}

export async function expectLettersApart(workspace: Workspace, kinds: Kinds): Promise<void> {
  const { letterG, letterS } = nearNamesOf(workspace.options.spaces.own);
  await requireSpaces(workspace, [letterG, letterS]);
  await expectApart(workspace, { kinds: kinds.slice(0, 1), other: letterG, space: letterS });
}

/** Of each pair, both names have a setting of their own. A pair of which one name is refused is left out. */
export async function expectAlikeApart(workspace: Workspace, [kind]: Kinds): Promise<void> {
  if (!kind) return;
  for (const [one, other] of alikeNamesOf(workspace.options.spaces.own)) {
    const puts = [
      await workspace.put(kind, sampleOf(kind), { space: one }),
      await workspace.put(kind, otherSample(kind), { space: other }),
    ];
    if (puts.some(wasRefused)) continue;
    await expectShown(workspace, kind, { put: sampleOf(kind), shown: await workspace.one(kind, one) });
    await expectShown(workspace, kind, { put: otherSample(kind), shown: await workspace.one(kind, other) });
  }
}

/** They are only read: they may be anybody's. */
export async function expectOddNames(workspace: Workspace): Promise<void> {
  for (const space of oddNames) wasRefused(await workspace.ask(workspace.options.list, { space }));
}

/** @throws {Undecidable} when the run may not create these spaces, or the target does not accept their names. */
export async function requireSpaces(workspace: Workspace, names: readonly string[]): Promise<void> {
  const { spaces, list } = workspace.options;
  if (!spaces.madeUp) throw new Undecidable('it needs spaces of its own, which a run with --space does not create');
  for (const space of names)
    if (!isSuccess(await workspace.ask(list, { space })))
      throw new Undecidable(`the target does not accept the space name ${JSON.stringify(space)}`);
}
