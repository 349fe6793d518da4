// The hosts of the SMS providers: what clients send to them lands in the outbox, with the reply that the simulated provider gives.
import type { Draft } from '../delivery/deliver.ts';
import { deliverers } from '../delivery/deliverers.ts';
import type { Deliver } from '../delivery/deliver.ts';
import { toE164 } from '../delivery/phone.ts';
import type { AnySetting, HttpExchange, Message, ProviderName } from '../document/schemas.ts';
import { mask } from '../document/secret.ts';
import { findAccount } from './accounts.ts';
import { judge, type Needs, recipientOf, record, ruleOfSecret } from './judge.ts';
import { DataportReader } from './read-dataport.ts';
import { readNetgsm } from './read-netgsm.ts';
import { readTwilio } from './read-twilio.ts';
import { codeIn } from './received-mail.ts';
import { json, type Read, type Wanted, type WireReply, type WireRequest } from './wire.ts';

/** Below which path of the mock each host is. */
export const hosts = {
  'api.twilio.com': 'twilio',
  'api.netgsm.com.tr': 'netgsm',
  'api.dataport.com.tr': 'dataport',
} as const;

type Host = keyof typeof hosts;

export class Hosts {
  readonly #needs: Needs;
  readonly #dataport = new DataportReader();

  constructor(needs: Needs) {
    this.#needs = needs;
  }

  /** Answers a request to a host of a provider, by the name that the host has in a path of the mock. */
  async answer(name: string, request: WireRequest): Promise<WireReply> {
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

  async #send(wanted: Wanted, { host, request }: Sending): Promise<WireReply> {
    const { provider, credentials, to, text } = wanted;
    const { space, isWrong, error: providerErrorCode } = await judge(this.#needs, credentials);
    const secret = isWrong || credentials.secret === '' ? {} : { [credentials.fields.secret]: mask };
    const setting = { isDefault: true, ...wanted.setting, ...secret } as unknown as AnySetting; // of its provider
    const draft: Draft = {
      space,
      to,
      code: codeIn(text),
      text,
      subject: '',
      date: this.#needs.now(),
      providerErrorCode,
    };
    const draw = (await this.#needs.random())('received', provider, draft.date.getTime());
    const attempt = (deliverers[provider] as Deliver<ProviderName>)(setting, draft, draw);
    const exchange = attempt.exchanges.at(-1) as HttpExchange; // of the providers by SMS
    const { status = 502, headers = {}, body = '' } = exchange.reply ?? {};
    const own = { status, type: headers['Content-Type'] ?? '', body };
    const reply = wanted.replyAs?.(own) ?? own;
    const rule = isWrong ? { rule: ruleOfSecret(provider, space, credentials.name) } : {};
    const user = await recipientOf(
      this.#needs,
      ({ phone }) => phone !== undefined && toE164(phone) === (toE164(to) ?? to),
    );
    await record(this.#needs, space, (id): Message => ({
      id,
      space,
      createdAt: draft.date.toISOString(),
      requestedBy: user?.username ?? credentials.name,
      received: true,
      channel: 'sms',
      provider,
      from: attempt.from,
      to: attempt.to,
      text,
      code: draft.code,
      status: attempt.error ? 'failed' : 'sent',
      ...(attempt.error && { error: { ...attempt.error, ...rule } }),
      exchanges: [exchangeOf({ host, request, wanted, reply })],
    }));
    return reply;
  }
}

interface Sending {
  readonly host: Host;
  readonly request: WireRequest;
}

interface Exchanged extends Sending {
  readonly wanted: Wanted;
  readonly reply: WireReply;
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
    reply: { status: reply.status, headers: { 'Content-Type': reply.type }, body: reply.body },
  };
}

/** As names of headers are usually written: content-type as Content-Type. */
const titled = (name: string): string => name.replaceAll(/(^|-)[a-z]/g, (letter) => letter.toUpperCase());
