// Waits until what has happened in folders is on the disk, for many at once: who asks while one wait is under way shares the next
// one, and the folders stay open.
import type { FileHandle } from 'node:fs/promises';
import { type FileSystem, type FolderSync, ignoreLacking, openFolder } from './file-system.ts';
import { nextShared } from './next-shared.ts';

/** @param putBack what the start has put into the data folder */
export function createFolderSync(fs: FileSystem, putBack: () => Promise<void>): FolderSync {
  const open = new Map<string, Promise<FileHandle | undefined>>();
  const syncs = new Map<string, () => Promise<void>>();
  const forget = async (folder: string): Promise<void> => {
    const handle = open.get(folder);
    open.delete(folder);
    await handle?.then((each) => each?.close()).catch(() => undefined);
  };
  const syncNow = async (folder: string): Promise<void> => {
    const opened = open.get(folder) ?? openFolder(fs, folder);
    open.set(folder, opened);
    try {
      await (await opened)?.sync().catch(ignoreLacking);
    } catch (error) {
      await forget(folder); // the next one opens it anew
      throw error;
    }
  };
  return {
    sync(folder) {
      const shared = syncs.get(folder) ?? nextShared(() => syncNow(folder));
      syncs.set(folder, shared);
      return shared();
    },
    async madeAgain(folder) {
      await forget(folder);
      await putBack();
    },
    async close() {
      await Promise.all([...open.keys()].map(forget));
    },
  };
}
