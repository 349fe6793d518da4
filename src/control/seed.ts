// The seed: the initial state of spaces, and the state after a reset.
import { fileURLToPath } from 'node:url';
import type { Validate } from '../document/validate.ts';
import { readJson } from '../document/read-json.ts';
import type { State } from '../document/schemas.ts';
import { StartError } from '../document/start-error.ts';
import { packageFile } from '../package.ts';
import { countIn, randomState } from '../random/plant.ts';

const shipped = new Map([['demo', fileURLToPath(packageFile('fixtures/demo.json'))]]);

export interface SeedOptions {
  /** Checks a seed. */
  readonly validate: Validate;
  /** Of what is random in it. */
  readonly rngSeed?: number | undefined;
  readonly now: () => Date;
}

/** The seed of a mock: what was given as a value, or under a name; none without one. @throws {StartError} */
export async function seedOf(
  {
    seed,
    rngSeed,
    now = () => new Date(),
  }: Partial<Pick<SeedOptions, 'rngSeed' | 'now'>> & { readonly seed?: string | State },
  validate: Validate,
): Promise<State> {
  if (typeof seed === 'object') return requireSeed('given', seed, validate);
  return seed === undefined ? { spaces: {} } : loadSeed(seed, { validate, rngSeed, now });
}

/**
 * The state in a seed file, the shipped one of that name, or one made up: `random:300` has 300 spaces.
 * @throws {StartError} when it cannot be read or is not valid.
 */
export async function loadSeed(name: string, { validate, rngSeed, now }: SeedOptions): Promise<State> {
  const count = countIn(name);
  if (count !== undefined) return randomState(count, rngSeed, now().getTime());
  const file = shipped.get(name) ?? name;
  const advice =
    'Pass a file, "demo" for the bundled seed, or "random:300" for as many made-up spaces, 10,000 at most.';
  return requireSeed(name, await readJson({ file, name: `The seed ${name}`, advice }), validate);
}

/**
 * A state given as a value, checked.
 * @throws {StartError} when it is not valid.
 */
export function requireSeed(name: string, value: unknown, validate: Validate): State {
  const problem = validate(value);
  if (problem) throw new StartError(`The seed ${name} is not valid: ${problem}.`);
  return value as State;
}
