// Folders that stay open: how often they are opened and waited for.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createFolderSync } from '../../src/store/folder-sync.ts';
import { openStore } from '../../src/store/open-store.ts';
import { FailingDisk } from '../support/failing-disk.ts';

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'folder-sync-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

function folderSyncOn(disk: FailingDisk) {
  const folders = createFolderSync(disk.fs, () => Promise.resolve());
  onTestFinished(() => folders.close());
  return folders;
}

it('Callers during a folder sync share the next one, and the folder is opened once', async () => {
  const [folder, disk] = [await temporaryFolder(), new FailingDisk()];
  const folders = folderSyncOn(disk);
  await Promise.all(Array.from({ length: 50 }, () => folders.sync(folder)));
  await folders.sync(folder);
  expect(disk.counts.get('sync folder')).toBe(3);
  expect(disk.counts.get('open folder')).toBe(1);
});

it('A failed folder sync rejects for all that share it, and the folder is opened again', async () => {
  const [folder, disk] = [await temporaryFolder(), new FailingDisk()];
  const folders = folderSyncOn(disk);
  disk.fail('sync folder', 'EIO');
  const failed = await Promise.allSettled([folders.sync(folder), folders.sync(folder), folders.sync(folder)]);
  expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  disk.recover();
  await folders.sync(folder);
  expect(disk.counts.get('open folder')).toBe(3);
});

it('A data folder that was removed is created again, and its new folders are synced', async () => {
  const [folder, disk] = [await temporaryFolder(), new FailingDisk()];
  const store = await openStore({
    folder,
    logLimits: { entries: 10, bytes: 1_000 },
    validate: { settings: () => undefined, message: () => undefined, session: () => undefined },
    report: () => undefined,
    fs: disk.fs,
  });
  onTestFinished(() => store.close());
  const put = (space: string): Promise<void> =>
    store.settings(space).change(() => ({ value: { version: 1, space, settings: {} }, result: undefined }));
  await put('a');
  await put('b');
  const before = disk.counts.get('open folder') ?? 0;
  await rm(join(folder, 'spaces'), { recursive: true });
  await put('c');
  expect(disk.counts.get('open folder')).toBe(before + 1);
  await put('d');
  expect(disk.counts.get('open folder')).toBe(before + 1);
});
