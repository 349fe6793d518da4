// The hosts of the SMS providers: what clients send to them lands in the outbox, with the reply that the simulated provider gives.
import type { Attempt, Deliver, Draft, ProviderError } from '../delivery/deliver.ts';
import { deliverers } from '../delivery/deliverers.ts';
import { toE164 } from '../delivery/phone.ts';
import { endOfConnection, isUnreached, unreached } from '../delivery/unreached.ts';
import type { AnySetting, HttpExchange, Message, ProviderName, User } from '../document/schemas.ts';
import { mask } from '../document/secret.ts';
import { findAccount } from './accounts.ts';
import { judge, type Judged, type Needs, recipientOf, record, ruleOfSecret } from './judge.ts';
import { DataportReader } from './read-dataport.ts';
import { readNetgsm } from './read-netgsm.ts';
import { readTwilio } from './read-twilio.ts';
import { codeIn } from './received-mail.ts';
import {
  type Host,
  hosts,
  json,
  type NoReply,
  type Read,
  type Sms,
  type Wanted,
  type WireReply,
  type WireRequest,
} from './wire.ts';

export class Hosts {
  readonly #needs: Needs;
  readonly #dataport = new DataportReader();

  constructor(needs: Needs) {
    this.#needs = needs;
  }

  /** Answers a request to a host of a provider, by the name that the host has in a path of the mock. */
  async answer(name: string, request: WireRequest): Promise<WireReply | NoReply> {
    const host = (Object.keys(hosts) as Host[]).find((each) => hosts[each] === name);
    if (!host)
      return json(404, {
        message: `There is no provider ${JSON.stringify(name)}. There are: ${Object.values(hosts).join(', ')}.`,
      });
    const read = await this.#read(host, request);
    return 'reply' in read ? read.reply : this.#send(read.wanted, { host, request });
  }

  async #read(host: Host, request: WireRequest): Promise<Read> {
    if (host === 'api.twilio.com') return readTwilio(request);
    if (host === 'api.netgsm.com.tr') return readNetgsm(request);
    return this.#dataport.read(request, async ({ username: name, password: secret }) => {
      const fields = { name: 'username', secret: 'password' };
      return !(await findAccount(this.#needs.store, { provider: 'dataport', fields, name, secret })).isWrong;
    });
  }

  async #send(wanted: Wanted, { host, request }: Sending): Promise<WireReply | NoReply> {
    const judged = await judge(this.#needs, wanted.credentials);
    const attempts = await Promise.all(wanted.messages.map((sms) => this.#attempt(wanted, judged, sms)));
    const decisive = attempts.find(({ error }) => error) ?? attempts[0]; // one that is refused decides for all of a request
    const { error, reply: own } = decisive ?? {};
    const reply = own && (wanted.replyAs?.(own) ?? own);
    const exchange = exchangeOf({ host, request, wanted, reply });
    const refusal = error && { ...error, ...(judged.isWrong && { rule: ruleOfAccount(wanted, judged) }) };
    for (const each of attempts) await this.#record(wanted, judged, { ...each, error: refusal, exchange });
    return reply ?? { connection: endOfConnection(error?.code ?? '') };
  }

  async #attempt({ provider, credentials, setting: sent }: Wanted, judged: Judged, { to, text }: Sms): Promise<Tried> {
    const { space, isWrong, error: providerErrorCode } = judged;
    const secret = isWrong || credentials.secret === '' ? {} : { [credentials.fields.secret]: mask };
    const setting = { isDefault: true, ...sent, ...secret } as unknown as AnySetting; // of its provider
    const date = this.#needs.now();
    const draft: Draft = { space, to, code: codeIn(text), text, subject: '', date, providerErrorCode };
    const draw = (await this.#needs.random())('received', provider, date.getTime());
    const attempt = (deliverers[provider] as Deliver<ProviderName>)(setting, draft, draw);
    const whole = isUnreached(attempt) ? unreached(attempt) : attempt;
    const { reply } = whole.exchanges.at(-1) as HttpExchange; // of the providers by SMS
    const type = reply?.headers['Content-Type'] ?? '';
    return { ...whole, draft, reply: reply && { status: reply.status, type, body: reply.body } };
  }

  async #record({ provider, credentials }: Wanted, { space }: Judged, tried: Recorded): Promise<void> {
    const { draft, from, to, error, exchange } = tried;
    const isTheirs = ({ phone }: User): boolean =>
      phone !== undefined && toE164(phone) === (toE164(draft.to) ?? draft.to);
    const user = await recipientOf(this.#needs, isTheirs);
    await record(this.#needs, space, (id): Message => ({
      id,
      space,
      createdAt: draft.date.toISOString(),
      requestedBy: user?.username ?? credentials.name,
      received: true,
      channel: 'sms',
      provider,
      from,
      to,
      text: draft.text,
      code: draft.code,
      status: error ? 'failed' : 'sent',
      ...(error && { error }),
      exchanges: [exchange],
    }));
  }
}

/** One message, as the simulated provider takes it. */
interface Tried extends Attempt {
  readonly draft: Draft;
  /** Missing where the provider is out of reach. */
  readonly reply: WireReply | undefined;
}

interface Recorded extends Omit<Tried, 'error'> {
  readonly error: ProviderError | undefined;
  readonly exchange: HttpExchange;
}

const ruleOfAccount = ({ provider, credentials }: Wanted, { space }: Judged): string =>
  ruleOfSecret(provider, space, credentials.name);

interface Sending {
  readonly host: Host;
  readonly request: WireRequest;
}

interface Exchanged extends Sending {
  readonly wanted: Wanted;
  readonly reply: WireReply | undefined;
}

/** As it was received, without secrets. */
function exchangeOf({ host, request, wanted: { masked }, reply }: Exchanged): HttpExchange {
  const kept = Object.entries(masked.headers).filter(([name, value]) => value !== undefined && name !== 'host');
  return {
    request: {
      protocol: 'https',
      method: request.method,
      url: `https://${host}${request.path}`,
      headers: { Host: host, ...Object.fromEntries(kept.map(([name, value]) => [titled(name), value ?? ''])) },
      body: masked.body,
    },
    ...(reply && { reply: { status: reply.status, headers: { 'Content-Type': reply.type }, body: reply.body } }),
  };
}

/** As names of headers are usually written: content-type as Content-Type. */
const titled = (name: string): string => name.replaceAll(/(^|-)[a-z]/g, (letter) => letter.toUpperCase());
