// What the start puts into the data folder, and puts back when somebody removes it, as `git clean -fdx` does: the folders, the
// lock, and a .gitignore, because it holds a signing key and passwords.
import { basename, join } from 'node:path';
import { StartError } from '../document/start-error.ts';
import { Refusal } from '../refusal/refusal.ts';
import { codeOf, type FileSystem, folderMode, isMissing, writeSynced } from './file-system.ts';
import type { Lock } from './lock.ts';
import { nextShared } from './next-shared.ts';

/** What lies beside the folders of the store. */
const ownFiles = /^(session\..*json|lock.*|switch\.json.*|\.gitignore)$/;

/** Whether a folder holds nothing but what the store puts there; one that does not exist yet will. */
export async function holdsOnly(fs: FileSystem, folder: string, folders: readonly string[]): Promise<boolean> {
  const own = new Set(folders.map((path) => basename(path)));
  const names = await fs.readdir(folder).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
  return names.every((name) => own.has(name) || ownFiles.test(name));
}

/** Makes git ignore everything in a folder. An existing .gitignore is the user's decision. */
export async function hideFromGit(fs: FileSystem, folder: string): Promise<void> {
  await writeSynced(fs, join(folder, '.gitignore'), '*\n').catch((error: unknown) => {
    if (codeOf(error) === '') throw error; // a disk that refuses it refuses nothing that matters
  });
}

export interface OwnFolder {
  readonly fs: FileSystem;
  readonly folder: string;
  readonly folders: readonly string[];
  /** Whether it holds nothing of others. */
  readonly isOwn: boolean;
  readonly lock: Lock;
  readonly report: (problem: string) => void;
}

export interface Keeper {
  /** Puts back what is gone. @throws {Refusal} when another process has the folder now. */
  putBack(): Promise<void>;
  /** Before each use of the folder. @throws {Refusal} while another process has it. */
  ready(): Promise<void> | undefined;
  end(): void;
}

/** How often the folder is looked at, in milliseconds: between two looks, another process could take one that was removed. */
const interval = 1_000;

/** Looks after the folder as long as it is in use. */
export function keepFolder({ fs, folder, folders, isOwn, lock, report }: OwnFolder): Keeper {
  let lost: string | undefined;
  const putBack = nextShared(async () => {
    try {
      for (const each of [folder, ...folders]) await fs.mkdir(each, { recursive: true, mode: folderMode });
      if (!(await lock.renew())) return;
      if (isOwn) await hideFromGit(fs, folder);
      report(`The data folder ${folder} was removed while the mock was running, and made again.`);
      lost = undefined;
    } catch (error) {
      if (!(error instanceof StartError)) throw error;
      if (lost === undefined)
        report(`The data folder ${folder} was removed while the mock was running. ${error.message}`);
      lost = error.message;
      throw new Refusal('not-stored', 'Nothing was stored: another process uses the data folder now. See the log.', {
        cause: error,
      });
    }
  });
  const timer = setInterval(() => void putBack().catch(() => undefined), interval).unref();
  return { putBack, ready: () => (lost === undefined ? undefined : putBack()), end: () => clearInterval(timer) };
}
