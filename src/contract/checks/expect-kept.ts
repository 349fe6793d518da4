// An accepted value is kept unchanged.
import { Failed, Undecidable } from '../target/verdict.ts';
import { comparable, isKept, notShown } from '../model/shown.ts';
import { type Body, type Kind, sampleOf } from '../model/kinds.ts';
import { describe, isSuccess } from '../target/response.ts';
import { wasRefused } from './expect.ts';
import type { Workspace } from '../model/workspace.ts';

/** What a body has that another has not: for `{ provider: undefined }`, that it is without provider. */
export const inWords = (changes: Body): string =>
  Object.entries(changes)
    .map(([name, value]) =>
      value === undefined ? `a body without ${name}` : shorten(JSON.stringify({ [name]: value })),
    )
    .join(' and ');

export const shorten = (text: string): string => (text.length > 160 ? `${text.slice(0, 160)}…` : text);

/** Stores the sample with changes, and expects to see them as they were put. */
export async function expectKept(workspace: Workspace, kind: Kind, changes: Body): Promise<void> {
  const put = sampleOf(kind, changes);
  const response = await workspace.put(kind, put);
  if (!isSuccess(response)) {
    if (changesName(changes) && (await refusesOtherNames(workspace, kind)))
      throw new Undecidable('only the type and provider of the path are accepted; see type-provider-mismatch');
    const expected = `${shorten(JSON.stringify(changes))} to be stored`;
    throw new Failed({ expected, actual: describe(response), response });
  }
  await expectFound(workspace, kind, changes);
}

/** The same where a refusal is right, too. A silent change is not. */
export async function expectKeptOrRefused(workspace: Workspace, kind: Kind, changes: Body): Promise<void> {
  const response = await workspace.put(kind, sampleOf(kind, changes));
  if (wasRefused(response)) return;
  await expectFound(workspace, kind, changes);
}

/** Finds the setting by all its values, because its type and provider may have changed. */
async function expectFound(workspace: Workspace, kind: Kind, changes: Body): Promise<void> {
  const names = await comparable(workspace, kind);
  const put = sampleOf(kind, changes);
  const fitting = (shown: Body): number => names.filter((name) => name in put && shown[name] === put[name]).length;
  const [nearest] = (await workspace.list()).toSorted((a, b) => fitting(b) - fitting(a));
  const wanted = Object.keys(changes);
  if (nearest && fitting(nearest) === names.filter((name) => name in put).length) {
    await requireShown(workspace, kind, changes);
    return;
  }
  const pick = (body: Body): string =>
    shorten(JSON.stringify(Object.fromEntries(wanted.map((name) => [name, body[name]]))));
  throw new Failed({
    expected: `${pick(put)} in the list, with ${names.filter((name) => !wanted.includes(name)).join(', ')} unchanged`,
    actual: nearest ? pick(nearest) : 'an empty list',
  });
}

/** @throws {NotShown} when the list does not show all of the changed fields as they are put. */
export async function requireShown(workspace: Workspace, kind: Kind, changes: Body): Promise<void> {
  const names = await comparable(workspace, kind);
  const hidden = Object.keys(changes).filter((name) => !names.includes(name));
  if (hidden.length > 0) throw await notShown(workspace, kind, hidden);
}

/** @throws {Undecidable} when a field is not kept even in the sample; a check of its own says so. */
export async function requireKept(workspace: Workspace, kind: Kind, name: string): Promise<void> {
  if (!(await isKept(workspace, kind, name))) throw new Undecidable(`${name} is never kept; see ${kind.name}.shown`);
}

const changesName = (changes: Body): boolean => 'type' in changes || 'provider' in changes;

/** Whether a type or provider that is not the path's is refused, however short. */
export function refusesOtherNames(workspace: Workspace, kind: Kind): Promise<boolean> {
  return workspace.remember(`other names ${kind.name}`, async () => {
    return wasRefused(await workspace.put(kind, sampleOf(kind, { type: 'other', provider: 'other' })));
  });
}
