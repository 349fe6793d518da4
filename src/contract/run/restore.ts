// Reads the settings before the first write of a run, restores them at its end, and reports what could not be restored.
import type { Restored } from '../report/result.ts';
import { ownFields, present } from '../model/shown.ts';
import { restoreState, type SpaceState } from '../target/own-mock.ts';
import { type Body, type Kind, nameOf, sampleOf } from '../model/kinds.ts';
import { isMadeUp } from '../model/spaces.ts';
import { asText, isSuccess, settingsIn } from '../target/response.ts';
import type { Workspace } from '../model/workspace.ts';

/** What was found in a space before the first write. */
export interface Backup {
  readonly space: string;
  readonly settings: readonly Body[];
  /** The whole of the space, where the target is a mock of this package. */
  readonly state?: SpaceState;
}

/** Reads a space. Undefined when it cannot be read, as a space that the target does not know. */
export async function backUp(workspace: Workspace, space: string): Promise<Backup | undefined> {
  const response = await workspace.ask(workspace.options.list, { space });
  return isSuccess(response) ? { space, settings: settingsIn(response) } : undefined;
}

/** The operation that a listed setting belongs to: by its type and provider, or by its own fields, or by its provider alone. */
export function kindOf(workspace: Workspace, setting: Body): Kind | undefined {
  const { kinds } = workspace.options;
  const exact = kinds.find(({ type, provider }) => type === setting['type'] && provider === setting['provider']);
  if (exact) return exact;
  const fitting = kinds.filter((kind) => {
    const own = ownFields(workspace, kind).filter((name) => present(setting[name]));
    const foreign = kinds
      .flatMap((each) => ownFields(workspace, each))
      .filter((name) => !kind.fields.some((field) => field.name === name));
    return own.length > 0 && !foreign.some((name) => present(setting[name]));
  });
  if (fitting.length === 1) return fitting[0];
  const text = asText(setting['provider']).toLowerCase();
  const named = kinds.filter((kind) => text.includes(kind.provider.toLowerCase()));
  return named.length === 1 ? named[0] : undefined;
}

/** How often a space is restored, if something is not as it was afterwards. */
const mostTries = 3;

/** Restores a space and returns the outcome of each setting. Never throws because of the target. */
export async function putBack(workspace: Workspace, backup: Backup): Promise<Restored[]> {
  for (let tries = 1; ; tries += 1) {
    const restored = await putBackOnce(workspace, backup);
    if (!restored.some(({ outcome }) => outcome === 'lost')) return restored;
    if (tries < mostTries) continue;
    return workspace.options.writers.isIn(backup.space) ? restored.map(replaced) : restored;
  }
}

/** What is not as it was in a space where a setting of another client is. */
function replaced(restored: Restored): Restored {
  const { space, setting, outcome } = restored;
  if (outcome !== 'lost' || setting === undefined) return restored;
  return { space, setting, outcome: 'replaced', reason: 'another client has written in the space since' };
}

async function putBackOnce(workspace: Workspace, backup: Backup): Promise<Restored[]> {
  const { space } = backup;
  try {
    const whole = await putBackWhole(workspace, backup);
    if (whole && backup.state === null) return [{ space, outcome: 'removed' }];
    if (!whole && isMadeUp(space)) return await leave(workspace, space);
    if (!whole) await putBackEach(workspace, backup);
    const now = (await backUp(workspace, space))?.settings ?? [];
    const [before, after] = [byKind(workspace, backup.settings), byKind(workspace, now)];
    const left = now.filter((setting) => !before.has(kindOf(workspace, setting)));
    await removeCredentials(workspace, { space, settings: left });
    return [
      ...backup.settings.map((each) =>
        judge(workspace, space, { before: each, after: after.get(kindOf(workspace, each)) ?? {} }),
      ),
      ...left.map((each) => leftIn(space, each)),
    ];
  } catch (error) {
    if (backup.settings.length === 0 && backup.state === undefined) return []; // there is nothing that could be lost
    return [
      {
        space,
        outcome: 'lost',
        reason: `it could not be restored: ${error instanceof Error ? error.message : String(error)}`,
      },
    ];
  }
}

/** What runs have put in a space of their own stays there, also what an earlier run has put. */
async function leave(workspace: Workspace, space: string): Promise<Restored[]> {
  const settings = (await backUp(workspace, space))?.settings ?? [];
  await removeCredentials(workspace, { space, settings });
  return settings.map((each) => leftIn(space, each));
}

const leftIn = (space: string, setting: Body): Restored => ({
  space,
  setting: nameOf(setting),
  outcome: 'left',
  reason: 'a run has put it there, and the API cannot delete it',
});

/** The settings that are not as they were, each as it is now, if it is there. */
export function changedIn(
  workspace: Workspace,
  { space, settings }: Backup,
  now: readonly Body[],
): { before: Body; after?: Body }[] {
  const after = byKind(workspace, now);
  return settings
    .map((before) => ({ before, after: after.get(kindOf(workspace, before)) }))
    .filter(({ before, after = {} }) => judge(workspace, space, { before, after }).outcome !== 'restored')
    .map(({ before, after }) => ({ before, ...(after && { after }) }));
}

async function putBackWhole({ client: { target } }: Workspace, { space, state }: Backup): Promise<boolean> {
  return state !== undefined && restoreState(target, space, state);
}

/** Each setting by a PUT, the default last. */
async function putBackEach(workspace: Workspace, { space, settings }: Backup): Promise<void> {
  const inOrder = settings.toSorted((a, b) => Number(a['isDefault'] === true) - Number(b['isDefault'] === true));
  for (const setting of inOrder) await putBackOne(workspace, space, setting);
}

/** What works stays nowhere: settings that remain get made-up values. */
async function removeCredentials(workspace: Workspace, { space, settings }: Backup): Promise<void> {
  for (const setting of settings) {
    const kind = kindOf(workspace, setting);
    if (kind && workspace.options.working.has(kind)) await workspace.put(kind, sampleOf(kind), { space });
  }
}

async function putBackOne(workspace: Workspace, space: string, setting: Body): Promise<void> {
  const kind = kindOf(workspace, setting);
  if (!kind) return;
  const writable = kind.fields.filter(({ readOnly, name }) => !readOnly && present(setting[name]));
  const body = Object.fromEntries(writable.map(({ name }) => [name, setting[name]]));
  if (isSuccess(await workspace.put(kind, body, { space }))) return;
  const { id: _refused, ...rest } = body;
  await workspace.put(kind, rest, { space });
}

/** Of several settings of a kind the first. */
function byKind(workspace: Workspace, settings: readonly Body[]): Map<Kind | undefined, Body> {
  return new Map(
    settings.toReversed().flatMap((each) => {
      const kind = kindOf(workspace, each);
      return kind ? [[kind, each] as const] : [];
    }),
  );
}

function judge(workspace: Workspace, space: string, { before, after }: { before: Body; after: Body }): Restored {
  const kind = kindOf(workspace, before);
  const names = kind?.fields.filter(({ readOnly }) => !readOnly).map(({ name }) => name) ?? [];
  const differing = names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
  const setting = nameOf(before);
  if (kind && differing.length === 0) return { space, setting, outcome: 'restored' };
  const pick = (body: Body): Body => Object.fromEntries(differing.map((name) => [name, body[name]]));
  return { space, setting, outcome: 'lost', before: pick(before), after: pick(after) };
}
