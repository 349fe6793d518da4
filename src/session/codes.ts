// The codes of logins: sent to the user, and waited for by tests.
import type { Assumptions } from '../assumptions/table.ts';
import type { Wait, Waiting } from '../common/waiting.ts';
import type { Message, User } from '../document/schemas.ts';
import { Refusal } from '../refusal/refusal.ts';
import type { Code, Logins } from './logins.ts';

/** How the codes of logins reach users. */
export interface CodeSender {
  /**
   * The message with a code, with its outcome; it is not recorded yet.
   * @throws {Refusal} when there is no setting to send it through.
   */
  compose(user: User, wanted: WantedCode): Promise<Message>;
  record(message: Message): Promise<void>;
}

interface WantedCode {
  /** A new one, if it is missing. */
  readonly code: string | undefined;
  /** How many codes were sent to the user before. */
  readonly number: number;
  /** The code with which the provider refuses, set by a fault. */
  readonly providerErrorCode: string | undefined;
}

/** A login that waits for its code. */
export interface CodeSent {
  readonly user: User;
}

export interface CodesOptions {
  readonly logins: Logins;
  /** Those who wait, by the name of the user. */
  readonly waiting: Waiting<Code>;
  readonly sender: CodeSender;
  readonly assumptions: Assumptions;
  readonly now: () => Date;
}

export class Codes {
  readonly #options: CodesOptions;

  constructor(options: CodesOptions) {
    this.#options = options;
  }

  /**
   * Sends a code, for which the login waits then. It is valid before anybody can read it in the outbox.
   * @throws {Refusal} when it cannot be sent, or was too short a time ago.
   */
  async send(user: User, providerErrorCode?: string): Promise<CodeSent> {
    const { logins, sender, assumptions, now } = this.#options;
    const { username } = user;
    await logins.requirePatience(username);
    const { codes: number = 0 } = await logins.find(username);
    const valid = assumptions['otp-repeat'] === 'same' ? await logins.code(username) : undefined;
    try {
      const message = await sender.compose(user, { code: valid?.code, number, providerErrorCode });
      const { code, id, space } = message;
      const expiresAt = valid?.expiresAt ?? now().getTime() + Number(assumptions['otp-life']) * 1_000;
      if (!message.error) await logins.wait(username, { code, message: id, space, expiresAt });
      await sender.record(message);
      if (message.error) throw notTaken(message);
      this.#options.waiting.look(username);
    } catch (error) {
      if (!(error instanceof Refusal) || error.kind !== 'code-not-sent' || assumptions['otp-not-sent'] !== '200')
        throw error;
    }
    return { user };
  }

  /** The code for which a login of a user waits, as soon as one does; undefined when the time is over. */
  waitFor(username: string, wait: Pick<Wait<Code>, 'timeout' | 'signal'>): Promise<Code | undefined> {
    const there = (): Promise<Code | undefined> => this.#options.logins.code(username);
    return this.#options.waiting.wait({ ...wait, space: username, fits: () => true, there });
  }
}

/** Whether a user logs in by a code. */
export const takesCode = ({ otp = 'none' }: User): boolean => otp !== 'none';

function notTaken({ provider, error, id }: Message): Refusal {
  const reason = [`${error?.code} ${error?.message}`.replace(/\.$/, ''), error?.rule ?? ''].join('. ').trim();
  return new Refusal('code-not-sent', `The provider ${provider} refused the message ${id} with the code: ${reason}`);
}
