// A PostgreSQL for tests: the one of TEST_DATABASE_URL, or one that is started for the tests of a file, as Debian installs it.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { chmod, chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { freePort } from './free-port.ts';

const { TEST_DATABASE_URL: given, REQUIRE_POSTGRES: required } = process.env;

/** Where Debian has the programs of each version. */
const versions = '/usr/lib/postgresql';

/** The folder of the newest version's programs; undefined where there is none. */
const programs = existsSync(versions)
  ? readdirSync(versions)
      .toSorted((a, b) => Number(b) - Number(a))
      .map((version) => join(versions, version, 'bin'))
      .find((folder) => existsSync(join(folder, 'initdb')))
  : undefined;

/** Why tests that need a database are skipped; undefined where there is one. */
export const withoutPostgres: string | undefined =
  given === undefined && programs === undefined
    ? 'there is no PostgreSQL: install it (Debian: postgresql), or set TEST_DATABASE_URL'
    : undefined;

if (withoutPostgres !== undefined && required === '1')
  throw new Error(`REQUIRE_POSTGRES is set, and ${withoutPostgres}.`);
if (withoutPostgres !== undefined) process.stderr.write(`Tests are skipped: ${withoutPostgres}.\n`);

/** The programs refuse to run as root. */
function ownerOfServer(): { readonly uid?: number; readonly gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const idOf = (flag: string): number => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: idOf('-u'), gid: idOf('-g') };
}

export class PostgresServer {
  readonly port: number;
  readonly #folder: string;
  readonly #owner = ownerOfServer();
  #process: ChildProcess | undefined;

  private constructor(folder: string, port: number) {
    [this.#folder, this.port] = [folder, port];
  }

  /** Makes a database in a temporary folder, and starts its server. */
  static async start(): Promise<PostgresServer> {
    const folder = await mkdtemp(join(tmpdir(), 'postgres-'));
    const server = new PostgresServer(folder, await freePort());
    const { uid, gid } = server.#owner;
    if (uid !== undefined && gid !== undefined) await chown(folder, uid, gid);
    await chmod(folder, 0o700);
    const options = ['-D', join(folder, 'data'), '-U', 'test', '-A', 'trust', '-E', 'UTF8', '--no-locale', '--no-sync'];
    execFileSync(join(programs ?? '', 'initdb'), options, { ...server.#owner, cwd: folder, stdio: 'ignore' });
    await server.begin();
    return server;
  }

  get url(): string {
    return `postgres://test:not-shown@127.0.0.1:${this.port}/postgres`;
  }

  /** Starts the server, on the same port as before. */
  async begin(): Promise<void> {
    const data = join(this.#folder, 'data');
    const options = ['-D', data, '-p', String(this.port), '-k', this.#folder, '-h', '127.0.0.1'];
    this.#process = spawn(join(programs ?? '', 'postgres'), options, {
      ...this.#owner,
      cwd: this.#folder,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    await new Promise<void>((resolve, reject) => {
      let log = '';
      this.#process?.stderr?.on('data', (text: Buffer) => {
        log += String(text);
        if (log.includes('ready to accept connections')) resolve();
      });
      this.#process?.once('exit', () => reject(new Error(`PostgreSQL did not start:\n${log}`)));
    });
  }

  /** Ends the server: in order, or as if the machine had lost its power. */
  async end(how: 'fast' | 'crash' = 'fast'): Promise<void> {
    const running = this.#process;
    if (!running || running.exitCode !== null) return;
    const gone = new Promise((resolve) => running.once('exit', resolve));
    running.kill(how === 'fast' ? 'SIGINT' : 'SIGQUIT');
    await gone;
  }

  async remove(): Promise<void> {
    await this.end();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

/** The database for the tests of a file: ask for its URL within them. A server of the file's own can be ended and begun again. */
export function usePostgres(): { readonly url: () => string; readonly server: () => PostgresServer } {
  let server: PostgresServer | undefined;
  beforeAll(async () => {
    if (given === undefined && withoutPostgres === undefined) server = await PostgresServer.start();
  });
  afterAll(() => server?.remove());
  const requireServer = (): PostgresServer => {
    if (server) return server;
    throw new Error('The database is not the own one of these tests.');
  };
  return { url: () => given ?? requireServer().url, server: requireServer };
}

/** Whether tests may end the server. */
export const hasOwnServer = given === undefined && withoutPostgres === undefined;

/** A name of a mock that nobody else has. */
export const unusedMock = (): string => `test-${randomUUID()}`;
