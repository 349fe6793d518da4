// Puts at the same time.
import { describe, isSuccess } from '../answer.ts';
import { allOf, Failed } from '../check.ts';
import type { Body, Kind } from '../sample.ts';
import type { Visit } from '../visit.ts';

export interface Job {
  readonly kind: Kind;
  readonly body: Body;
  readonly space?: string;
}

/**
 * Stores all of them at once. One that is refused because of another (409, which the vendor lists) is put again, alone.
 * @throws {Failed} when one is not stored.
 */
export async function storeAtOnce(visit: Visit, jobs: readonly Job[]): Promise<void> {
  const answers = await allOf(jobs.map(({ kind, body, space }) => visit.put(kind, body, { space })));
  for (const [index, answer] of answers.entries()) {
    const job = jobs[index];
    if (answer.status === 409 && job) await visit.store(job.kind, job.body, { space: job.space });
    else if (!isSuccess(answer))
      throw new Failed({ expected: 'that bodies which fit are stored', came: describe(answer), answer });
  }
}
