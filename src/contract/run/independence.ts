// Whether the spaces that a run makes up are independent of each other, so that checks can be evaluated side by side in them.
import { type Body, type Kind, minimalOf } from '../model/kinds.ts';
import { isSuccess } from '../target/response.ts';
import type { Visit } from '../model/visit.ts';

interface Look {
  readonly independent: boolean;
  /** A visit in spaces of which the own one shows no other's settings. */
  readonly alone: Visit;
}

/**
 * A first look, with a setting of each kind, one of them the default: another space does not show what the own one holds, and
 * takes the same. Where that cannot be told, the checks will say why. The checks of spaces look closer.
 */
export async function lookAtSpaces(visit: Visit): Promise<Look> {
  const { own } = visit.options.spaces;
  const other = visit.otherSpace();
  try {
    const before = await visit.list(other);
    const taken = await takenBy(visit, own);
    const [shown, after] = await Promise.all([visit.list(), visit.list(other)]);
    if (!isSame(before, after)) return { independent: false, alone: visit };
    const takenToo = await takenBy(visit, other);
    if (isSame(shown, await visit.list())) {
      await Promise.all([own, other].map((space) => withoutDefault(visit, space)));
      return { independent: isSame(taken, takenToo), alone: visit };
    }
    return { independent: false, alone: visit.at({ ...visit.options.spaces, own: other, other: own }) };
  } catch {
    return { independent: true, alone: visit };
  }
}

/** The names of the kinds of which a space takes a setting. One that is refused beside others is put again alone. */
async function takenBy(visit: Visit, space: string): Promise<string[]> {
  const { kinds } = visit.options;
  const bodyOf = (kind: Kind): Body => minimalOf(kind, { isDefault: kind === kinds[0] });
  const isTaken = async (kind: Kind): Promise<boolean> => isSuccess(await visit.put(kind, bodyOf(kind), { space }));
  const atOnce = await Promise.all(kinds.map(isTaken));
  const taken: string[] = [];
  for (const [index, kind] of kinds.entries())
    if (atOnce[index] === true || (await isTaken(kind))) taken.push(kind.name);
  return taken;
}

/** No default is left behind: through it, sends in spaces without one may be accepted. */
async function withoutDefault(visit: Visit, space: string): Promise<void> {
  const [kind] = visit.options.kinds;
  if (kind) await visit.put(kind, minimalOf(kind, { isDefault: false }), { space });
}

const isSame = (one: readonly (Body | string)[], other: readonly (Body | string)[]): boolean =>
  JSON.stringify(one) === JSON.stringify(other);
