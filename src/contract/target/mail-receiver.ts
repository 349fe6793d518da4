// Where a run receives the mail that its test sends cause: a mail server of its own, whose address it puts into mail settings.
import { isIPv6 } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { isLoopback } from '../../common/loopback.ts';
import { once } from '../../common/once.ts';
import { StartError } from '../../document/start-error.ts';
import { createAuthority } from '../../stand-ins/certificates.ts';
import type { SmtpConnection, SmtpReply } from '../../stand-ins/connections.ts';
import { codeIn, readMail } from '../../stand-ins/received-mail.ts';
import { type SmtpHandler, type SmtpMail, SmtpStandIn } from '../../stand-ins/smtp.ts';

/** An address of this machine that the target can reach. */
export interface MailAddress {
  readonly host: string;
  /** 0 for any free one. */
  readonly port: number;
}

/** What the server offers: nothing but SMTP in the clear, STARTTLS, or TLS from the first byte. */
export type TlsOffer = 'none' | 'starttls' | 'implicit';

export interface ReceivedMail {
  /** Of the envelope. */
  readonly from: string;
  readonly to: readonly string[];
  /** In the header. */
  readonly headerFrom: string | undefined;
  /** The first number in the text that may be a one-time password; empty if there is none. */
  readonly code: string;
}

/** One connection of the target, with what has come by it. */
export interface Delivery {
  readonly connection: SmtpConnection;
  login: { readonly username: string; readonly password: string } | undefined;
  readonly mails: ReceivedMail[];
  isOver: boolean;
}

/** How long a client may be silent, in milliseconds: a cold JVM needs its time before TLS. */
const idle = 5_000;

/** How long after the response to a test send a connection may begin, and after the last sign of it another message may come. */
const [patience, quiet] = [1_000, 300];

export class MailReceiver implements SmtpHandler {
  readonly #host: string;
  readonly #certificate = once(() => createAuthority().issue([...new Set([this.#host, 'localhost'])]));
  readonly #deliveries: Delivery[] = [];
  readonly #failures: NodeJS.ErrnoException[] = [];
  readonly #refusedOnce = new Set<string>();
  #port: number;
  #server: SmtpStandIn | undefined;
  #lastSign = 0;

  private constructor({ host, port }: MailAddress) {
    [this.#host, this.#port] = [host, port];
  }

  /** @throws {StartError} when the port cannot be had. */
  static async open(address: MailAddress): Promise<MailReceiver> {
    const receiver = new MailReceiver(address);
    await receiver.#open('none').catch((error: NodeJS.ErrnoException) => {
      throw new StartError(
        `Mail cannot be received on port ${address.port} (${error.code}). Choose another --receive-mail.`,
      );
    });
    return receiver;
  }

  /** For mail settings. */
  get address(): MailAddress {
    return { host: this.#host, port: this.#port };
  }

  /** How many connections there were so far, and how many handshakes of TLS have failed. */
  get mark(): { readonly deliveries: number; readonly failures: number } {
    return { deliveries: this.#deliveries.length, failures: this.#failures.length };
  }

  deliveriesSince({ deliveries }: MailReceiver['mark']): readonly Delivery[] {
    return this.#deliveries.slice(deliveries);
  }

  failuresSince({ failures }: MailReceiver['mark']): readonly NodeJS.ErrnoException[] {
    return this.#failures.slice(failures);
  }

  /** Has the first connection of this account refused at its login, with 535. */
  refuseOnce(username: string): void {
    this.#refusedOnce.add(username);
  }

  /** Offers something else while the work goes on, and nothing but SMTP in the clear afterwards. */
  async offering<T>(offer: TlsOffer, work: () => Promise<T>): Promise<T> {
    await this.#reopen(offer);
    try {
      return await work();
    } finally {
      await this.#reopen('none');
    }
  }

  /** Resolves when all that a test send has caused is here, as far as can be told. */
  async settle(mark: MailReceiver['mark']): Promise<void> {
    const start = (this.#lastSign = Date.now());
    for (let waited = 0; waited < idle + patience; waited = Date.now() - start) {
      const found = this.deliveriesSince(mark);
      const isNone = found.length === 0 && this.failuresSince(mark).length === 0;
      const isUnderWay = found.some(({ isOver, mails }) => !isOver && mails.length === 0);
      const pause = isNone ? patience : isUnderWay ? idle : quiet;
      if (Date.now() - this.#lastSign >= pause) return;
      await wait(20);
    }
  }

  close(): Promise<void> {
    return this.#server?.close() ?? Promise.resolve();
  }

  opened(connection: SmtpConnection): void {
    this.#sign();
    this.#deliveries.push({ connection, login: undefined, mails: [], isOver: false });
  }

  failed(error: NodeJS.ErrnoException): void {
    this.#sign();
    this.#failures.push(error);
  }

  /** Accepts every account but `fail-…`, as a mock does, and those of `refuseOnce`. */
  async login(login: NonNullable<Delivery['login']>, at: SmtpConnection): Promise<SmtpReply | undefined> {
    const { username } = login;
    const delivery = this.#of(at);
    const isAgain = this.#deliveries.some((each) => each !== delivery && each.login?.username === username);
    delivery.login = login;
    const isRefused = username.startsWith('fail-') || (this.#refusedOnce.has(username) && !isAgain);
    return isRefused ? { code: 535, text: '5.7.8 Authentication credentials invalid' } : undefined;
  }

  async recipient(_address: string, at: SmtpConnection): Promise<undefined> {
    this.#of(at);
  }

  async message({ from, to, raw }: SmtpMail, at: SmtpConnection): Promise<SmtpReply> {
    const { from: headerFrom, text } = await readMail(raw);
    this.#of(at).mails.push({ from, to, headerFrom, code: codeIn(text) });
    return { code: 250, text: '2.0.0 Ok' };
  }

  closed(at: SmtpConnection): void {
    this.#of(at).isOver = true;
  }

  #of(at: SmtpConnection): Delivery {
    this.#sign();
    const found = this.#deliveries.find(({ connection }) => connection === at);
    if (!found) throw new Error('The connection is not known.');
    return found;
  }

  #sign(): void {
    this.#lastSign = Date.now();
  }

  async #reopen(offer: TlsOffer): Promise<void> {
    await this.close();
    await this.#open(offer);
  }

  async #open(offer: TlsOffer): Promise<void> {
    this.#server = new SmtpStandIn({
      ...(offer !== 'none' && { certificate: this.#certificate() }),
      handler: this,
      isSecure: offer === 'implicit',
      offersStarttls: offer === 'starttls',
      idle,
    });
    this.#port = await this.#server.listen({ port: this.#port, host: addressToBind(this.#host) });
  }
}

/** The name that the target has for this machine may not be one of its own. */
function addressToBind(host: string): string {
  if (isLoopback(host)) return host === 'localhost' ? '127.0.0.1' : host;
  return isIPv6(host) ? '::' : '0.0.0.0';
}

/** The address in HOST:PORT. @throws {StartError} when it is none. */
export function mailAddressOf(text: string): MailAddress {
  const [, host = '', port] = /^(?:\[?([^[\]/@]+?)\]?):(\d{1,5})$/.exec(text) ?? [];
  const number = Number(port);
  if (host !== '' && number >= 1 && number <= 65_535) return { host, port: number };
  throw new StartError(
    `--receive-mail ${JSON.stringify(text)} is not an address. Give HOST:PORT, such as 10.0.0.5:2525: where the target can reach this machine.`,
  );
}
