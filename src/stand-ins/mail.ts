// The mail server of the mock: what clients send to it lands in the outbox of their space, or is refused as a provider would.
import { setTimeout as sleep } from 'node:timers/promises';
import { mailReplyOf } from '../delivery/mail.ts';
import type { ProviderError } from '../delivery/deliver.ts';
import type { Faults } from '../faults/faults.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { Random } from '../random/random.ts';
import type { Users } from '../session/users.ts';
import type { Store } from '../store/store.ts';
import { findAccount } from './accounts.ts';
import { messageOf, replyOf } from './received-mail.ts';
import type { SmtpConnection, SmtpReply } from './connections.ts';
import type { SmtpHandler, SmtpMail } from './smtp.ts';

export interface MailDependencies {
  readonly store: Store;
  readonly outbox: Outbox;
  readonly faults: Faults;
  readonly users: () => Users;
  readonly random: () => Promise<Random>;
  readonly now: () => Date;
  readonly report: (problem: string) => void;
}

/** What is known of a connection after its login. */
interface Judged {
  readonly space: string;
  /** Why it is refused, and where in the dialogue. */
  readonly refusal?: ProviderError & { readonly reply: SmtpReply; readonly at: 'login' | 'recipient' | 'message' };
}

/** At a login, or for a recipient, rather than for the whole message. */
const ofLogin = new Set(['421', '432', '454', '530', '534', '535', '538']);
const ofRecipient = new Set(['450', '451', '501', '503', '550', '551', '553']);

export class MailHandler implements SmtpHandler {
  readonly #needs: MailDependencies;
  readonly #judged = new WeakMap<SmtpConnection, Judged>();
  readonly #recorded = new WeakSet<SmtpConnection>();

  constructor(needs: MailDependencies) {
    this.#needs = needs;
  }

  async login(
    { username, password }: { readonly username: string; readonly password: string },
    at: SmtpConnection,
  ): Promise<SmtpReply | undefined> {
    const { store, faults } = this.#needs;
    const { space, isWrong } = await findAccount(store, {
      provider: 'mail',
      fields: { name: 'username', secret: 'password' },
      name: username,
      secret: password,
    });
    const { error, delay } = await faults.take({
      operation: 'sendTestMessage',
      contract: true,
      space,
      user: undefined,
      provider: async () => 'mail',
    });
    if (delay !== undefined) await sleep(delay, undefined, { signal: faults.closing }).catch(() => undefined);
    const found = mailReplyOf(error, username) ?? (isWrong ? wrongPassword(username, space) : undefined);
    const stage = ofLogin.has(found?.code ?? '')
      ? 'login'
      : ofRecipient.has(found?.code ?? '')
        ? 'recipient'
        : 'message';
    this.#judged.set(at, { space, ...(found && { refusal: { ...found, at: stage } }) });
    return stage === 'login' ? found?.reply : undefined;
  }

  async recipient(_address: string, at: SmtpConnection): Promise<SmtpReply | undefined> {
    const { refusal } = this.#of(at);
    return refusal?.at === 'recipient' ? refusal.reply : undefined;
  }

  async message(mail: SmtpMail, at: SmtpConnection): Promise<SmtpReply> {
    return replyOf(await this.#record(at, mail), this.#of(at).refusal?.reply);
  }

  /** What was refused before there was a message is recorded, too. */
  closed(at: SmtpConnection): void {
    const isRefused = this.#judged.get(at)?.refusal !== undefined && !this.#recorded.has(at);
    if (isRefused) void this.#record(at).catch((error: Error) => this.#needs.report(error.message));
  }

  #of(at: SmtpConnection): Judged {
    const judged = this.#judged.get(at);
    if (!judged) throw new Error('Nobody has logged in.');
    return judged;
  }

  /** Resolves with the id of the message. */
  async #record(at: SmtpConnection, mail?: SmtpMail): Promise<string> {
    const { outbox, users, random, now } = this.#needs;
    const { space, refusal } = this.#of(at);
    this.#recorded.add(at);
    const to = new Set(mail?.to.map((each) => each.toLowerCase()));
    const user = (await users().list()).find(({ mail: own }) => own !== undefined && to.has(own.toLowerCase()));
    const compose = await messageOf({
      space,
      date: now(),
      requestedBy: user?.username ?? at.username ?? '',
      connection: at,
      mail,
      refusal: refusal?.reply,
      ...(refusal && { error: { code: refusal.code, message: refusal.message, rule: refusal.rule } }),
    });
    const draw = await random();
    const { id } = await outbox.record(space, (sequence) => compose(draw('message', space, sequence).hex(24)));
    return id;
  }
}

function wrongPassword(username: string, space: string): ReturnType<typeof mailReplyOf> {
  const found = mailReplyOf('535', '');
  return found && { ...found, rule: `The mail setting of ${space} has another password for ${username}.` };
}
