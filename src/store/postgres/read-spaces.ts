// Whole spaces, by one statement: all of them as they were at one moment.
import type { SpaceCount } from '../../document/schemas.ts';
import type { Validate } from '../../document/validate.ts';
import type { SpaceFile, StoreOptions } from '../files.ts';
import type { StoredSpace } from '../store.ts';
import type { Database } from './database.ts';
import type { Query } from './driver.ts';
import { unreadable, withinLimits } from './message-log.ts';
import type { Place } from './row-file.ts';

interface Source extends Pick<StoreOptions, 'logLimits' | 'validate'> {
  readonly database: Database;
  /** The name of the mock. */
  readonly mock: string;
}

/** One space, or all that have settings or an outbox. @throws {Refusal} when one cannot be read. */
export async function readSpaces(source: Source, only?: string): Promise<StoredSpace[]> {
  const { database, mock, logLimits: limits, validate } = source;
  const { rows } = await database.query(
    `SELECT space, settings, (
       SELECT json_agg(message ORDER BY number) FROM (
         SELECT number, message FROM otp_settings_mock.messages
         WHERE mock = $1 AND messages.space = spaces.space ORDER BY number DESC LIMIT $2
       ) AS newest
     ) AS messages
     FROM (
       SELECT space, settings
       FROM (SELECT * FROM otp_settings_mock.settings WHERE mock = $1) AS settings
       FULL JOIN (SELECT * FROM otp_settings_mock.outboxes WHERE mock = $1) AS outboxes USING (space)
     ) AS spaces
     WHERE $3::text IS NULL OR space = $3`,
    [mock, limits.entries, only ?? null],
  );
  return rows.map((row) => {
    const space = String(row['space']);
    const file = settingsForm(space, validate.settings).read(row['settings'] ?? {});
    const messages = Array.isArray(row['messages']) ? row['messages'] : [];
    return { file, messages: withinLimits(messages, { limits, validate: validate.message, space }) };
  });
}

/** How the settings of a space are in a row. */
export function settingsForm(space: string, validate: Validate): Place<SpaceFile>['form'] {
  return {
    read(settings) {
      const problem = validate({ settings });
      if (problem !== undefined) throw unreadable(space, problem);
      return { version: 1, space, settings: settings as SpaceFile['settings'] }; // validate has found it to be that
    },
    write: ({ settings }) => settings,
  };
}

/** How many settings and messages each space has. */
export async function countSpaces(query: Query, mock: string): Promise<SpaceCount[]> {
  const { rows } = await query(
    `SELECT space, coalesce(number_of_settings, 0) AS settings, coalesce(messages, 0) AS messages
     FROM (SELECT * FROM otp_settings_mock.settings WHERE mock = $1) AS settings
     FULL JOIN (SELECT * FROM otp_settings_mock.outboxes WHERE mock = $1) AS outboxes USING (space)
     LEFT JOIN (
       SELECT space, count(*) AS messages FROM otp_settings_mock.messages WHERE mock = $1 GROUP BY space
     ) AS messages USING (space)`,
    [mock],
  );
  return rows.map(({ space, settings, messages }) => ({
    name: String(space),
    settings: Number(settings),
    messages: Number(messages),
  }));
}
