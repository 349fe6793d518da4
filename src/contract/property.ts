// A property that has to hold for any random input.
import * as fc from 'fast-check';
import { Failed } from './verdict.ts';

interface Rounds {
  readonly seed: number;
  readonly numRuns: number;
}

/** Tries a property. @throws {Failed} with the shrunk example and the seed. Other errors pass through. */
export async function holdProperty<T>(property: fc.IAsyncProperty<T>, { seed, numRuns }: Rounds): Promise<void> {
  const result = await fc.check(property, { seed, numRuns, interruptAfterTimeLimit: 600_000 });
  if (!result.failed) return;
  const cause: unknown = result.errorInstance;
  if (!(cause instanceof Failed)) throw cause;
  const example = fc.stringify(result.counterexample);
  const shown = example.length > 1_500 ? `${example.slice(0, 1_500)}…` : example;
  const expected = `${cause.expected} (--rng-seed ${seed}, shrunk ${result.numShrinks} times to ${shown})`;
  throw new Failed({ expected, actual: cause.actual, response: cause.response });
}
