// What a look at the files of spaces tells. Tens of thousands are looked at in a second or two, because that is done
// synchronously: reading through Node's threads takes ten times as long.
import { readFileSync, statSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { isRecord } from '../document/json.ts';
import { flawOfUtf8 } from '../document/utf8.ts';
import type { Validate } from '../document/validate.ts';
import { formatVersion, parse } from './disk-json.ts';
import type { Look, SpaceFile } from './files.ts';
import type { LogLimits } from './newest.ts';

export interface LookOptions {
  readonly limits: LogLimits;
  /** The files of a space, and what checks the one of its settings. */
  readonly filesOf: (space: string) => SpaceFiles;
}

interface SpaceFiles {
  readonly settings: string;
  readonly outbox: string;
  readonly validate: Validate;
}

/** For how long nothing else is done, in milliseconds. */
const slice = 5;
/** Larger files are left to those who read them piece by piece, in bytes. */
const largest = 1024 ** 2;

/** Of those whose files are small and look as they should; the others have to be read. */
export async function lookOnDisk(spaces: readonly string[], options: LookOptions): Promise<Map<string, Look>> {
  const looks = new Map<string, Look>();
  let since = performance.now();
  for (const space of spaces) {
    const look = lookAt(space, options);
    if (look) looks.set(space, look);
    if (performance.now() - since < slice) continue;
    await setImmediate();
    since = performance.now();
  }
  return looks;
}

function lookAt(space: string, { limits, filesOf }: LookOptions): Look | undefined {
  try {
    const { settings: file, outbox, validate } = filesOf(space);
    const settings = settingsIn(small(file), validate);
    const log = logIn(small(outbox), space, limits);
    return settings === undefined || log === undefined ? undefined : { settings, ...log };
  } catch {
    return undefined; // reading it says why
  }
}

/** Undefined when there is none. @throws {Error} when it is something else than a file, or too large. */
function small(file: string): Buffer | undefined {
  const there = statSync(file, { throwIfNoEntry: false });
  if (!there) return undefined;
  if (!there.isFile() || there.size > largest) throw new Error('It is not a small file.');
  return readFileSync(file);
}

/** How many settings a file has. */
function settingsIn(file: Buffer | undefined, validate: Validate): number | undefined {
  const value = file && valueOf(file);
  return validate(value) === undefined ? Object.keys((value as SpaceFile).settings).length : undefined; // it was checked
}

/** How many lines a log has behind its header, unless some of them have left. */
function logIn(log: Buffer | undefined, space: string, limits: LogLimits): Omit<Look, 'settings'> | undefined {
  if (!log) return { messages: 0, next: 0 };
  let messages = -1;
  for (let end = log.indexOf('\n'); end >= 0; end = log.indexOf('\n', end + 1)) messages += 1;
  const isUsual = log.at(-1) === 0x0a && messages <= limits.entries && log.length <= limits.bytes;
  const header = isUsual ? valueOf(log.subarray(0, log.indexOf('\n'))) : undefined;
  if (!isRecord(header) || header['version'] !== formatVersion || header['space'] !== space) return undefined;
  return typeof header['first'] === 'number' ? { messages, next: header['first'] + messages } : undefined;
}

function valueOf(bytes: Buffer): unknown {
  return flawOfUtf8(bytes) === undefined ? parse(bytes.toString('utf8')) : undefined;
}
