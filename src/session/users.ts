// Who may log in: the users of a file.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Check } from '../document/check.ts';
import { flawOfJson } from '../document/json-flaw.ts';
import type { User } from '../document/schemas.ts';
import { StartError } from '../document/start-error.ts';
import { packageFile } from '../package-root.ts';

export type Users = readonly [User, ...User[]];

const shipped = fileURLToPath(packageFile('fixtures/users.json'));

/**
 * The users of a file, or of the shipped one, which a test checks.
 * @param check what a users file has to be
 * @throws {StartError} when it cannot be read, is not valid, or names a user twice.
 */
export async function loadUsers(file: string | undefined, check: Check): Promise<Users> {
  const path = file ?? shipped;
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new StartError(`The users file ${path} cannot be read (${error.code}).`);
  });
  const value = parse(path, text);
  const fault = file === undefined ? undefined : check(value);
  if (fault) throw new StartError(`The users file ${path} is not valid: ${fault}.`);
  const { users } = value as { users: Users };
  const names = users.map(({ username }) => username);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new StartError(`The users file ${path} has two users named ${JSON.stringify(twice)}.`);
  return users;
}

function parse(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message quotes the text, which has passwords in it.
    throw new StartError(`The users file ${path} is not valid JSON: ${flawOfJson(text)}.`);
  }
}
