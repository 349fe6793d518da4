// Random numbers of tests, which can be repeated.
import { generateMersenne53Randomizer } from '@faker-js/faker';
import { onTestFailed } from 'vitest';

/** Draws numbers of at least 0 and less than 1, for the test that calls it. When the test fails, it prints the TEST_SEED that repeats them. */
export function seededRandom(): () => number {
  const seed = Number(process.env['TEST_SEED'] ?? Date.now() % 2 ** 31);
  onTestFailed(() => console.error(`The random draws of this test are repeated by TEST_SEED=${seed}`));
  const randomizer = generateMersenne53Randomizer(seed);
  return () => randomizer.next();
}
