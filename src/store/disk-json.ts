// A JSON file on disk: read, checked, replaced durably.
import type { Validate } from '../document/validate.ts';
import { isRecord, isTooDeep } from '../document/json.ts';
import { flawOfUtf8 } from '../document/utf8.ts';
import { Refusal } from '../refusal/refusal.ts';
import { removeFile, replaceFile, type FolderSync } from './file-system.ts';
import type { JsonPlace } from './json-file.ts';
import { setAside, type Guarded, readGuarded, markUnreadable } from './set-aside.ts';

/** The version of what is written; a file says which one it has. */
export const formatVersion = 1;

export interface DiskJsonOptions extends Guarded {
  /** Checks the value. */
  readonly validate: Validate;
  readonly temporaryFolder: string;
  readonly folders: FolderSync;
}

/** A place on disk. Unreadable files are set aside; files of a newer version are left alone. */
export function onDisk<T>(options: DiskJsonOptions): JsonPlace<T> {
  const { fs, file, temporaryFolder, folders } = options;
  let isReadable = true;
  return {
    async read() {
      isReadable = false;
      const value = await readValue<T>(options);
      isReadable = true;
      return { value };
    },
    async write({ value }) {
      if (value === undefined) await removeFile(fs, file);
      else await replaceFile(fs, { file, text: textOfJson(value), temporaryFolder, folders });
      if (!isReadable) await setAside(options);
      isReadable = true;
    },
  };
}

async function readValue<T>(options: DiskJsonOptions): Promise<T | undefined> {
  const bytes = await readGuarded(options);
  if (bytes === undefined) return undefined;
  const flaw = flawOfUtf8(bytes);
  if (flaw !== undefined) return markUnreadable(options, flaw);
  const value = isTooDeep(bytes) ? undefined : parse(bytes.toString('utf8'));
  refuseNewer(value, options);
  const problem = value === undefined ? 'it is not valid JSON' : options.validate(value);
  return problem === undefined ? (value as T) : markUnreadable(options, problem);
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
    `The data of ${owner} was written by a newer version of otp-settings-mock (format ${version}). Use that version, or another --data folder.`,
  );
}
