// Whether the target responds at all, and lets the run in.
import { setTimeout as wait } from 'node:timers/promises';
import { NetworkError } from '../target/network-error.ts';
import type { Workspace } from '../model/workspace.ts';

/** How long to wait for a target that no longer responds, in milliseconds. */
const patience = 6_000;

/** Waits until the target responds to a read, with any status. Resolves with false when it does not in six seconds. */
export async function isThere(workspace: Workspace): Promise<boolean> {
  const until = Date.now() + patience;
  do {
    const answered = await workspace.ask(workspace.options.list).then(
      () => true,
      (error: unknown) => !(error instanceof NetworkError),
    );
    if (answered) return true;
    await wait(200);
  } while (Date.now() < until);
  return false;
}

/** Whether the run's session is accepted. */
export async function isLetIn(workspace: Workspace): Promise<boolean> {
  const { status } = await workspace.ask(workspace.options.list);
  return status !== 401 && status !== 403;
}
