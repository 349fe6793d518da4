// The users who can log in from the start, from a file.
import { fileURLToPath } from 'node:url';
import { defaultSpace } from '../document/default-space.ts';
import { readJson } from '../document/read-json.ts';
import type { User } from '../document/schemas.ts';
import { StartError } from '../document/start-error.ts';
import type { Validate } from '../document/validate.ts';
import { packageFile } from '../package.ts';
import { countIn, randomUsers } from '../random/plant.ts';

type UserInFile = Omit<User, 'spaces'> & Partial<Pick<User, 'spaces'>>;

const shipped = fileURLToPath(packageFile('fixtures/users.json'));

export interface UsersFileOptions {
  /** Checks a users file. */
  readonly validate: Validate;
  /** Of what is random in them. */
  readonly rngSeed?: number | undefined;
}

/**
 * The users of a file, or of the shipped one, which a test checks; `random:20` puts 20 made-up ones behind the shipped ones.
 * @throws {StartError} when it cannot be read, is not valid, or names a user twice.
 */
export async function loadUsers(file: string | undefined, { validate, rngSeed }: UsersFileOptions): Promise<User[]> {
  const count = file === undefined ? undefined : countIn(file);
  if (count === undefined) return readUsers(file, validate);
  return [...(await readUsers(undefined, validate)), ...(await randomUsers(count, rngSeed))];
}

async function readUsers(file: string | undefined, validate: Validate): Promise<User[]> {
  const name = `The users file ${file ?? shipped}`;
  const value = await readJson({ file: file ?? shipped, name });
  const problem = file === undefined ? undefined : validate(value);
  if (problem) throw new StartError(`${name} is not valid: ${problem}.`);
  const { users } = value as { users: readonly UserInFile[] }; // it was checked
  const names = users.map(({ username }) => username);
  const twice = names.find((each, index) => names.indexOf(each) !== index);
  if (twice !== undefined) throw new StartError(`${name} has two users named ${JSON.stringify(twice)}.`);
  return users.map((user) => ({ spaces: [defaultSpace], ...user }));
}
