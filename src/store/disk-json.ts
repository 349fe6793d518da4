// A JSON file on disk: read, checked, replaced durably.
import type { Check } from '../document/check.ts';
import { isRecord, isTooDeep } from '../document/json.ts';
import { Refusal } from '../refusal/refusal.ts';
import { removeFile, replaceFile } from './file-system.ts';
import type { FolderSync } from './folder-sync.ts';
import type { JsonPlace } from './json-file.ts';
import { discardMark, type Guarded, readGuarded, setAside } from './set-aside.ts';

/** The version of what is written; a file says which one it has. */
export const formatVersion = 1;

export interface DiskJsonOptions extends Guarded {
  /** What the value has to be. */
  readonly check: Check;
  readonly temporaryFolder: string;
  readonly folders: FolderSync;
}

/** A place on disk. What cannot be understood is set aside; what a newer version wrote is left as it is. */
export function onDisk<T>(options: DiskJsonOptions): JsonPlace<T> {
  const { fs, file, check, temporaryFolder, folders } = options;
  return {
    async read() {
      const bytes = await readGuarded(options);
      if (bytes === undefined) return null;
      const value = isTooDeep(bytes) ? undefined : parse(bytes.toString('utf8'));
      refuseNewer(value, options);
      const fault = value === undefined ? 'it is not valid JSON' : check(value);
      return fault === undefined ? (value as T) : setAside(options, fault);
    },
    write: (value) => replaceFile(fs, { file, text: textOfJson(value), temporaryFolder, folders }),
    remove: () => removeFile(fs, file),
    discardUnreadable: () => discardMark(options),
  };
}

/** The whole file of a value. */
export function textOfJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** The value of a JSON text; undefined when it is none. */
export function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** @throws {Refusal} for what a newer version of this program has written. */
export function refuseNewer(value: unknown, { owner }: Guarded): void {
  const version = isRecord(value) ? value['version'] : undefined;
  if (typeof version !== 'number' || version <= formatVersion) return;
  throw new Refusal(
    'newer-format',
    `What is stored of ${owner} was written by a newer version of otp-settings-mock (format ${version}). Use that version, or another --data folder.`,
  );
}
