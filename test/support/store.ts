// A store for tests, whose values are small and easy to tell apart.
import * as node from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Message } from '../../src/document/schemas.ts';
import { fileNameOf } from '../../src/store/file-name.ts';
import type { SpaceFile } from '../../src/store/files.ts';
import type { LogLimits } from '../../src/store/newest.ts';
import { isRecord } from '../../src/document/json.ts';
import { openStore } from '../../src/store/open-store.ts';
import type { Store } from '../../src/store/store.ts';
import { FailingDisk } from './failing-disk.ts';

export interface Opened {
  readonly store: Store;
  readonly folder: string;
  readonly problems: string[];
  readonly disk: FailingDisk;
}

interface Options {
  readonly folder?: string;
  readonly logLimits?: Partial<LogLimits>;
  readonly spaceLimit?: number;
  readonly memoryLimit?: number | undefined;
  readonly inMemory?: boolean;
}

/** Opens a store on a disk that can be made to fail; it is closed when the test is over. */
export async function open(options: Options = {}): Promise<Opened> {
  const folder = options.folder ?? join(await node.mkdtemp(join(tmpdir(), 'store-')), 'data');
  const problems: string[] = [];
  const disk = new FailingDisk();
  const validate = {
    settings: (value: unknown) => (JSON.stringify(value).includes('unfit') ? 'it does not fit' : undefined),
    message: (value: unknown) => (typeof value === 'object' ? undefined : 'it is no message'),
    session: (value: unknown) => (isRecord(value) && 'key' in value ? undefined : 'it is no session'),
  };
  const store = await openStore({
    ...(!options.inMemory && { folder }),
    ...(options.spaceLimit !== undefined && { spaceLimit: options.spaceLimit }),
    ...(options.memoryLimit !== undefined && { memoryLimit: options.memoryLimit }),
    logLimits: { entries: 3, bytes: 1_000_000, ...options.logLimits },
    validate,
    report: (problem) => problems.push(problem),
    fs: disk.fs,
  });
  onTestFinished(() => store.close().catch(() => undefined));
  return { store, folder, problems, disk };
}

export const fileOf = (space: string, mark = ''): SpaceFile => ({
  version: 1,
  space,
  settings: { mail: { isDefault: true, type: mark, provider: 'p' } },
});
export const put = (store: Store, space: string, mark: string): Promise<void> =>
  store.settings(space).change(() => ({ value: fileOf(space, mark), result: undefined }));
export const markOf = async (store: Store, space: string): Promise<string | undefined> =>
  (await store.settings(space).read())?.settings.mail?.type;
export const message = (id: string): Message => ({ id }) as Message;
export const idsOf = async (store: Store, space: string): Promise<string[]> =>
  (await store.outbox(space).read()).map(({ id }) => id);
export const fileOfOutbox = (folder: string, space: string): string =>
  join(folder, 'outbox', `${fileNameOf(space)}.jsonl`);
