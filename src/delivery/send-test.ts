// The test send: from the space's default setting to a message in its outbox.
import type { Assumptions } from '../assumptions/table.ts';
import { type Behaviours, noContent } from '../document/behaviour.ts';
import type { AnySetting, Message, ProviderName, User } from '../document/schemas.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { Draw, Random } from '../random/random.ts';
import { Refusal } from '../refusal/refusal.ts';
import type { KnownSpaces } from '../settings/known-spaces.ts';
import { providers } from '../settings/providers.ts';
import { defaultOf } from '../settings/put.ts';
import { maskSecrets } from '../settings/secret.ts';
import type { Fields } from '../settings/show.ts';
import type { Store } from '../store/store.ts';
import type { Attempt, Deliver, Draft } from './deliver.ts';
import { deliverers } from './deliverers.ts';
import { isUnreached, unreached } from './unreached.ts';

export interface DeliveryRoom {
  readonly store: Store;
  readonly outbox: Outbox;
  readonly assumptions: Assumptions;
  readonly fields: Fields;
  readonly knownSpaces: KnownSpaces;
  readonly random: () => Promise<Random>;
  readonly now: () => Date;
}

/** Sends a test message to the caller's own phone or address. */
export function deliveryBehaviours(room: DeliveryRoom): Behaviours<'sendTestMessage'> {
  return {
    sendTestMessage: async ({ space, user, providerError: refuseWith }) => {
      await room.knownSpaces.require(space);
      const settings = (await room.store.settings(space).read())?.settings ?? {};
      const provider = defaultOf(settings);
      if (!provider || !user) throw noDefault(space);
      const random = await room.random();
      const setting = maskSecrets(settings[provider] as AnySetting, room.fields[provider]); // `defaultOf` has found it
      const send = { space, user, provider, setting, date: room.now(), refuseWith };
      const message = await room.outbox.record(space, (sequence) => compose(send, random('message', space, sequence)));
      if (message.error && room.assumptions['test-refused-by-provider'] !== '204') throw refused(message);
      return noContent;
    },
  };
}

function noDefault(space: string): Refusal {
  return new Refusal(
    'no-default',
    `No setting of the space ${JSON.stringify(space)} is its default. Put one with "isDefault": true first.`,
  );
}

function refused({ provider, error, id }: Message): Refusal {
  const reason = `${error?.code} ${error?.message}`.replace(/\.$/, '');
  return new Refusal('refused-by-provider', `The provider ${provider} refused the message ${id}: ${reason}.`);
}

interface Send {
  readonly space: string;
  readonly user: User;
  readonly provider: ProviderName;
  /** With its secrets masked. */
  readonly setting: AnySetting;
  readonly date: Date;
  readonly refuseWith: string | undefined;
}

function compose({ space, user, provider, setting, date, refuseWith }: Send, draw: Draw): Message {
  const { channel } = providers[provider];
  const id = draw.hex(24);
  const code = draw.digits(6);
  const draft: Draft = {
    space,
    to: ((channel === 'mail' ? user.mail : user.phone) ?? '').toWellFormed(),
    code,
    text: `${code} is your one-time password for ${space}.`,
    subject: `Your one-time password – ${space}`,
    date,
    refuseWith,
  };
  const { from, to, exchanges, error } = deliver(provider, wellFormed(setting), { draft, draw });
  return {
    id,
    space,
    createdAt: date.toISOString(),
    requestedBy: user.username,
    channel,
    provider,
    from,
    to,
    ...(channel === 'mail' && { subject: draft.subject }),
    text: draft.text,
    code,
    status: error ? 'failed' : 'sent',
    ...(error && { error }),
    exchanges,
  };
}

/** JSON can carry half a character, which no wire format can: it goes out as U+FFFD. */
function wellFormed(setting: AnySetting): AnySetting {
  const values = Object.entries(setting).map(([name, value]: [string, unknown]) => [
    name,
    typeof value === 'string' ? value.toWellFormed() : value,
  ]);
  return Object.fromEntries(values) as AnySetting; // the same fields
}

interface Delivery {
  readonly draft: Draft;
  readonly draw: Draw;
}

/** The table has a function for each kind of setting, and each is given the setting of its own provider. */
function deliver(provider: ProviderName, setting: AnySetting, { draft, draw }: Delivery): Attempt {
  const attempt = (deliverers[provider] as Deliver<ProviderName>)(setting, draft, draw);
  return isUnreached(attempt) ? unreached(attempt) : attempt;
}
