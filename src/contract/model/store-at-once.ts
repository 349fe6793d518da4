// Settings that are put at the same moment.
import { describe, isSuccess } from '../target/response.ts';
import { Failed } from '../target/verdict.ts';
import { meet, type Times } from './at-once.ts';
import type { Body, Kind } from './kinds.ts';
import type { Workspace } from './workspace.ts';

interface Job {
  readonly kind: Kind;
  readonly body: Body;
  /** The own space unless it is another. */
  readonly space?: string | undefined;
}

/**
 * Stores all of them at once, and tells when the responses came. One that conflicts with another (409, which the vendor lists) is
 * sent again, alone.
 * @throws {Failed} when one is not stored.
 */
export async function storeAtOnce(workspace: Workspace, jobs: readonly Job[]): Promise<Times> {
  const sent = jobs.map(({ kind, body, space }) => workspace.put(kind, body, { space, atOnce: true }));
  const { results, ...times } = await meet(sent);
  for (const [index, response] of results.entries()) {
    const job = jobs[index];
    if (response.status === 409 && job) await workspace.store(job.kind, job.body, { space: job.space });
    else if (!isSuccess(response))
      throw new Failed({ expected: 'valid bodies to be stored', actual: describe(response), response });
  }
  return times;
}
