// What a run overwrites, on disk until it is restored: nothing else is left of it after a kill -9 or a power cut.
import { createHash, randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { hostname, tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { isRecord } from '../../document/json.ts';
import { StartError } from '../../document/start-error.ts';
import { userFolder } from '../../common/user-folder.ts';
import type { Backup } from './restore.ts';
import type { Body } from '../model/kinds.ts';

/** The first line of a file. */
interface Header {
  readonly version: 1;
  /** The URL of the target. */
  readonly target: string;
  /** ISO 8601. */
  readonly startedAt: string;
  /** When the run has certainly ended (ISO 8601). */
  readonly until: string;
  readonly host: string;
  readonly pid: number;
}

/** What a file holds: what was found, and which settings the run has put over it. */
export interface Kept extends Header {
  readonly file: string;
  readonly backups: readonly Backup[];
  readonly sent: readonly Body[];
}

/** How long a run may take to restore after its --max-time, in milliseconds. */
const timeToRestore = 600_000;

/** Lines of JSON, each written before the request that makes it necessary. */
export class BackupFile {
  readonly file: string;
  readonly #open: number;

  /**
   * @param maxTime of the run, in seconds
   * @throws {StartError} when the file cannot be created.
   */
  constructor(target: string, maxTime: number, folder = stateFolder(process.env)) {
    const now = Date.now();
    const until = new Date(now + maxTime * 1000 + timeToRestore).toISOString();
    const { pid } = process;
    const header: Header = { version: 1, target, startedAt: new Date(now).toISOString(), until, host: hostname(), pid };
    this.file = join(folder, `${beginning(target)}${randomUUID()}.jsonl`);
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      this.#open = openSync(this.file, 'wx', 0o600); // it will hold passwords
    } catch (error) {
      const { code = '' } = error as NodeJS.ErrnoException;
      throw new StartError(
        `What a run overwrites is kept in ${this.file} until it is restored, and that file cannot be written (${code}). Set XDG_STATE_HOME to a folder that can be.`,
      );
    }
    this.#write(header);
  }

  /** Waits until a backup is on the disk. */
  keep(backup: Backup): void {
    this.#write(backup);
    fsyncSync(this.#open);
  }

  /** A setting that is going to be put over what was found. */
  sends(body: Body): void {
    this.#write({ sent: body });
  }

  /** No more is written. @param restored whether everything is as it was, so that nobody needs the file */
  close(restored: boolean): void {
    closeSync(this.#open);
    if (restored) rmSync(this.file, { force: true });
  }

  #write(line: object): void {
    writeSync(this.#open, `${JSON.stringify(line)}\n`);
  }
}

/** What runs against a target that no longer go on have left. */
export function leftBy(target: string, folder = stateFolder(process.env)): Kept[] {
  let names: string[] = [];
  try {
    names = readdirSync(folder);
  } catch {
    return []; // there was no run
  }
  const files = names.filter((name) => name.startsWith(beginning(target)) && name.endsWith('.jsonl'));
  return files.flatMap((name) => {
    const kept = parse(join(folder, name));
    return kept && kept.target === target && !goesOn(kept) ? [kept] : [];
  });
}

/** @throws {StartError} when the file is another one, or is of another target. */
export function readKept(file: string, target: string): Kept {
  const kept = parse(file);
  if (!kept)
    throw new StartError(
      `The file ${file} cannot be read, or is not what a contract run has kept. Pass the path that the run printed.`,
    );
  if (kept.target === target) return kept;
  throw new StartError(`The file ${file} holds settings of ${kept.target}, not of ${target}. Pass that URL.`);
}

export function removeKept({ file }: Kept): void {
  rmSync(file, { force: true });
}

/** Without a home that can be written, where the user's temporary files are. */
function stateFolder(env: NodeJS.ProcessEnv): string {
  const usual = userFolder('state', env);
  const given = env['XDG_STATE_HOME'];
  const others = join(tmpdir(), `otp-settings-mock-${userInfo().uid}`);
  if (usual === undefined) return others;
  try {
    mkdirSync(usual, { recursive: true, mode: 0o700 });
    return usual;
  } catch {
    return given === undefined || given === '' ? others : usual; // the error will name it
  }
}

const beginning = (target: string): string =>
  `backup-${createHash('sha256').update(target).digest('hex').slice(0, 12)}-`;

/** Undefined when it is not there or has another form. A last line that was not written whole was followed by no request. */
function parse(file: string): Kept | undefined {
  try {
    const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1);
    const [header, ...rest] = lines.map((line): unknown => JSON.parse(line));
    if (!isRecord(header) || header['version'] !== 1) return undefined;
    const records = rest.filter(isRecord);
    return {
      ...(header as unknown as Header),
      file,
      backups: records.filter((each) => 'space' in each) as unknown as Backup[],
      sent: records.flatMap(({ sent }) => (isRecord(sent) ? [sent] : [])),
    };
  } catch {
    return undefined;
  }
}

/** Process ids are used again, so the time counts, too. */
function goesOn({ host, pid, until }: Header): boolean {
  if (Date.now() > Date.parse(until)) return false;
  if (host !== hostname()) return true;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
