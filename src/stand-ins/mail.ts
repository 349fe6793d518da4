// The mail server of the mock: what clients send to it lands in the outbox of their space, or is refused as a provider would.
import { mailReplyOf } from '../delivery/mail.ts';
import type { ProviderError } from '../delivery/deliver.ts';
import { endOfConnection, inWords, isUnreached } from '../delivery/unreached.ts';
import { judge, type Needs, recipientOf, record, ruleOfSecret } from './judge.ts';
import { messageOf, replyOf } from './received-mail.ts';
import type { SmtpConnection, SmtpReply } from './connections.ts';
import type { SmtpHandler, SmtpMail } from './smtp.ts';

/** What is known of a connection after its login. */
interface Known {
  readonly space: string;
  /** Why it is refused, and where in the dialogue. */
  readonly refusal?: ProviderError & {
    readonly reply: SmtpReply;
    readonly at: 'login' | 'recipient' | 'message';
    /** Whether the client gets no reply. */
    readonly isUnreached?: boolean;
  };
}

/** At a login, or for a recipient, rather than for the whole message. */
const ofLogin = new Set(['421', '432', '454', '530', '534', '535', '538']);
const ofRecipient = new Set(['450', '451', '501', '503', '550', '551', '553']);

export class MailHandler implements SmtpHandler {
  readonly #needs: Needs;
  readonly #judged = new WeakMap<SmtpConnection, Known>();
  readonly #recorded = new WeakSet<SmtpConnection>();

  constructor(needs: Needs) {
    this.#needs = needs;
  }

  async login(
    { username, password }: { readonly username: string; readonly password: string },
    at: SmtpConnection,
  ): Promise<SmtpReply | undefined> {
    const fields = { name: 'username', secret: 'password' };
    const { space, isWrong, error } = await judge(this.#needs, {
      provider: 'mail',
      fields,
      name: username,
      secret: password,
    });
    const found = mailReplyOf(error, username) ?? (isWrong ? wrongPassword(username, space) : undefined);
    if (found && isUnreached({ error: found })) return this.#breakOff(at, { space, found });
    const stage = ofLogin.has(found?.code ?? '')
      ? 'login'
      : ofRecipient.has(found?.code ?? '')
        ? 'recipient'
        : 'message';
    this.#judged.set(at, { space, ...(found && { refusal: { ...found, at: stage } }) });
    return stage === 'login' ? found?.reply : undefined;
  }

  /** Ends the connection, or keeps it waiting until the mock ends. */
  async #breakOff(at: SmtpConnection, { space, found }: { readonly space: string; readonly found: Refused }) {
    const message = inWords(found.code, at);
    this.#judged.set(at, { space, refusal: { ...found, message, at: 'login', isUnreached: true } });
    if (endOfConnection(found.code) === 'hang') await ended(this.#needs.faults.closing);
    at.reset();
    return found.reply;
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

  #of(at: SmtpConnection): Known {
    const judged = this.#judged.get(at);
    if (!judged) throw new Error('Nobody has logged in.');
    return judged;
  }

  /** Resolves with the id of the message. */
  async #record(at: SmtpConnection, mail?: SmtpMail): Promise<string> {
    const { space, refusal } = this.#of(at);
    this.#recorded.add(at);
    const to = new Set(mail?.to.map((each) => each.toLowerCase()));
    const user = await recipientOf(this.#needs, ({ mail: own }) => own !== undefined && to.has(own.toLowerCase()));
    const compose = await messageOf({
      space,
      date: this.#needs.now(),
      requestedBy: user?.username ?? at.username ?? '',
      connection: at,
      mail,
      refusal: refusal?.reply,
      isUnreached: refusal?.isUnreached,
      ...(refusal && { error: { code: refusal.code, message: refusal.message, rule: refusal.rule } }),
    });
    const { id } = await record(this.#needs, space, compose);
    return id;
  }
}

type Refused = NonNullable<ReturnType<typeof mailReplyOf>>;

const ended = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve());
  });

function wrongPassword(username: string, space: string): Refused | undefined {
  const found = mailReplyOf('535', '');
  return found && { ...found, rule: ruleOfSecret('mail', space, username) };
}
