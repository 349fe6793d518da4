// The first state: what spaces hold that do not exist yet, and what a reset goes back to.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Check } from '../document/check.ts';
import { flawOfJson } from '../document/json-flaw.ts';
import type { State } from '../document/schemas.ts';
import { StartError } from '../document/start-error.ts';
import { packageFile } from '../package-root.ts';

const shipped = new Map([['demo', fileURLToPath(packageFile('fixtures/demo.json'))]]);

/**
 * The state in a seed file, or the shipped one of that name.
 * @param check what a seed has to be
 * @throws {StartError} when it cannot be read or is not valid.
 */
export async function loadSeed(name: string | undefined, check: Check): Promise<State> {
  if (name === undefined) return { spaces: {} };
  const text = await readFile(shipped.get(name) ?? name, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new StartError(
      `The seed ${name} cannot be read (${error.code}). Give a file, or "demo" for the shipped one.`,
    );
  });
  return checkSeed(name, parse(name, text), check);
}

/**
 * A state given as a value, checked.
 * @throws {StartError} when it is not valid.
 */
export function checkSeed(name: string, value: unknown, check: Check): State {
  const fault = check(value);
  if (fault) throw new StartError(`The seed ${name} is not valid: ${fault}.`);
  return value as State;
}

function parse(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message quotes the text, which may hold secrets.
    throw new StartError(`The seed ${name} is not valid JSON: ${flawOfJson(text)}.`);
  }
}
