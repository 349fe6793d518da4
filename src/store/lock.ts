// One process at a time owns a data folder. The lock file says which, and its sign of life whether that lives: the lock of a dead
// process is free.
import { randomUUID } from 'node:crypto';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { isRecord } from '../document/json.ts';
import { StartError } from '../document/start-error.ts';
import { parse } from './disk-json.ts';
import { codeOf, type FileSystem, isLacking, writeSynced } from './file-system.ts';
import { isShown, removeSign, showLife, type SignOfLife, signOf } from './sign-of-life.ts';

export interface Lock {
  /** Takes it again if its file is gone; resolves with whether it was. @throws {StartError} when another process has it now. */
  renew(): Promise<boolean>;
  /** Tells those who come later where the holder listens. */
  announce(url: string): Promise<void>;
  release(): Promise<void>;
}

interface Holder {
  readonly pid: number;
  /** Tells this lock from any other. */
  readonly token: string;
  /** The name of its sign of life, without which nobody can tell whether it lives. */
  readonly sign?: string;
  readonly url?: string;
}

/**
 * Takes the lock of a folder.
 * @throws {StartError} when a living process has it.
 */
export async function takeLock(fs: FileSystem, folder: string): Promise<Lock> {
  const file = join(folder, 'lock.json');
  const who = { pid: process.pid, token: randomUUID() };
  let [own, sign]: [Holder, SignOfLife | undefined] = [who, undefined];
  const take = async (): Promise<void> => {
    await sign?.end();
    sign = await showLife(folder);
    const { sign: _former, ...rest } = own;
    own = { ...rest, ...(sign && { sign: sign.name }) };
    try {
      if (!(await takeSoon(fs, file, own))) throw held(folder, await read(fs, file));
      await removeLeft(fs, folder, own);
    } catch (error) {
      await sign?.end();
      throw error;
    }
  };
  await take();
  return {
    async renew() {
      if ((await read(fs, file))?.token === own.token) return false;
      await take();
      return true;
    },
    async announce(url) {
      own = { ...own, url };
      await replace(fs, file, own);
    },
    async release() {
      await sign?.end();
      if ((await read(fs, file))?.token === own.token) await fs.unlink(file);
    },
  };
}

/** How long a process that was just killed may take to end, in milliseconds. */
const dying = 500;

async function takeSoon(fs: FileSystem, file: string, own: Holder): Promise<boolean> {
  for (const until = Date.now() + dying; ; await wait(50)) {
    if ((await create(fs, file, own)) || (await takeOver(fs, file, own))) return true;
    if (Date.now() >= until) return false;
  }
}

/** Removes what processes that are dead now have left beside the lock. */
async function removeLeft(fs: FileSystem, folder: string, own: Holder): Promise<void> {
  for (const name of await fs.readdir(folder)) {
    const sign = signOf(name);
    if (sign !== undefined && sign !== own.sign && !(await isShown(folder, sign))) await removeSign(folder, sign);
    const draft = /^lock\.json(\.turn)?\.[0-9a-f-]{36}$/.test(name) ? await read(fs, join(folder, name)) : undefined;
    if (draft && !(await isAlive(folder, draft))) await fs.unlink(join(folder, name)).catch(ignoreMissing);
  }
}

/** Creates the lock with its content in one step; false when there is one. */
async function create(fs: FileSystem, file: string, holder: Holder): Promise<boolean> {
  const own = `${file}.${holder.token}`;
  try {
    await writeSynced(fs, own, JSON.stringify(holder));
    await fs.link(own, file).catch((error: unknown) => {
      if (!isLacking(error)) throw error;
      return writeSynced(fs, file, JSON.stringify(holder)); // there is only one who creates it, too
    });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  } finally {
    await fs.unlink(own).catch(ignoreMissing);
  }
}

async function replace(fs: FileSystem, file: string, holder: Holder): Promise<void> {
  const own = `${file}.${holder.token}`;
  try {
    await writeSynced(fs, own, JSON.stringify(holder));
    await fs.rename(own, file);
  } catch (error) {
    await fs.unlink(own).catch(ignoreMissing);
    throw error;
  }
}

/** Takes a dead process's lock. Only one at a time may try: between looking and taking, another could have taken it. */
async function takeOver(fs: FileSystem, file: string, own: Holder): Promise<boolean> {
  const turn = `${file}.turn`;
  const folder = dirname(file);
  for (let attempt = 0; attempt < 100; attempt += 1) {
    if (await isAlive(folder, await read(fs, file))) return false;
    if (await create(fs, turn, { ...own, token: randomUUID() })) {
      try {
        if (await isAlive(folder, await read(fs, file))) return false;
        await fs.unlink(file).catch(ignoreMissing);
        return await create(fs, file, own);
      } finally {
        await fs.unlink(turn);
      }
    }
    if (!(await isAlive(folder, await read(fs, turn)))) await fs.unlink(turn).catch(ignoreMissing);
    await wait(10);
  }
  return false;
}

function ignoreMissing(error: unknown): void {
  if (codeOf(error) !== 'ENOENT') throw error;
}

/** Who has a lock; undefined when there is none or it says nothing that we understand. */
async function read(fs: FileSystem, file: string): Promise<Holder | undefined> {
  const text = await fs.readFile(file, 'utf8').catch(ignoreMissing);
  const value = parse(text ?? '');
  const fits = isRecord(value) && Number(value['pid']) > 0 && isName(value['token']) && isName(value['sign'] ?? '');
  return fits ? (value as unknown as Holder) : undefined;
}

/** What can be part of a path without leading elsewhere. */
const isName = (value: unknown): boolean => typeof value === 'string' && /^[\w-]*$/.test(value);

async function isAlive(folder: string, holder: Holder | undefined): Promise<boolean> {
  return holder?.sign !== undefined && isShown(folder, holder.sign);
}

function held(folder: string, holder: Holder | undefined): StartError {
  const who = holder
    ? `the process ${holder.pid}${holder.url === undefined ? '' : `, at ${holder.url}`}`
    : 'another process';
  return new StartError(
    `The data folder ${folder} is in use by ${who}. Stop that one, or choose another folder with --data, or none with --ephemeral.`,
  );
}
