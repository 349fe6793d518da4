// Replaces many files at once, so that after a crash either all are as before or all are as they should be: the new files
// are written beside the old ones, then a list of what is to move, and what the list says is done, at the next start if need be.
import { join } from 'node:path';
import pLimit from 'p-limit';
import { isRecord } from '../document/json.ts';
import { StartError } from '../document/start-error.ts';
import { formatVersion, parse } from './disk-json.ts';
import { type FileSystem, isMissing, replaceFile, syncFolder } from './file-system.ts';

/** Paths are relative to the data folder, with slashes. */
export interface Moves {
  readonly version: typeof formatVersion;
  /** New or old files, each with where it goes. */
  readonly move: readonly (readonly [from: string, to: string])[];
  readonly remove: readonly string[];
}

const listFile = 'switch.json';
const folders = ['spaces', 'outbox'];
/** How many files move side by side. */
const width = 16;

/** Writes the list. From then on it is certain that what it says is done. */
export async function startSwitch(fs: FileSystem, folder: string, moves: Moves): Promise<void> {
  const temporaryFolder = join(folder, 'tmp');
  await replaceFile(fs, { file: join(folder, listFile), text: JSON.stringify(moves), temporaryFolder });
}

/** Does what a list says, if there is one. @throws {StartError} when it cannot be understood. */
export async function finishSwitch(fs: FileSystem, folder: string): Promise<void> {
  const file = join(folder, listFile);
  const text = await fs.readFile(file, 'utf8').catch((error: unknown) => {
    if (!isMissing(error)) throw error;
  });
  if (text === undefined) return;
  const moves = parse(text);
  if (!isMoves(moves))
    throw new StartError(
      `The file ${file} cannot be read. It describes a restore of all spaces that was interrupted. Remove it to keep the spaces as they are.`,
    );
  await carryOut(fs, folder, moves);
}

/** Can be done again from any point at which it was interrupted. */
async function carryOut(fs: FileSystem, folder: string, { move, remove }: Moves): Promise<void> {
  const limit = pLimit(width);
  await limit.map(remove, (path) => ignoreMissing(fs.unlink(join(folder, path))));
  await limit.map(move, ([from, to]) => ignoreMissing(fs.rename(join(folder, from), join(folder, to))));
  for (const each of folders) await syncFolder(fs, join(folder, each));
  await endSwitch(fs, folder);
}

/** Takes the list away for good: one that comes back after a crash would be carried out over what was stored since. */
export async function endSwitch(fs: FileSystem, folder: string): Promise<void> {
  await ignoreMissing(fs.unlink(join(folder, listFile)));
  await syncFolder(fs, folder);
}

async function ignoreMissing(work: Promise<unknown>): Promise<void> {
  await work.catch((error: unknown) => {
    if (!isMissing(error)) throw error;
  });
}

/** Nothing outside the data folder's own folders is touched, whatever the list says. */
function isMoves(value: unknown): value is Moves {
  if (!isRecord(value) || value['version'] !== formatVersion) return false;
  const { move, remove } = value;
  const isPath = (path: unknown): boolean =>
    typeof path === 'string' && /^(spaces|outbox|tmp)\/[\w-][\w.-]*$/.test(path);
  const isMove = (pair: unknown): boolean => Array.isArray(pair) && pair.length === 2 && pair.every(isPath);
  return Array.isArray(move) && move.every(isMove) && Array.isArray(remove) && remove.every(isPath);
}
