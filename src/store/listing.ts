// Which spaces have files. Most space names follow from the file name; for the others, the beginning of the file is read once.
import { join } from 'node:path';
import type { LimitFunction } from 'p-limit';
import { isRecord } from '../document/json.ts';
import { parse } from './disk-json.ts';
import { fileNameOf, nameInFileName } from './file-name.ts';
import { codeOf, type FileSystem, isMissing, maximumSize } from './file-system.ts';
import type { SpaceEntry } from './files.ts';

export interface ListingOptions {
  readonly fs: FileSystem;
  readonly limit: LimitFunction;
  /** Each with the ending of its files. */
  readonly folders: readonly (readonly [folder: string, ending: string])[];
}

export interface Listing {
  /** Every space once; a file that is known to be of one of them does not stand beside it. */
  list(): Promise<SpaceEntry[]>;
  /** Whose file it is, as far as it tells; undefined when it is gone. */
  entryOf(folder: string, file: string): Promise<SpaceEntry | undefined>;
  /** The names of all files without their endings: as many as there are spaces, and the damaged ones. */
  stems(): Promise<Set<string>>;
}

export function createListing({ fs, limit, folders }: ListingOptions): Listing {
  /** The names by the stems of their files, as far as they were found. */
  let names = new Map<string, string>();
  const entryOf = async (folder: string, file: string): Promise<SpaceEntry | undefined> => {
    if (isMark(file)) return { file, unreadable: 'it was set aside because it could not be read' };
    const stem = stemOf(file);
    const known = names.get(stem) ?? nameInFileName(stem);
    return known === undefined ? limit(() => readName(fs, join(folder, file), file)) : { name: known };
  };
  const filesIn = async ([folder, ending]: readonly [string, string]): Promise<string[]> =>
    (await fs.readdir(folder).catch(ignoreMissing)).filter((file) => file.endsWith(ending) && !isSetAside(file));
  const listFolder = async (place: readonly [string, string]): Promise<Found[]> => {
    const files = await filesIn(place);
    const there = new Set(files);
    const open = files.filter((file) => !(isMark(file) && there.has(unmarked(file))));
    return Promise.all(open.map(async (file) => ({ stem: stemOf(file), entry: await entryOf(place[0], file) })));
  };
  return {
    async list() {
      const found = (await Promise.all(folders.map(listFolder))).flat();
      names = new Map(found.flatMap(({ stem, entry }) => (entry && 'name' in entry ? [[stem, entry.name]] : [])));
      const files = found.flatMap(({ stem, entry }) => (entry && 'file' in entry && !names.has(stem) ? [entry] : []));
      return [...[...names.values()].map((name) => ({ name })), ...files];
    },
    entryOf,
    stems: async () => new Set((await Promise.all(folders.map(filesIn))).flat().map(stemOf)),
  };
}

interface Found {
  readonly stem: string;
  /** Undefined when it is gone. */
  readonly entry: SpaceEntry | undefined;
}

/** Somebody may have removed the data folder. */
function ignoreMissing(error: unknown): string[] {
  if (isMissing(error)) return [];
  throw error;
}

export const isSetAside = (file: string): boolean => file.includes('.set-aside-');
export const isMark = (file: string): boolean => file.includes('.unreadable.');
const unmarked = (file: string): string => file.replace('.unreadable.', '.');
export const stemOf = (file: string): string => file.split('.', 1)[0] ?? '';

/** The beginning of what the store writes, with the name at the same place in both kinds of files. */
const beginning = /^\uFEFF?\s*\{\s*"version"\s*:\s*\d+\s*,\s*"space"\s*:\s*("(?:[^"\\]|\\.)*")/;

async function readName(fs: FileSystem, path: string, file: string): Promise<SpaceEntry | undefined> {
  try {
    const there = await fs.stat(path);
    if (!there.isFile()) return { file, unreadable: 'it is not a file' };
    const handle = await fs.open(path, 'r');
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(4_096), 0, 4_096, 0);
      const quoted = beginning.exec(buffer.toString('utf8', 0, bytesRead))?.[1];
      const space = quoted === undefined ? await nameInWhole(fs, path, there.size) : parse(quoted);
      if (typeof space === 'string' && stemOf(file) === fileNameOf(space)) return { name: space };
    } finally {
      await handle.close();
    }
    return { file, unreadable: 'it does not name its space' };
  } catch (error) {
    if (isMissing(error)) return undefined; // removed since the folder was listed
    if (['', 'EMFILE', 'ENFILE'].includes(codeOf(error))) throw error;
    return { file, unreadable: `it cannot be read (${codeOf(error)})` };
  }
}

/** Of a file that was edited by hand. */
async function nameInWhole(fs: FileSystem, path: string, size: number): Promise<unknown> {
  const text = size > maximumSize ? '' : (await fs.readFile(path, 'utf8')).replace(/^\uFEFF/, '');
  const value = parse(path.endsWith('l') ? (text.split('\n', 1)[0] ?? '') : text);
  return isRecord(value) ? value['space'] : undefined;
}
