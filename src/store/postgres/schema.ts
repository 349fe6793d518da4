// The tables, and how they come about: the first mock that comes creates them, a newer one changes them.
import { StartError } from '../../document/start-error.ts';
import type { Query } from './driver.ts';

/**
 * Each one brings the schema from its place in the list to the next version, and changes nothing where that was done: what somebody
 * has dropped is made again. Values are of the type json, not jsonb: that one
 * changes the order of fields and does not take U+0000.
 */
const migrations: readonly string[] = [
  `
  CREATE SEQUENCE IF NOT EXISTS otp_settings_mock.versions;
  CREATE TABLE IF NOT EXISTS otp_settings_mock.documents (
    mock text NOT NULL,
    name text NOT NULL,
    version bigint NOT NULL,
    value json NOT NULL,
    PRIMARY KEY (mock, name)
  );
  CREATE TABLE IF NOT EXISTS otp_settings_mock.settings (
    mock text NOT NULL,
    space text NOT NULL,
    version bigint NOT NULL,
    settings json NOT NULL,
    number_of_settings integer NOT NULL,
    PRIMARY KEY (mock, space)
  );
  CREATE TABLE IF NOT EXISTS otp_settings_mock.outboxes (
    mock text NOT NULL,
    space text NOT NULL,
    next bigint NOT NULL,
    PRIMARY KEY (mock, space)
  );
  CREATE TABLE IF NOT EXISTS otp_settings_mock.messages (
    mock text NOT NULL,
    space text NOT NULL,
    number bigint NOT NULL,
    message json NOT NULL,
    PRIMARY KEY (mock, space, number)
  );
  COMMENT ON SCHEMA otp_settings_mock IS 'The state of otp-settings-mock; see its README of the store.';
  COMMENT ON TABLE otp_settings_mock.documents IS 'Values that a mock has once: its sessions.';
  COMMENT ON TABLE otp_settings_mock.settings IS 'The settings of a space, by provider.';
  COMMENT ON TABLE otp_settings_mock.outboxes IS 'The number of the next message of a space.';
  COMMENT ON TABLE otp_settings_mock.messages IS 'The outbox of a space, oldest number first.';
  `,
  `
  CREATE TABLE IF NOT EXISTS otp_settings_mock.feeds (
    mock text NOT NULL PRIMARY KEY,
    id text NOT NULL DEFAULT gen_random_uuid(),
    next bigint NOT NULL DEFAULT 0
  );
  CREATE TABLE IF NOT EXISTS otp_settings_mock.events (
    mock text NOT NULL,
    number bigint NOT NULL,
    type text NOT NULL,
    data json NOT NULL,
    PRIMARY KEY (mock, number)
  );
  COMMENT ON TABLE otp_settings_mock.feeds IS 'The number of the next event of a mock.';
  COMMENT ON TABLE otp_settings_mock.events IS 'The last events of a mock: requests, messages, changes.';
  `,
];

/** Any number that no other program uses for its advisory locks. */
const lock = 7_165_403_851;

/**
 * Creates what is missing, within a transaction.
 * @throws {StartError} when the schema is newer than this program, may not be created, or could not hold every text.
 */
export async function bringUpToDate(query: Query): Promise<void> {
  await query('SELECT pg_advisory_xact_lock($1)', [lock]);
  const version = await versionOf(query);
  if (version > migrations.length)
    throw new StartError(
      `The schema otp_settings_mock of the database has version ${version}, and this program knows versions up to ${migrations.length}. Use a newer version of otp-settings-mock.`,
    );
  for (const migration of migrations) await query(migration);
  // Versions of rows that somebody still knows are not given again.
  if (version === 0)
    await query(`SELECT setval('otp_settings_mock.versions', (extract(epoch FROM clock_timestamp()) * 1000)::bigint)`);
  if (version < migrations.length) await query('UPDATE otp_settings_mock.schema SET version = $1', [migrations.length]);
}

/** 0 for a schema without tables; one that is missing is created, which a role with rights on it alone could not do. */
async function versionOf(query: Query): Promise<number> {
  const { rows } = await query(
    `SELECT to_regnamespace('otp_settings_mock') IS NOT NULL AS schema, to_regclass('otp_settings_mock.schema') IS NOT NULL AS version,
       current_setting('server_encoding') AS encoding`,
  );
  const there = rows[0] ?? {};
  if (there['encoding'] !== 'UTF8')
    throw new StartError(
      `The database has the encoding ${String(there['encoding'])}, which cannot hold every text. Create one with the encoding UTF8.`,
    );
  if (there['schema'] !== true) await query('CREATE SCHEMA otp_settings_mock');
  if (there['version'] !== true) {
    await query('CREATE TABLE otp_settings_mock.schema (version integer NOT NULL)');
    await query('INSERT INTO otp_settings_mock.schema VALUES (0)');
  }
  const found = await query('SELECT version FROM otp_settings_mock.schema');
  return Number(found.rows[0]?.['version']);
}
