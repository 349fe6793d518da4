// The messages of all spaces: record, find, forget. Each space has its own file, which has a limit.
import type { Message, MessageStatus, ProviderName } from '../document/schemas.ts';
import { Refusal } from '../refusal/refusal.ts';
import type { Store } from '../store/store.ts';
import { bounded } from './bounded.ts';
import { nextIn, Waiting } from '../common/waiting.ts';

export interface MessageQuery {
  readonly space?: string;
  readonly provider?: ProviderName;
  readonly status?: MessageStatus;
  readonly to?: string;
  /** Recorded at this time (ISO 8601) or later. */
  readonly since?: string;
  readonly limit?: number;
}

export interface Outbox {
  /** Records a message. `create` gets the number of the message in its space, which is never given twice. */
  record(space: string, create: (sequence: number) => Message): Promise<Message>;
  /** How many messages fit, and the newest of them, newest first. */
  find(query: MessageQuery): Promise<{ total: number; messages: Message[] }>;
  /** The message with that id, or the newest one for `latest`. @throws {Refusal} when there is none. */
  get(id: string, space?: string): Promise<Message>;
  /** The next message that fits, as soon as it is there; undefined when the time is over or nobody waits any more. */
  wait(wanted: Wanted): Promise<Message | undefined>;
  /** Removes the message with that id. @throws {Refusal} when there is none. */
  remove(id: string, space?: string): Promise<void>;
  /** Empties the outbox of one space, or of all. */
  clear(space?: string): Promise<void>;
  /** Another mock may have recorded a message in a space. */
  look(space: string): void;
  /** Ends all waiting. */
  close(): void;
}

export interface Wanted extends Omit<MessageQuery, 'since' | 'limit'> {
  /** The id of a message: waits for the next one after it. Without it, or when it is gone, the newest one is enough. */
  readonly after?: string;
  /** Milliseconds. */
  readonly timeout: number;
  readonly signal: AbortSignal;
}

/** @param recorded is told every message */
export function createOutbox(store: Store, recorded: (message: Message) => void = () => undefined): Outbox {
  const spacesOf = async (space: string | undefined): Promise<string[]> =>
    space === undefined ? (await store.spaces()).flatMap((entry) => ('name' in entry ? [entry.name] : [])) : [space];

  const newestFirst = async (space: string | undefined): Promise<Message[]> => {
    const outboxes = await Promise.all((await spacesOf(space)).map((name) => store.outbox(name).read()));
    const messages = outboxes.flatMap((outbox) => outbox.toReversed());
    return space === undefined
      ? messages.toSorted((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt))
      : messages;
  };

  const waiting = new Waiting<Message>();

  /** The value that is already there. */
  const findNext = async ({ space, after, ...wanted }: Wanted): Promise<Message | undefined> =>
    nextIn(
      await newestFirst(space),
      ({ id }) => id === after,
      (message) => fits(message, wanted),
    );

  const get = async (id: string, space?: string): Promise<Message> => {
    const messages = await newestFirst(space);
    const message = id === 'latest' ? messages[0] : messages.find((each) => each.id === id);
    if (message) return message;
    const where = space === undefined ? 'in any space' : `in the space ${JSON.stringify(space)}`;
    const what = id === 'latest' ? 'There is no message' : `There is no message ${JSON.stringify(id)}`;
    throw new Refusal('not-found', `${what} ${where}. POST /api/otp/settings/test creates one.`);
  };

  return {
    async record(space, create) {
      const message = await store.outbox(space).append((sequence) => bounded(create(sequence)));
      if (!store.feed) waiting.tell(message, space); // otherwise those who wait in any mock are told to look
      recorded(message);
      return message;
    },
    wait: (wanted) =>
      waiting.wait({
        ...wanted,
        fits: (message) => fits(message, wanted),
        there: () => findNext(wanted),
      }),
    look: (space) => waiting.look(space),
    close: () => waiting.close(),
    async find({ space, limit = 50, ...wanted }) {
      const messages = (await newestFirst(space)).filter((message) => fits(message, wanted));
      return { total: messages.length, messages: messages.slice(0, limit) };
    },
    get,
    async remove(wanted, where) {
      const { id, space } = await get(wanted, where);
      await store.outbox(space).drop((message) => message.id === id);
    },
    async clear(space) {
      for (const name of await spacesOf(space)) await store.outbox(name).clear();
    },
  };
}

function fits(message: Message, { provider, status, to, since }: Omit<MessageQuery, 'space' | 'limit'>): boolean {
  return (
    (provider === undefined || message.provider === provider) &&
    (status === undefined || message.status === status) &&
    (to === undefined || message.to === to) &&
    (since === undefined || Date.parse(message.createdAt) >= Date.parse(since))
  );
}
