// Replaces whole spaces within one transaction, which has the outboxes of the mock to itself.
import { createHash } from 'node:crypto';
import type { Scope } from '../files.ts';
import type { StoredSpace } from '../store.ts';
import type { Query } from './driver.ts';

interface Planting {
  readonly query: Query;
  /** The name of the mock. */
  readonly mock: string;
  readonly spaces: readonly StoredSpace[];
}

interface Replacement extends Planting {
  readonly scope: Scope;
}

/** With the name of a mock, any pair of numbers that no other program uses for its advisory locks. */
const lockOf = (mock: string): string => `71654038, ${createHash('sha256').update(mock).digest().readInt32BE()}`;

/** How a transaction begins that changes outboxes, and may do that beside others of its kind. */
export const besideOthers = (mock: string): string => `BEGIN; SELECT pg_advisory_xact_lock_shared(${lockOf(mock)})`;

/** How one begins that replaces them: no message gets a number meanwhile, and nothing else is replaced. */
export const alone = (mock: string): string => `BEGIN; SELECT pg_advisory_xact_lock(${lockOf(mock)})`;

/** The numbers of messages go on where a space had some before. Resolves with the names of the spaces that were there. */
export async function replaceSpaces({ query, mock, spaces, scope }: Replacement): Promise<string[]> {
  const names = spaces.map(({ file }) => file.space);
  const gone = scope === 'all' ? 'true' : 'space = ANY ($2)';
  const values = scope === 'all' ? [mock] : [mock, names];
  const { rows } = await query(
    `SELECT space, next FROM otp_settings_mock.outboxes WHERE mock = $1 AND ${gone}`,
    values,
  );
  const numbers = new Map(rows.map(({ space, next }) => [String(space), Number(next)]));
  await query(`DELETE FROM otp_settings_mock.messages WHERE mock = $1 AND ${gone}`, values);
  await query(`DELETE FROM otp_settings_mock.outboxes WHERE mock = $1 AND ${gone}`, values);
  const removed = await query(
    `DELETE FROM otp_settings_mock.settings WHERE mock = $1 AND ${gone} RETURNING space`,
    values,
  );
  await insertSettings({ query, mock, spaces }, overwriting);
  await insertMessages({ query, mock, spaces }, numbers);
  return [...new Set([...numbers.keys(), ...removed.rows.map(({ space }) => String(space))])];
}

/** Stores those that have no settings. Resolves with their names. */
export async function plantSpaces({ query, mock, spaces }: Planting): Promise<string[]> {
  const names = await insertSettings({ query, mock, spaces }, 'DO NOTHING');
  const { rows } = await query(
    `SELECT space, next FROM otp_settings_mock.outboxes WHERE mock = $1 AND space = ANY ($2)`,
    [mock, names],
  );
  const numbers = new Map(rows.map(({ space, next }) => [String(space), Number(next)]));
  const planted = spaces.filter(({ file }) => names.includes(file.space));
  await insertMessages({ query, mock, spaces: planted }, numbers);
  return names;
}

const overwriting = `DO UPDATE SET settings = excluded.settings, number_of_settings = excluded.number_of_settings,
  version = excluded.version`;

/** @param conflict what to do where a space has settings. Resolves with the names of those whose settings were stored. */
async function insertSettings({ query, mock, spaces }: Planting, conflict: string): Promise<string[]> {
  const { rows } = await query(
    `INSERT INTO otp_settings_mock.settings (mock, space, settings, number_of_settings, version)
     SELECT $1, space, settings::json, number, nextval('otp_settings_mock.versions')
     FROM unnest($2::text[], $3::text[], $4::integer[]) AS spaces (space, settings, number)
     ORDER BY space
     ON CONFLICT (mock, space) ${conflict} RETURNING space`,
    [
      mock,
      spaces.map(({ file }) => file.space),
      spaces.map(({ file }) => JSON.stringify(file.settings)),
      spaces.map(({ file }) => Object.keys(file.settings).length),
    ],
  );
  return rows.map(({ space }) => String(space));
}

async function insertMessages({ query, mock, spaces }: Planting, numbers: ReadonlyMap<string, number>): Promise<void> {
  const logs = spaces
    .map(({ file, messages }) => ({ space: file.space, messages, first: numbers.get(file.space) ?? 0 }))
    .filter(({ messages, first }) => messages.length + first > 0);
  await query(
    `INSERT INTO otp_settings_mock.outboxes SELECT $1, space, next
     FROM unnest($2::text[], $3::bigint[]) AS logs (space, next) ORDER BY space
     ON CONFLICT (mock, space) DO UPDATE SET next = greatest(outboxes.next, excluded.next)`,
    [mock, logs.map(({ space }) => space), logs.map(({ first, messages }) => first + messages.length)],
  );
  const rows = logs.flatMap(({ space, messages, first }) =>
    messages.map((message, index) => ({ space, number: first + index, text: JSON.stringify(message) })),
  );
  await query(
    `INSERT INTO otp_settings_mock.messages SELECT $1, space, number, text::json
     FROM unnest($2::text[], $3::bigint[], $4::text[]) AS messages (space, number, text)`,
    [mock, rows.map(({ space }) => space), rows.map(({ number }) => number), rows.map(({ text }) => text)],
  );
}
