// The data folder: its layout, the owner of each file, and the leftovers of a killed process.
import { join } from 'node:path';
import pLimit from 'p-limit';
import type { Validate } from '../document/validate.ts';
import { isRecord } from '../document/json.ts';
import { StartError } from '../document/start-error.ts';
import { onDisk } from './disk-json.ts';
import { onDiskLogged } from './disk-log.ts';
import { lookOnDisk, type LookOptions } from './disk-look.ts';
import { Replacer } from './disk-replace.ts';
import { fileNameOf } from './file-name.ts';
import { codeOf, type FileSystem, folderMode, nodeFileSystem } from './file-system.ts';
import { createFolderSync } from './folder-sync.ts';
import type { Files, StoreOptions } from './files.ts';
import type { JsonPlace } from './json-file.ts';
import { createListing, isMark } from './listing.ts';
import { takeLock } from './lock.ts';
import type { LogPlace } from './log-place.ts';
import { nextShared } from './next-shared.ts';
import { setAside } from './set-aside.ts';
import { hideFromGit, holdsOnly, keepFolder } from './own-folder.ts';
import { finishSwitch } from './switch.ts';

export interface DiskOptions extends StoreOptions {
  readonly folder: string;
}

/** How many operations of the disk go on side by side. */
const width = 64;

/** @throws {StartError} when the folder cannot be used or another process has it. */
export async function diskFiles(options: DiskOptions): Promise<Files> {
  const { folder, validate, report, logLimits: limits, fs = nodeFileSystem } = options;
  const [spaces, outboxes, temporaryFolder] = ['spaces', 'outbox', 'tmp'].map((name) => join(folder, name)) as Folders;
  const { lock, isOwn } = await prepare(fs, folder, [spaces, outboxes, temporaryFolder]);
  const keeper = keepFolder({ fs, folder, folders: [spaces, outboxes, temporaryFolder], isOwn, lock, report });
  const limit = pLimit(width); // each operation holds file descriptors, of which a process has few
  const folders = [[spaces, '.json'] as const, [outboxes, '.jsonl'] as const];
  const listing = createListing({ fs, limit, folders });
  const replacer = new Replacer({ fs, folder, limit, listing });
  const turn: Turn = async (work) => {
    await keeper.ready();
    return limit(() => replacer.ready().then(work));
  };
  const kept = createFolderSync(fs, () => keeper.putBack());
  const disk = { fs, report, temporaryFolder, folders: kept };
  const ofSpace = (space: string) => ({
    ...disk,
    space,
    owner: `the space ${JSON.stringify(space)}`,
    remedy: 'Repair it and restore its name, or reset its space.',
  });
  const settingsOf = (space: string) => ({
    ...ofSpace(space),
    file: join(spaces, `${fileNameOf(space)}.json`),
    validate: checkOfSpace(space, validate.settings),
  });
  const outboxOf = (space: string) => ({
    ...ofSpace(space),
    file: join(outboxes, `${fileNameOf(space)}.jsonl`),
    validate: validate.message,
  });
  return {
    session: jsonInTurn(
      turn,
      onDisk({ ...disk, file: join(folder, 'session.json'), validate: validate.session, ...ofSession }),
    ),
    settings: (space) => jsonInTurn(turn, onDisk(settingsOf(space))),
    outbox: (space) => logInTurn(turn, onDiskLogged(outboxOf(space))),
    look: (names) => turn(() => lookOnDisk(names, { limits, filesOf: filesIn([spaces, outboxes], validate.settings) })),
    spaces: nextShared(() => replacer.ready().then(() => listing.list())),
    stems: () => listing.stems(),
    replace: (contents, scope) => replacer.replace(contents, scope),
    async discardUnreadable() {
      for (const path of [spaces, outboxes])
        for (const file of await fs.readdir(path))
          if (isMark(file)) await setAside({ fs, file: join(path, file.replace('.unreadable.', '.')) });
    },
    announce: (url) => lock.announce(url),
    async release() {
      keeper.end();
      await kept.close();
      await lock.release();
    },
  };
}

type Folders = [spaces: string, outboxes: string, temporary: string];

async function prepare(fs: FileSystem, folder: string, folders: readonly string[]) {
  try {
    const isOwn = await holdsOnly(fs, folder, folders);
    for (const each of [folder, ...folders]) await fs.mkdir(each, { recursive: true, mode: folderMode });
    const lock = await takeLock(fs, folder);
    try {
      if (isOwn) await hideFromGit(fs, folder);
      await finishSwitch(fs, folder);
      await cleanUp(fs, folders.at(-1) ?? folder);
    } catch (error) {
      await lock.release();
      throw error;
    }
    return { lock, isOwn };
  } catch (error) {
    if (codeOf(error) === '') throw error;
    throw new StartError(
      `The data folder ${folder} cannot be used (${codeOf(error)}). Choose another with --data, or none with --ephemeral.`,
    );
  }
}

async function cleanUp(fs: FileSystem, temporaryFolder: string): Promise<void> {
  for (const name of await fs.readdir(temporaryFolder))
    if (name.endsWith('.tmp')) await fs.unlink(join(temporaryFolder, name));
}

const ofSession = {
  owner: 'the sessions',
  remedy: 'The mock created a new signing key, so all users must log in again.',
};

/** A space's file must belong to that space, and its settings must match the document. */
function checkOfSpace(space: string, checkState: Validate): Validate {
  return (value) => {
    if (!isRecord(value) || value['version'] !== 1) return 'it has no version';
    if (value['space'] !== space) return `it belongs to the space ${JSON.stringify(value['space'])}`;
    return checkState({ settings: value['settings'] });
  };
}

/** For those who only look at them. */
function filesIn([spaces, outboxes]: readonly [string, string], validate: Validate): LookOptions['filesOf'] {
  return (space) => {
    const name = fileNameOf(space);
    return {
      settings: join(spaces, `${name}.json`),
      outbox: join(outboxes, `${name}.jsonl`),
      validate: checkOfSpace(space, validate),
    };
  };
}

type Turn = <R>(work: () => Promise<R>) => Promise<R>;

/** Each operation of a place waits for its turn. */
function jsonInTurn<T>(turn: Turn, place: JsonPlace<T>): JsonPlace<T> {
  return {
    read: () => turn(() => place.read()),
    write: (value) => turn(() => place.write(value)),
  };
}

function logInTurn<T>(turn: Turn, place: LogPlace<T>): LogPlace<T> {
  return {
    read: (limits) => turn(() => place.read(limits)),
    append: (lines, length) => turn(() => place.append(lines, length)),
    rewrite: (log) => turn(() => place.rewrite(log)),
    remove: () => turn(() => place.remove()),
  };
}
