// From what is sent to its message: the request that would have been sent, and the provider's simulated reply.
import type { AnySetting, Message, ProviderName, User } from '../document/schemas.ts';
import type { Draw } from '../random/random.ts';
import { providers } from '../settings/providers.ts';
import type { Attempt, Deliver, Draft } from './deliver.ts';
import { deliverers } from './deliverers.ts';
import { isUnreached, unreached } from './unreached.ts';

export interface Send {
  readonly space: string;
  readonly user: User;
  readonly provider: ProviderName;
  /** With its secrets masked. */
  readonly setting: AnySetting;
  readonly date: Date;
  readonly providerErrorCode: string | undefined;
  /** The one-time password; drawn, with so many digits, if it is missing. */
  readonly code?: string | undefined;
  readonly digits: number;
}

/** The message, with its outcome. */
export function compose(send: Send, draw: Draw): Message {
  const { space, user, provider, setting, date, providerErrorCode } = send;
  const { channel } = providers[provider];
  const id = draw.hex(24);
  const code = send.code ?? draw.digits(send.digits);
  const draft: Draft = {
    space,
    to: ((channel === 'mail' ? user.mail : user.phone) ?? '').toWellFormed(),
    code,
    text: `${code} is your one-time password for ${space}.`,
    subject: `Your one-time password – ${space}`,
    date,
    providerErrorCode,
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
