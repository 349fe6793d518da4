// Which rows the values of a mock are in.
import type { Validate } from '../../document/validate.ts';
import type { SpaceFile } from '../files.ts';
import type { Database, Query } from './database.ts';
import { unreadable } from './message-log.ts';
import type { Row } from './row-file.ts';

interface Tables {
  readonly database: Database;
  /** The name of the mock. */
  readonly mock: string;
}

/** A value that a mock has once. */
export function documentRow<T>({ database, mock }: Tables, name: string): Row<T> {
  const key = [mock, name];
  return {
    async read() {
      const { rows } = await database.query(
        `SELECT version, value FROM otp_settings_mock.documents WHERE mock = $1 AND name = $2`,
        key,
      );
      const [row] = rows;
      return row && { version: String(row['version']), value: row['value'] as T }; // nobody else writes it
    },
    async write(value, over) {
      const { count } = await database.query(
        over === undefined
          ? `INSERT INTO otp_settings_mock.documents VALUES ($1, $2, nextval('otp_settings_mock.versions'), $3)
             ON CONFLICT (mock, name) DO NOTHING`
          : `UPDATE otp_settings_mock.documents SET value = $3, version = nextval('otp_settings_mock.versions')
             WHERE mock = $1 AND name = $2 AND version = $4`,
        [...key, JSON.stringify(value), ...(over === undefined ? [] : [over])],
      );
      return count === 1;
    },
    async remove(version) {
      const text = `DELETE FROM otp_settings_mock.documents WHERE mock = $1 AND name = $2 AND version = $3`;
      return (await database.query(text, [...key, version])).count === 1;
    },
    changed: () => undefined,
  };
}

interface SettingsPlace extends Tables {
  readonly space: string;
  readonly validate: Validate;
  /** Called before a space is made. @throws {Refusal} when there are too many. */
  readonly admit: (query: Query) => Promise<void>;
  readonly changed: () => void;
}

/** The settings of a space. */
export function settingsRow({ database, mock, space, validate, admit, changed }: SettingsPlace): Row<SpaceFile> {
  const key = [mock, space];
  return {
    async read() {
      const { rows } = await database.query(
        `SELECT version, settings FROM otp_settings_mock.settings WHERE mock = $1 AND space = $2`,
        key,
      );
      const [row] = rows;
      return row && { version: String(row['version']), ...settingsIn(row['settings'], { space, validate }) };
    },
    async write({ settings }, over) {
      if (over === undefined) await admit(database.query);
      const values = [...key, JSON.stringify(settings), Object.keys(settings).length];
      const { count } = await database.query(
        over === undefined
          ? `INSERT INTO otp_settings_mock.settings (mock, space, settings, number_of_settings, version)
             VALUES ($1, $2, $3, $4, nextval('otp_settings_mock.versions')) ON CONFLICT (mock, space) DO NOTHING`
          : `UPDATE otp_settings_mock.settings
             SET settings = $3, number_of_settings = $4, version = nextval('otp_settings_mock.versions')
             WHERE mock = $1 AND space = $2 AND version = $5`,
        [...values, ...(over === undefined ? [] : [over])],
      );
      return count === 1;
    },
    async remove(version) {
      const text = `DELETE FROM otp_settings_mock.settings WHERE mock = $1 AND space = $2 AND version = $3`;
      return (await database.query(text, [...key, version])).count === 1;
    },
    changed,
  };
}

/** The settings as a space has them; with what is wrong, where somebody has changed them by hand. */
export function settingsIn(
  settings: unknown,
  { space, validate }: Pick<SettingsPlace, 'space' | 'validate'>,
): { readonly value: SpaceFile; readonly unreadable?: Error } {
  const value = { version: 1, space, settings } as SpaceFile; // validate tells whether it is one
  const problem = validate({ settings });
  return { value, ...(problem !== undefined && { unreadable: unreadable(space, problem) }) };
}
