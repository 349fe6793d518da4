// The connections of a mail server that are open, with what is said in them.
import type { SMTPServerOptions, SMTPServerSession } from 'smtp-server';

/** A reply with three digits, as in RFC 5321. */
export interface SmtpReply {
  readonly code: number;
  readonly text: string;
}

/** One connection of a client. */
export interface SmtpConnection {
  /** What both have said so far, line by line: `S: ` the server, `C: ` the client. Passwords are not in it. */
  readonly lines: readonly string[];
  readonly tls: 'none' | 'starttls' | 'implicit';
  /** The address and the port at which the client has connected. */
  readonly host: string;
  readonly port: number;
  /** The user name, after a login. */
  readonly username: string | undefined;
  /** Ends it without a word. */
  readonly reset: () => void;
}

export interface Known extends SmtpConnection {
  readonly lines: string[];
  tls: SmtpConnection['tls'];
  username: string | undefined;
}

/** The connections that are open, with what is said in them. */
export class Connections {
  readonly #all = new Map<string, Known>();

  /** Keeps what both say. Errors of a connection are told to its client. */
  readonly logger = Object.fromEntries(
    ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'level'].map((level) => [
      level,
      (entry: { readonly tnx?: string; readonly cid?: string }, side: string, text: string) => {
        if (entry.tnx === 'command' || entry.tnx === 'send') this.#say(entry.cid ?? '', side, text);
      },
    ]),
  ) as unknown as NonNullable<Exclude<SMTPServerOptions['logger'], boolean>>; // the levels that it has

  begin({ id, localAddress: host, localPort: port, secure }: SMTPServerSession, reset: Known['reset']): Known {
    const known: Known = { lines: [], tls: secure ? 'implicit' : 'none', host, port, username: undefined, reset };
    this.#all.set(id, known);
    return known;
  }

  /** @throws {Error} after its end. */
  of(session: SMTPServerSession): Known {
    const known = this.#all.get(session.id);
    if (!known) throw new Error('The connection has ended.');
    if (session.secure && known.tls === 'none') known.tls = 'starttls';
    return known;
  }

  /** Undefined for one that has ended before it began. */
  end({ id }: SMTPServerSession): Known | undefined {
    const known = this.#all.get(id);
    this.#all.delete(id);
    return known;
  }

  #say(id: string, side: string, text: string): void {
    const lines = this.#all.get(id)?.lines;
    lines?.push(...text.split('\r\n').map((line) => `${side} ${line}`));
  }
}
