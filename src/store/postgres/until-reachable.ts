// Waits for a database that is not there yet, as one that is started together with the mock.
import { setTimeout as wait } from 'node:timers/promises';
import { Refusal } from '../../refusal/refusal.ts';

/** Milliseconds between two tries. */
const pause = 250;

/** Does the work, again and again for so many seconds while the database cannot be used. @throws what the last try threw. */
export async function untilReachable<T>(work: () => Promise<T>, seconds: number): Promise<T> {
  const end = performance.now() + seconds * 1000;
  for (;;)
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Refusal) || performance.now() + pause > end) throw error;
      await wait(pause);
    }
}
