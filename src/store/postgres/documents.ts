// The values that a mock has once, all read by one statement, which all requests share that arrive at the same time.
import type { Change } from '../change-queue.ts';
import type { StoreOptions } from '../files.ts';
import { withInitial } from '../initial.ts';
import type { JsonFile } from '../json-file.ts';
import { nextShared } from '../next-shared.ts';
import { Refusal } from '../../refusal/refusal.ts';
import type { SharedValue } from '../shared-value.ts';
import type { Database } from './database.ts';
import { RowFile } from './row-file.ts';

interface Known {
  readonly version: string;
  readonly value: unknown;
  /** What is wrong with it, because somebody has changed it. */
  readonly problem: string | undefined;
}

interface Options extends Pick<StoreOptions, 'validate' | 'report'> {
  readonly database: Database;
  /** The name of the mock. */
  readonly mock: string;
}

export class Documents {
  readonly #options: Options;
  #known: ReadonlyMap<string, Known> = new Map();

  constructor(options: Options) {
    this.#options = options;
  }

  /** Brings the values to what is stored. Those that are known in their version are not sent again. */
  readonly refresh = nextShared(async (): Promise<void> => {
    const { database, mock } = this.#options;
    const { rows } = await database.query(
      `SELECT name, version, CASE WHEN version = ANY ($2::bigint[]) THEN NULL ELSE value::text END AS value
       FROM otp_settings_mock.documents WHERE mock = $1`,
      [mock, [...this.#known.values()].map(({ version }) => version)],
    );
    this.#known = new Map(rows.map((row) => [String(row['name']), this.#knownOf(row)]));
  });

  /** A value that may be missing. @throws {Refusal} when it cannot be read. */
  file<T extends object>(name: string): JsonFile<T> {
    const { database, mock } = this.#options;
    const read = (stored: unknown): T => this.#checked(name, stored) as T; // a mock has written it
    const file = new RowFile<T>({ database, mock, table: 'documents', name, form: { read, write: (value) => value } });
    return {
      read: async () => {
        await this.refresh();
        const known = this.#known.get(name);
        return known && read(known.value);
      },
      change: (apply) => file.change(apply),
      overwrite: (value) => file.overwrite(value),
    };
  }

  /** A value that is this one until another is stored, or while what is stored cannot be read. */
  shared<T extends object>(name: string, initial: T): SharedValue<T> {
    const file = withInitial(this.file<T>(name), () => initial);
    const valueOf = (): T => {
      const known = this.#known.get(name);
      return known && known.problem === undefined ? (known.value as T) : initial; // a mock has written it
    };
    const { refresh } = this;
    return {
      get current() {
        return valueOf();
      },
      async change<R>(apply: (value: T) => Change<T, R>): Promise<R> {
        const result = await file.change(apply);
        await refresh();
        return result;
      },
    };
  }

  #knownOf({ name, version, value }: Readonly<Record<string, unknown>>): Known {
    const known = this.#known.get(String(name));
    if (known && known.version === version) return known;
    const { validate, report } = this.#options;
    const stored = JSON.parse(String(value)) as unknown;
    const problem = validate[String(name)]?.(stored);
    if (problem !== undefined) report(this.#unreadable(String(name), problem));
    return { version: String(version), value: stored, problem };
  }

  #checked(name: string, stored: unknown): unknown {
    const problem = this.#options.validate[name]?.(stored);
    if (problem === undefined) return stored;
    throw new Refusal('unreadable-space', this.#unreadable(name, problem));
  }

  #unreadable(name: string, problem: string): string {
    const { mock } = this.#options;
    return `The row ${JSON.stringify(name)} of the mock ${JSON.stringify(mock)} in the table otp_settings_mock.documents cannot be read: ${problem}. It is replaced when the mock is reset (POST /__mock/reset), or the clock (DELETE /__mock/clock) or the faults (DELETE /__mock/faults).`;
  }
}
