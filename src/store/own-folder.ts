// The data folder holds a signing key and passwords, so git is not to have it: it ignores itself, where it is ours alone.
import { basename, join } from 'node:path';
import { codeOf, type FileSystem, isMissing, writeSynced } from './file-system.ts';

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
