// Whether a provider takes what a client sends: by the account that the client uses, and by the faults that are set.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Message, ProviderName, User } from '../document/schemas.ts';
import type { Faults } from '../faults/faults.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { Random } from '../random/random.ts';
import type { Users } from '../session/users.ts';
import type { Store } from '../store/store.ts';
import { type Account, type Credentials, findAccount } from './accounts.ts';

export interface Needs {
  readonly store: Store;
  readonly outbox: Outbox;
  readonly faults: Faults;
  readonly users: () => Users;
  readonly random: () => Promise<Random>;
  readonly now: () => Date;
  readonly report: (problem: string) => void;
}

export interface Judged extends Account {
  /** The code with which a fault has the provider refuse, or be out of reach. */
  readonly error: string | undefined;
}

/** What happens to a connection, as the error that a client tells of it. */
const errors = { reset: 'ECONNRESET', truncate: 'ECONNRESET', hang: 'ETIMEDOUT' } as const;

/** Resolves when the delay of a fault is over, too. */
export async function judge({ store, faults }: Needs, credentials: Credentials): Promise<Judged> {
  const account = await findAccount(store, credentials);
  const { provider } = credentials;
  const { error, delay, connection } = await faults.take({
    operation: 'sendTestMessage',
    contract: true,
    space: account.space,
    user: undefined,
    provider: async () => provider,
  });
  if (delay !== undefined) await sleep(delay, undefined, { signal: faults.closing }).catch(() => undefined);
  return { ...account, error: error ?? (connection && errors[connection]) };
}

/** Why an account is refused whose secret is not that of the stored setting. */
export const ruleOfSecret = (provider: ProviderName, space: string, name: string): string =>
  `The ${provider} setting of ${space} has another secret for ${name}.`;

/** The user to whom a message goes, if it is one. */
export async function recipientOf({ users }: Needs, isTheirs: (user: User) => boolean): Promise<User | undefined> {
  return (await users().list()).find(isTheirs);
}

/** Records what was received, under an id of its own; resolves with the message. */
export async function record(
  { outbox, random }: Needs,
  space: string,
  compose: (id: string) => Message,
): Promise<Message> {
  const draw = await random();
  return outbox.record(space, (sequence) => compose(draw('message', space, sequence).hex(24)));
}
