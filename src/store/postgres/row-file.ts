// A value in a row of a table. A change is written only over the version that it was made from; otherwise it is made again.
import { applyAll, ChangeQueue, type Job } from '../change-queue.ts';
import type { Outcome } from '../commit-queue.ts';
import { Gate } from '../gate.ts';
import type { JsonFile } from '../json-file.ts';
import type { Shelved } from '../shelf.ts';
import type { Database } from './database.ts';

/** Where the values of a mock are: of the mock as a whole by name, and of each space. */
const tables = {
  documents: { key: 'name', value: 'value', count: undefined },
  settings: { key: 'space', value: 'settings', count: 'number_of_settings' },
} as const;

export interface Place<T> {
  readonly database: Database;
  /** The name of the mock. */
  readonly mock: string;
  readonly table: keyof typeof tables;
  /** The name of the value, or of the space. */
  readonly name: string;
  /** What a row holds, and what a value is in a row. */
  readonly form: {
    /** @throws {Refusal} when it is something else, because somebody has changed it. */
    readonly read: (stored: unknown) => T;
    readonly write: (value: T) => object;
  };
  /** Called before a row is made. @throws {Refusal} when there are too many. */
  readonly admit?: () => Promise<void>;
  /** Called after a change. */
  readonly changed?: () => void;
}

interface Found<T> {
  readonly version: string | undefined;
  readonly value: T | undefined;
  readonly unreadable?: unknown;
}

export class RowFile<T extends object> extends ChangeQueue<T> implements JsonFile<T>, Shelved {
  /** It can be made anew: the row has everything. */
  readonly holdsNothing = true;
  readonly weight = 0;
  readonly #place: Place<T>;

  constructor(place: Place<T>) {
    super(new Gate()); // transactions see to what has the store to itself
    this.#place = place;
  }

  async read(): Promise<T | undefined> {
    const { value, unreadable } = await this.#read();
    if (unreadable !== undefined) throw unreadable;
    return value;
  }

  /** Each try that fails means that another mock has stored something, so that all of them together get on. */
  protected async commit(jobs: readonly Job<T>[]): Promise<Outcome[]> {
    for (;;) {
      const found = await this.#read();
      const { outcomes, ...after } = applyAll(jobs, found);
      const isSame = after.value === found.value && after.unreadable === found.unreadable;
      if (isSame || (await this.#write(after.value, found.version))) return outcomes;
    }
  }

  async #read(): Promise<Found<T>> {
    const { database, mock, table, name, form } = this.#place;
    const { key, value } = tables[table];
    const { rows } = await database.query(
      `SELECT version, ${value} AS value FROM otp_settings_mock.${table} WHERE mock = $1 AND ${key} = $2`,
      [mock, name],
    );
    const [row] = rows;
    if (!row) return { version: undefined, value: undefined };
    const version = String(row['version']);
    try {
      return { version, value: form.read(row['value']) };
    } catch (unreadable) {
      return { version, value: undefined, unreadable };
    }
  }

  /** Over a version, or where there is none. Resolves with false when another one was stored meanwhile. */
  async #write(value: T | undefined, over: string | undefined): Promise<boolean> {
    const { database, mock, table, name, form, admit, changed } = this.#place;
    const written = value && form.write(value);
    if (written && over === undefined) await admit?.();
    const values = [mock, name, ...(over === undefined ? [] : [over]), ...(written ? [JSON.stringify(written)] : [])];
    const { count } = await database.query(statementFor(table, written, over !== undefined), values);
    if (count === 1) changed?.();
    return count === 1;
  }
}

function statementFor(table: Place<object>['table'], written: object | undefined, isOver: boolean): string {
  const { key, value, count } = tables[table];
  const place = `otp_settings_mock.${table}`;
  const where = `WHERE mock = $1 AND ${key} = $2 AND version = $3`;
  if (!written) return `DELETE FROM ${place} ${where}`;
  const columns = ['version', ...(count === undefined ? [] : [count]), value].join(', ');
  const size = count === undefined ? [] : [Object.keys(written).length];
  const values = [`nextval('otp_settings_mock.versions')`, ...size, isOver ? '$4' : '$3'].join(', ');
  return isOver
    ? `UPDATE ${place} SET (${columns}) = ROW (${values}) ${where}`
    : `INSERT INTO ${place} (mock, ${key}, ${columns}) VALUES ($1, $2, ${values}) ON CONFLICT DO NOTHING`;
}
