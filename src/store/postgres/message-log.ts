// The outbox of a space, in rows: a message gets its number while no other mock can give one.
import type { Validate } from '../../document/validate.ts';
import type { Message } from '../../document/schemas.ts';
import { Refusal } from '../../refusal/refusal.ts';
import type { LogFile } from '../log-file.ts';
import { type LogLimits, Newest } from '../newest.ts';
import type { Database, Query } from './database.ts';

export interface MessageLogOptions {
  readonly database: Database;
  /** The name of the mock. */
  readonly mock: string;
  readonly space: string;
  readonly limits: LogLimits;
  readonly validate: Validate;
  /** Called before a space is made, within the transaction. @throws {Refusal} when there are too many. */
  readonly admit: (query: Query) => Promise<void>;
  /** Called after every change but an append. */
  readonly changed: () => void;
}

export class MessageLog implements LogFile<Message> {
  readonly #options: MessageLogOptions;
  readonly #key: readonly [mock: string, space: string];

  constructor(options: MessageLogOptions) {
    this.#options = options;
    this.#key = [options.mock, options.space];
  }

  async read(): Promise<readonly Message[]> {
    const { rows } = await this.#options.database.query(
      `SELECT message FROM otp_settings_mock.messages WHERE mock = $1 AND space = $2 ORDER BY number DESC LIMIT $3`,
      [...this.#key, this.#options.limits.entries],
    );
    return withinLimits(rows.map(({ message }) => message).toReversed(), this.#options);
  }

  append(create: (sequence: number) => Message): Promise<Message> {
    return this.#options.database.transaction(async (query) => {
      const number = await this.#lock(query, true);
      const message = create(number);
      await query(
        `WITH next AS (UPDATE otp_settings_mock.outboxes SET next = $3 + 1 WHERE mock = $1 AND space = $2),
           removed AS (DELETE FROM otp_settings_mock.messages WHERE mock = $1 AND space = $2 AND number <= $3 - $5)
         INSERT INTO otp_settings_mock.messages VALUES ($1, $2, $3, $4)`,
        [...this.#key, number, JSON.stringify(message), this.#options.limits.entries],
      );
      return message;
    });
  }

  async overwrite(entries: readonly Message[]): Promise<void> {
    const { database, changed } = this.#options;
    await database.transaction(async (query) => {
      const number = await this.#lock(query, entries.length > 0);
      await query(`DELETE FROM otp_settings_mock.messages WHERE mock = $1 AND space = $2`, this.#key);
      if (entries.length === 0) return;
      await query(`UPDATE otp_settings_mock.outboxes SET next = $3 WHERE mock = $1 AND space = $2`, [
        ...this.#key,
        number + entries.length,
      ]);
      await query(
        `INSERT INTO otp_settings_mock.messages
         SELECT $1, $2, $3 + place - 1, text::json FROM unnest($4::text[]) WITH ORDINALITY AS entries (text, place)`,
        [...this.#key, number, entries.map((entry) => JSON.stringify(entry))],
      );
    });
    changed();
  }

  async remove(): Promise<void> {
    const { database, changed } = this.#options;
    await database.transaction(async (query) => {
      await this.#lock(query, false);
      for (const table of ['messages', 'outboxes'])
        await query(`DELETE FROM otp_settings_mock.${table} WHERE mock = $1 AND space = $2`, this.#key);
    });
    changed();
  }

  /** The next number. Until the transaction ends, nobody else can change this outbox. */
  async #lock(query: Query, create: boolean): Promise<number> {
    const found = await query(
      `SELECT next FROM otp_settings_mock.outboxes WHERE mock = $1 AND space = $2 FOR UPDATE`,
      this.#key,
    );
    if (found.count > 0) return Number(found.rows[0]?.['next']);
    if (!create) return 0;
    await this.#options.admit(query);
    const made = await query(
      `INSERT INTO otp_settings_mock.outboxes VALUES ($1, $2, 0)
       ON CONFLICT (mock, space) DO UPDATE SET next = outboxes.next RETURNING next`,
      this.#key,
    );
    return Number(made.rows[0]?.['next']);
  }
}

/** The newest of them that the limits allow, oldest first. @throws {Refusal} when one is not a message. */
export function withinLimits(
  messages: readonly unknown[],
  { limits, validate, space }: Pick<MessageLogOptions, 'limits' | 'validate' | 'space'>,
): readonly Message[] {
  const newest = new Newest<Message>(limits);
  for (const message of messages) {
    const problem = validate(message);
    if (problem !== undefined) throw unreadable(space, `a message in its outbox is damaged: ${problem}`);
    newest.add(message as Message, Buffer.byteLength(JSON.stringify(message))); // validate has found it to be one
  }
  return newest.list();
}

export function unreadable(space: string, reason: string): Refusal {
  return new Refusal(
    'unreadable-space',
    `The data of the space ${JSON.stringify(space)} cannot be read: ${reason}. Repair it in the database, or reset the space with POST /__mock/reset.`,
  );
}
