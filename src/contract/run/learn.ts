// What a run has to know before its checks: whether the spaces that it makes up are independent of each other, so that checks can
// be evaluated side by side in them, and which bodies the target accepts, so that no check changes what another one sends.
import type { Check } from '../checks/check.ts';
import { firstPut, refusedBeside } from '../model/accepted-bodies.ts';
import { type Body, type Kind, minimalOf } from '../model/kinds.ts';
import { Failed } from '../target/verdict.ts';
import { Stopped } from '../target/client.ts';
import { NetworkError } from '../target/network-error.ts';
import { isSuccess } from '../target/response.ts';
import type { Workspace } from '../model/workspace.ts';

/**
 * Which bodies the target accepts, of the kinds that the checks put: for all kinds at once, where spaces are independent; one
 * after another, where that failed. What fails, or is lost on the way, the checks meet again.
 */
export async function learnBodies(workspace: Workspace, checks: readonly Check[]): Promise<void> {
  if (!workspace.options.effects.has('write')) return;
  const kinds = workspace.options.kinds.filter(({ name }) => checks.some(({ id }) => id === `${name}.answers`));
  if (workspace.options.spaces.madeUp) await workspace.sideBySide(() => workspace.apart(kinds, learn));
  for (const kind of kinds) await learn(workspace, kind);
}

async function learn(workspace: Workspace, kind: Kind): Promise<void> {
  try {
    await firstPut(workspace, kind);
  } catch (error) {
    if (![Failed, NetworkError, Stopped].some((known) => error instanceof known)) throw error;
    if (error instanceof Failed && !workspace.isAlone) refusedBeside(workspace, kind, error);
  }
}

interface Look {
  readonly independent: boolean;
  /** A workspace in spaces of which the own one shows no other's settings. */
  readonly alone: Workspace;
}

/**
 * A first look, with a setting of each kind, one of them the default: another space does not show what the own one holds, and
 * takes the same. Where that cannot be told, the checks will say why. The checks of spaces look closer.
 */
export async function lookAtSpaces(workspace: Workspace): Promise<Look> {
  const { own } = workspace.options.spaces;
  const other = workspace.otherSpace();
  try {
    const before = await workspace.list(other);
    const taken = await takenBy(workspace, own);
    const [shown, after] = await Promise.all([workspace.list(), workspace.list(other)]);
    if (!isSame(before, after)) return { independent: false, alone: workspace };
    const takenToo = await takenBy(workspace, other);
    if (isSame(shown, await workspace.list())) {
      await Promise.all([own, other].map((space) => withoutDefault(workspace, space)));
      return { independent: isSame(taken, takenToo), alone: workspace };
    }
    return { independent: false, alone: workspace.at({ ...workspace.options.spaces, own: other, other: own }) };
  } catch {
    return { independent: true, alone: workspace };
  }
}

/** The names of the kinds of which a space takes a setting. One that is refused beside others is put again alone. */
async function takenBy(workspace: Workspace, space: string): Promise<string[]> {
  const { kinds } = workspace.options;
  const bodyOf = (kind: Kind): Body => minimalOf(kind, { isDefault: kind === kinds[0] });
  const isAccepted = async (kind: Kind): Promise<boolean> =>
    isSuccess(await workspace.put(kind, bodyOf(kind), { space }));
  const atOnce = await Promise.all(kinds.map(isAccepted));
  const taken: string[] = [];
  for (const [index, kind] of kinds.entries())
    if (atOnce[index] === true || (await isAccepted(kind))) taken.push(kind.name);
  return taken;
}

/** No default is left behind: through it, sends in spaces without one may be accepted. */
async function withoutDefault(workspace: Workspace, space: string): Promise<void> {
  const [kind] = workspace.options.kinds;
  if (kind) await workspace.put(kind, minimalOf(kind, { isDefault: false }), { space });
}

const isSame = (one: readonly (Body | string)[], other: readonly (Body | string)[]): boolean =>
  JSON.stringify(one) === JSON.stringify(other);
