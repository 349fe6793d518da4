// How probes are written: what each one reads or writes, and which checks it stands on.
import type { AssumptionName } from '../../../assumptions/table.ts';
import type { Probe } from '../check.ts';
import type { Kind } from '../../model/kinds.ts';
import type { Subjects } from '../../model/subjects.ts';
import type { Workspace } from '../../model/workspace.ts';

type Observe = (workspace: Workspace, subjects: Subjects) => Promise<string>;

/** A probe of any subjects: they are known when a run is planned. */
export type ProbeOf = (subjects: Subjects) => Probe;

/** A probe that only reads. */
export const reading =
  (assumption: AssumptionName, observe: Observe): ProbeOf =>
  (subjects) => ({
    assumption,
    effect: 'read',
    needs: ['list.answers'],
    observe: (workspace) => observe(workspace, subjects),
  });

/** A probe that writes in the own space. */
export const writing =
  (assumption: AssumptionName, observe: Observe): ProbeOf =>
  (subjects) => ({
    assumption,
    effect: 'write',
    needs: subjects.kinds.map(({ name }) => `${name}.listed`),
    observe: (workspace) => observe(workspace, subjects),
  });

/** An observation of each kind, because a backend may treat one of them differently. */
export const ofEach =
  (observe: (workspace: Workspace, kind: Kind) => Promise<string>): Observe =>
  async (workspace, { kinds }) => {
    const seen = new Set<string>();
    for (const kind of kinds) seen.add(await observe(workspace, kind));
    return [...seen].join(' and ');
  };
