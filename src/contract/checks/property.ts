// A property that has to hold for any random input.
import * as fc from 'fast-check';
import { Failed } from '../target/verdict.ts';

interface Rounds {
  readonly seed: number;
  readonly numRuns: number;
  /** The number of the first round, from 0 on. */
  readonly first?: number;
}

/** Tries a property. @throws {Failed} with the first example that fails and the seed. Other errors pass through. */
export async function holdProperty<T>(
  property: fc.IAsyncProperty<T>,
  { seed, numRuns, first = 0 }: Rounds,
): Promise<void> {
  const result = await fc.check(property, {
    seed,
    numRuns,
    path: String(first),
    endOnFailure: true, // its requests are what repeats the failure
  });
  if (!result.failed) return;
  const cause: unknown = result.errorInstance;
  if (!(cause instanceof Failed)) throw cause;
  const example = fc.stringify(result.counterexample);
  const shown = example.length > 1_500 ? `${example.slice(0, 1_500)}…` : example;
  const expected = `${cause.expected} (--rng-seed ${seed}, example ${shown})`;
  throw new Failed({ expected, actual: cause.actual, response: cause.response });
}
