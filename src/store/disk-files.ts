// The data folder: what lies where in it, whose each file is, and what is left in it from a process that was killed.
import { join } from 'node:path';
import type { Check } from '../document/check.ts';
import { isRecord } from '../document/json.ts';
import { StartError } from '../document/start-error.ts';
import { onDisk, parse } from './disk-json.ts';
import { onDiskLogged } from './disk-log.ts';
import { fileNameOf } from './file-name.ts';
import { codeOf, type FileSystem, folderMode, nodeFileSystem } from './file-system.ts';
import { takeLock } from './lock.ts';
import { discardMark, markOf } from './set-aside.ts';
import type { Files, SpaceEntry, StoreOptions } from './files.ts';

export interface DiskOptions extends StoreOptions {
  readonly folder: string;
}

/** @throws {StartError} when the folder cannot be used or another process has it. */
export async function diskFiles({ folder, check, report, fs = nodeFileSystem }: DiskOptions): Promise<Files> {
  const [spaces, outboxes, temporaryFolder] = ['spaces', 'outbox', 'tmp'].map((name) => join(folder, name)) as Folders;
  const lock = await prepare(fs, folder, [spaces, outboxes, temporaryFolder]);
  const disk = { fs, report, temporaryFolder };
  const settingsFile = (space: string): string => join(spaces, `${fileNameOf(space)}.json`);
  const outboxFile = (space: string): string => join(outboxes, `${fileNameOf(space)}.jsonl`);
  const ofSpace = (space: string) => ({
    owner: `the space ${JSON.stringify(space)}`,
    remedy: 'Repair it and give it its old name back, or reset its space.',
  });
  return {
    session: onDisk({
      ...disk,
      file: join(folder, 'session.json'),
      owner: 'the sessions',
      remedy: 'A new signing key takes its place: everybody has to log in again.',
      check: (value) =>
        isSession(value) ? undefined : 'it does not hold a signing key and the sessions that were ended',
    }),
    settings: (space) =>
      onDisk({
        ...disk,
        file: settingsFile(space),
        ...ofSpace(space),
        check: checkOfSpace(space, check.settings),
      }),
    outbox: (space) =>
      onDiskLogged({
        ...disk,
        file: outboxFile(space),
        ...ofSpace(space),
        space,
        check: check.message,
      }),
    spaces: async () => unite([...(await list(fs, spaces, '.json')), ...(await list(fs, outboxes, '.jsonl'))]),
    async discardUnreadable() {
      for (const file of await marks(fs, [spaces, outboxes])) await discardMark({ fs, file });
    },
    announce: (url) => lock.announce(url),
    release: () => lock.release(),
  };
}

type Folders = [spaces: string, outboxes: string, temporary: string];

async function prepare(fs: FileSystem, folder: string, folders: readonly string[]) {
  try {
    for (const each of [folder, ...folders]) await fs.mkdir(each, { recursive: true, mode: folderMode });
    const lock = await takeLock(fs, folder);
    const temporary = folders.at(-1) ?? folder;
    for (const name of await fs.readdir(temporary)) if (name.endsWith('.tmp')) await fs.unlink(join(temporary, name));
    return lock;
  } catch (error) {
    if (codeOf(error) === '') throw error;
    throw new StartError(
      `The data folder ${folder} cannot be used (${codeOf(error)}). Choose another with --data, or none with --ephemeral.`,
    );
  }
}

function isSession(value: unknown): boolean {
  if (!isRecord(value) || value['version'] !== 1 || !isRecord(value['ended'])) return false;
  const { key, ended } = value;
  return isKey(key) && Object.values(ended).every((until) => typeof until === 'number');
}

/** HS256 takes a key of 32 bytes or more (RFC 7518, 3.2). */
function isKey(key: unknown): boolean {
  return typeof key === 'string' && Buffer.from(key, 'base64url').length >= 32;
}

/** A space's file has to be of that space, and its settings have to fit the document. */
function checkOfSpace(space: string, checkState: Check): Check {
  return (value) => {
    if (!isRecord(value) || value['version'] !== 1) return 'it has no version';
    if (value['space'] !== space) return `it is of the space ${JSON.stringify(value['space'])}`;
    return checkState({ settings: value['settings'] });
  };
}

/** The spaces whose files are in a folder. A file's name does not tell the space's name, so its beginning is read. */
async function list(fs: FileSystem, folder: string, ending: string): Promise<SpaceEntry[]> {
  const names = (await fs.readdir(folder)).filter((name) => name.endsWith(ending) && !name.includes('.set-aside-'));
  const entries = await Promise.all(
    names.map(async (name): Promise<SpaceEntry[]> => {
      if (name.includes('.unreadable.')) {
        const repaired = names.includes(name.replace('.unreadable.', '.'));
        return repaired ? [] : [{ file: name, unreadable: 'it was set aside because it could not be understood' }];
      }
      return nameIn(fs, join(folder, name), name);
    }),
  );
  return entries.flat();
}

async function nameIn(fs: FileSystem, path: string, file: string): Promise<SpaceEntry[]> {
  const text = await fs.readFile(path, 'utf8').catch((error: unknown) => {
    if (codeOf(error) !== 'ENOENT') throw error; // removed since the folder was listed
  });
  if (text === undefined) return [];
  const value = parse(path.endsWith('l') ? (text.split('\n', 1)[0] ?? '') : text.replace(/^\uFEFF/, ''));
  const space = isRecord(value) ? value['space'] : undefined;
  if (typeof space === 'string' && file.startsWith(`${fileNameOf(space)}.`)) return [{ name: space }];
  return [{ file, unreadable: 'it does not say in a way that is understood which space it is of' }];
}

/** Each space once; a file that is known to be of one of them does not stand beside it. */
function unite(entries: readonly SpaceEntry[]): SpaceEntry[] {
  const names = new Set(entries.flatMap((entry) => ('name' in entry ? [entry.name] : [])));
  const stems = new Set([...names].map(fileNameOf));
  const files = entries.filter((entry) => 'file' in entry && !stems.has(entry.file.split('.', 1)[0] ?? ''));
  return [...[...names].map((name) => ({ name })), ...files];
}

/** The files of which there is a mark. */
async function marks(fs: FileSystem, folders: readonly string[]): Promise<string[]> {
  const found = await Promise.all(
    folders.map(async (folder) => (await fs.readdir(folder)).map((name) => join(folder, name))),
  );
  const files = found.flat().map((path) => path.replace('.unreadable.', '.'));
  return [...new Set(files.filter((file) => found.flat().includes(markOf(file))))];
}
