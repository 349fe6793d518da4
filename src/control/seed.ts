// The seed: the initial state of spaces, and the state after a reset.
import { fileURLToPath } from 'node:url';
import type { Validate } from '../document/validate.ts';
import { readJson } from '../document/read-json.ts';
import type { State } from '../document/schemas.ts';
import { StartError } from '../document/start-error.ts';
import { packageFile } from '../package-root.ts';

const shipped = new Map([['demo', fileURLToPath(packageFile('fixtures/demo.json'))]]);

/**
 * The state in a seed file, or the shipped one of that name.
 * @param validate checks a seed
 * @throws {StartError} when it cannot be read or is not valid.
 */
export async function loadSeed(name: string | undefined, validate: Validate): Promise<State> {
  if (name === undefined) return { spaces: {} };
  const file = shipped.get(name) ?? name;
  const advice = 'Pass a file, or "demo" for the bundled seed.';
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
