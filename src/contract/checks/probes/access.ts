// Who may call and where: tokens and spaces.
import { randomUUID } from 'node:crypto';
import type { AssumptionName } from '../../../assumptions/table.ts';
import { wasRefused } from '../expect.ts';
import { type Lack, lackPlace, mayTry, withoutSpace } from '../space-header.ts';
import type { TargetResponse } from '../../target/http.ts';
import type { Subjects } from '../../model/subjects.ts';
import { Undecidable } from '../../target/verdict.ts';
import type { Workspace } from '../../model/workspace.ts';
import { type ProbeOf, reading } from './probe.ts';

export const accessProbes = [
  reading('missing-token-status', statusWithout),
  lacking('missing-space', 'missing'),
  lacking('empty-space', 'empty'),
  reading('space-name', observeSpaceName),
  reading('unknown-space', observeUnknownSpace),
  reading('token-place', observePlace),
  reading('bearer-token', observeBearer),
];

function lacking(assumption: AssumptionName, lack: Lack): ProbeOf {
  const probeOf = reading(assumption, (workspace, subjects) => observeWithoutSpace(workspace, subjects, lack));
  return (subjects) => ({ ...probeOf(subjects), place: lackPlace });
}

async function statusWithout(workspace: Workspace): Promise<string> {
  const { status } = await workspace.ask(workspace.options.list, { token: null });
  return String(status);
}

/** With which status requests that name no space are refused, if they are. */
async function observeWithoutSpace(workspace: Workspace, { list, puts }: Subjects, lack: Lack): Promise<string> {
  const seen = new Set<string>();
  for (const subject of [list, ...puts].filter((each) => mayTry(workspace, each))) {
    const response = await withoutSpace(workspace, subject, lack);
    seen.add(wasRefused(response) ? String(response.status) : 'default');
  }
  return [...seen].join(' and ');
}

async function observePlace({ client }: Workspace): Promise<string> {
  const { place } = client.session;
  if (place === undefined) throw new Undecidable('it needs a login; pass --username and --password');
  return place;
}

async function observeBearer(workspace: Workspace): Promise<string> {
  const headers = { Authorization: `Bearer ${await workspace.client.freshAccess()}` };
  return wasRefused(await workspace.ask(workspace.options.list, { token: null, headers })) ? 'ignore' : 'accept';
}

async function observeSpaceName(workspace: Workspace): Promise<string> {
  const askWith = (length: number): Promise<TargetResponse> =>
    workspace.ask(workspace.options.list, { space: 'n'.repeat(length) });
  const [fitting, long] = [await askWith(100), await askWith(101)];
  if (!wasRefused(long)) return 'any';
  if (fitting.status === long.status) throw new Undecidable('it refuses unknown space names of any length');
  return 'limited';
}

async function observeUnknownSpace(workspace: Workspace): Promise<string> {
  const space = `nobody_knows_${randomUUID().slice(0, 8)}`;
  return wasRefused(await workspace.ask(workspace.options.list, { space })) ? 'refuse' : 'open';
}
