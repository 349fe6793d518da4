// What a run that was cut off (kill -9, a power cut) has left overwritten: the next run restores it, or a person with --restore.
import { chooseAssumptions } from '../../assumptions/choose.ts';
import { loadContract } from '../../document/load.ts';
import { printable } from '../../common/printable.ts';
import { type Kept, leftBy, readKept, removeKept } from './backup-file.ts';
import { connected, logIn } from './connection.ts';
import { counted } from '../../common/counted.ts';
import { fitForReport } from '../report/fit-for-report.ts';
import { createPlan } from './plan.ts';
import { type Backup, backUp, changedIn, putBack } from './restore.ts';
import type { Restored } from '../report/result.ts';
import { type Body, nameOf } from '../model/kinds.ts';
import type { RunOptions } from './run-options.ts';
import { isMadeUp, madeUp } from '../model/spaces.ts';
import { ConcurrentWriters } from '../model/concurrent-writers.ts';
import { Workspace } from '../model/workspace.ts';

/** How to restore what is in a file. */
export const adviceFor = (file: string, target: string): string =>
  `What was there before is kept in ${file}. To restore it: otp-settings-mock contract ${target} --restore ${file}`;

/** Restores what earlier runs against this target have left, unless somebody has written there since. Says what it did. */
export async function finishCutOff(workspace: Workspace, say: (line: string) => void = () => undefined): Promise<void> {
  const { url } = workspace.client.target;
  for (const kept of leftBy(url)) {
    const { overwritten, reason } = workspace.options.effects.has('write')
      ? await lookAt(workspace, kept)
      : { overwritten: [], reason: 'this run may only read' };
    const before = `A run of ${kept.startedAt} was cut off`;
    if (reason !== undefined) say(printable(`${before}; ${reason}. ${adviceFor(kept.file, url)}`));
    else {
      const restored = await restoreKept(workspace, { ...kept, backups: overwritten });
      const lost = restored.some(({ outcome }) => outcome === 'lost') ? ` ${adviceFor(kept.file, url)}` : '';
      const settings = counted(restored.filter(({ outcome }) => outcome === 'restored').length, 'setting');
      if (restored.length > 0) say(`${before}. Restored now: ${settings}.${lost}`);
    }
  }
}

/** Restores what an earlier run has kept in a file. @throws {StartError} when the file or the target cannot be used. */
export async function restoreFrom(file: string, options: RunOptions): Promise<Restored[]> {
  const plan = createPlan(await loadContract(options.document), { assumptions: chooseAssumptions(), fuzz: 0 });
  return connected(options, plan, async (connection) => {
    const kept = readKept(file, connection.target.url);
    const { settings } = await logIn(connection);
    const workspace = new Workspace({ ...settings, effects: new Set(['read', 'write']), spaces: madeUp });
    const restored = await restoreKept(workspace, kept);
    await connection.target.close();
    return fitForReport(restored, connection.scrubber);
  });
}

/** Restores everything in a file, and removes it once it is restored. */
export async function restoreKept(workspace: Workspace, kept: Kept): Promise<Restored[]> {
  const restored: Restored[] = [];
  for (const backup of kept.backups) restored.push(...(await putBack(workspace, backup)));
  if (!restored.some(({ outcome }) => outcome === 'lost')) removeKept(kept);
  return restored;
}

/**
 * The spaces that still hold what the run has put, or a reason not to touch any: somebody may have mended a setting by hand, and
 * a target that was started anew may have nothing of it.
 */
async function lookAt(
  workspace: Workspace,
  { backups, sent }: Kept,
): Promise<{ overwritten: Backup[]; reason?: string }> {
  const known = new ConcurrentWriters(workspace.options.kinds);
  for (const body of [...sent, ...backups.flatMap(({ settings }) => settings)]) known.sent(body);
  const overwritten: Backup[] = [];
  for (const backup of backups) {
    const now = (await backUp(workspace, backup.space))?.settings ?? [];
    const ofRun = (setting: Body): boolean => isMadeUp(backup.space) || known.knows(setting);
    const changed = changedIn(workspace, backup, now);
    const foreign = changed.find(({ after }) => !after || !ofRun(after));
    const place = `in the space ${JSON.stringify(backup.space)}`;
    if (foreign) return { overwritten: [], reason: `somebody has changed ${nameOf(foreign.before)} ${place} since` };
    const isNew = backup.state !== undefined && now.length > backup.settings.length;
    if (now.every(ofRun) && (changed.length > 0 || isNew)) overwritten.push(backup);
  }
  return { overwritten };
}
