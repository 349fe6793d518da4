// The values that a mock has once, all read by one statement, which all requests share that arrive at the same time.
import type { Change } from '../change-queue.ts';
import type { JsonFile } from '../json-file.ts';
import type { Gate } from '../gate.ts';
import { nextShared } from '../next-shared.ts';
import type { SharedValue } from '../shared-value.ts';
import type { Database } from './database.ts';
import { RowFile } from './row-file.ts';
import { documentRow } from './rows.ts';

interface Known {
  readonly version: string;
  readonly value: unknown;
}

interface Tables {
  readonly database: Database;
  /** The name of the mock. */
  readonly mock: string;
  readonly gate: Gate;
}

export class Documents {
  readonly #tables: Tables;
  #known: ReadonlyMap<string, Known> = new Map();

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  /** Brings the values to what is stored. */
  readonly refresh = nextShared(async (): Promise<void> => {
    const { database, mock } = this.#tables;
    const { rows } = await database.query(
      `SELECT name, version, value::text FROM otp_settings_mock.documents WHERE mock = $1`,
      [mock],
    );
    this.#known = new Map(rows.map((row) => [String(row['name']), this.#knownOf(row)]));
  });

  /** A value that may be missing. */
  file<T extends object>(name: string): JsonFile<T> {
    const file = new RowFile<T>(documentRow(this.#tables, name), this.#tables.gate);
    return {
      read: async () => {
        await this.refresh();
        return this.#known.get(name)?.value as T | undefined; // nobody else writes it
      },
      change: (apply) => file.change(apply),
      overwrite: (value) => file.overwrite(value),
    };
  }

  /** A value that is this one until another is stored. */
  shared<T extends object>(name: string, initial: T): SharedValue<T> {
    const file = this.file<T>(name);
    const valueOf = (): T => (this.#known.get(name)?.value ?? initial) as T; // nobody else writes it
    const { refresh } = this;
    return {
      get current() {
        return valueOf();
      },
      async change<R>(apply: (value: T) => Change<T, R>): Promise<R> {
        const result = await file.change((value) => unlessSame(value, apply(value ?? initial), initial));
        await refresh();
        return result;
      },
    };
  }

  #knownOf({ name, version, value }: Readonly<Record<string, unknown>>): Known {
    const known = this.#known.get(String(name));
    return known && known.version === version
      ? known
      : { version: String(version), value: JSON.parse(String(value)) as unknown };
  }
}

/** Where nothing is stored, the initial value need not be. */
function unlessSame<T, R>(stored: T | undefined, change: Change<T, R>, initial: T): Change<T, R> {
  return stored === undefined && change.value === initial ? { ...change, value: undefined } : change;
}
