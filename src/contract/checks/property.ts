// A property that has to hold for any random input.
import * as fc from 'fast-check';
import { Failed } from '../model/verdict.ts';

interface Rounds {
  readonly seed: number;
  readonly numRuns: number;
  /** The number of the first round, from 0 on. */
  readonly first?: number;
  /** Whether the first example that fails will do. */
  readonly anyExample?: boolean;
  /** Milliseconds after which the shortest example so far is taken. */
  readonly limit?: number;
}

/** Tries a property. @throws {Failed} with the shrunk example and the seed. Other errors pass through. */
export async function holdProperty<T>(
  property: fc.IAsyncProperty<T>,
  { seed, numRuns, first = 0, anyExample = false, limit = 600_000 }: Rounds,
): Promise<void> {
  const result = await fc.check(property, {
    seed,
    numRuns,
    path: String(first),
    endOnFailure: anyExample,
    interruptAfterTimeLimit: limit,
  });
  if (!result.failed) return;
  const cause: unknown = result.errorInstance;
  if (!(cause instanceof Failed)) throw cause;
  const example = fc.stringify(result.counterexample);
  const shown = example.length > 1_500 ? `${example.slice(0, 1_500)}…` : example;
  const expected = `${cause.expected} (--rng-seed ${seed}, shrunk ${result.numShrinks} times to ${shown})`;
  throw new Failed({ expected, actual: cause.actual, response: cause.response });
}
