// The outbox of a space, in rows. Messages that come while some are written are written together.
import type { Validate } from '../../document/validate.ts';
import type { Message } from '../../document/schemas.ts';
import { Refusal } from '../../refusal/refusal.ts';
import { CommitQueue, type Outcome } from '../commit-queue.ts';
import { Gate } from '../gate.ts';
import type { LogFile } from '../log-file.ts';
import type { Shelved } from '../shelf.ts';
import { type LogLimits, Newest } from '../newest.ts';
import type { Database } from './database.ts';
import type { Query } from './driver.ts';
import { alone, besideOthers } from './replace.ts';

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

interface Append {
  readonly create: (sequence: number) => Message;
  readonly resolve: (message: Message) => void;
}

export class MessageLog implements LogFile<Message>, Shelved {
  /** It can be made anew: the rows have everything. */
  readonly holdsNothing = true;
  readonly weight = 0;
  readonly #options: MessageLogOptions;
  readonly #key: readonly [mock: string, space: string];
  readonly #queue = new CommitQueue<Append>(new Gate(), (jobs) => this.#append(jobs));

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
    return this.#queue.add<Message>((resolve) => ({ create, resolve }));
  }

  clear(): Promise<void> {
    return this.#delete(['messages']);
  }

  async drop(fits: (message: Message) => boolean): Promise<void> {
    const { database, mock, changed } = this.#options;
    const messages = 'otp_settings_mock.messages WHERE mock = $1 AND space = $2';
    await database.transaction(async (query) => {
      const { rows } = await query(`SELECT number, message FROM ${messages}`, this.#key);
      const dropped = rows.filter(({ message }) => fits(message as Message)).map(({ number }) => number);
      await query(`DELETE FROM ${messages} AND number = ANY ($3)`, [...this.#key, dropped]);
    }, alone(mock));
    changed();
  }

  remove(): Promise<void> {
    return this.#delete(['messages', 'outboxes']);
  }

  async #delete(tables: readonly string[]): Promise<void> {
    const { database, mock, changed } = this.#options;
    await database.transaction(async (query) => {
      for (const table of tables)
        await query(`DELETE FROM otp_settings_mock.${table} WHERE mock = $1 AND space = $2`, this.#key);
    }, alone(mock));
    changed();
  }

  #append(jobs: readonly Append[]): Promise<Outcome[]> {
    const { database, mock, admit, limits } = this.#options;
    return database.transaction(async (query) => {
      const { rows } = await query(
        `INSERT INTO otp_settings_mock.outboxes AS outboxes VALUES ($1, $2, $3)
         ON CONFLICT (mock, space) DO UPDATE SET next = outboxes.next + $3 RETURNING next - $3 AS first, xmax = 0 AS made`,
        [...this.#key, jobs.length],
      ); // until the transaction ends, nobody else can change this outbox
      if (rows[0]?.['made'] === true) await admit(query);
      const first = Number(rows[0]?.['first']);
      const made = jobs.map(({ create, resolve }, index) => ({ message: create(first + index), resolve }));
      await query(
        `WITH removed AS (
           DELETE FROM otp_settings_mock.messages WHERE mock = $1 AND space = $2 AND number < $3::bigint - $5
         )
         INSERT INTO otp_settings_mock.messages
         SELECT $1, $2, $3::bigint + place - 1, text::json
         FROM unnest($4::text[]) WITH ORDINALITY AS entries (text, place)`,
        [...this.#key, first, made.map(({ message }) => JSON.stringify(message)), limits.entries],
      );
      return made.map(({ message, resolve }) => ({ resolve: () => resolve(message) }));
    }, besideOthers(mock));
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
