// What a client has sent by SMTP, as a message of the outbox.
import type { Message, SmtpExchange } from '../document/schemas.ts';
import type { SmtpConnection, SmtpReply } from './connections.ts';
import type { SmtpMail } from './smtp.ts';

export interface Received {
  readonly space: string;
  readonly date: Date;
  /** The user whose address it is sent to, if there is one; else the name that the client has logged in with. */
  readonly requestedBy: string;
  readonly connection: SmtpConnection;
  /** Missing when the client has been refused before it sent one. */
  readonly mail?: SmtpMail | undefined;
  /** Missing when it is accepted. */
  readonly refusal?: SmtpReply | undefined;
  /** Whether there is no reply at all, because of a fault. */
  readonly isUnreached?: boolean | undefined;
  readonly error?: Message['error'];
}

/** Resolves with what makes the message when its id is known. */
export async function messageOf({
  space,
  date,
  requestedBy,
  connection,
  mail,
  refusal,
  isUnreached = false,
  error,
}: Received): Promise<(id: string) => Message> {
  const { from = connection.username ?? '', to = [], raw = Buffer.of() } = mail ?? {};
  const { subject, text } = await readMail(raw);
  const exchangeWith = (id: string): SmtpExchange => ({
    request: {
      protocol: 'smtp',
      host: connection.host,
      port: connection.port,
      tls: connection.tls,
      envelope: { from, to: [...to] },
      message: raw.toString(),
      dialogue: [...connection.lines],
    },
    ...(!isUnreached && { reply: replyOf(id, refusal) }),
  });
  return (id) => ({
    id,
    space,
    createdAt: date.toISOString(),
    requestedBy,
    received: true,
    channel: 'mail',
    provider: 'mail',
    from,
    to: to.join(', '),
    ...(subject !== undefined && { subject }),
    text,
    code: codeIn(text),
    status: error ? 'failed' : 'sent',
    ...(error && { error }),
    exchanges: [exchangeWith(id)],
  });
}

/** What the server says in the end. */
export const replyOf = (id: string, refusal: SmtpReply | undefined): SmtpReply =>
  refusal ?? { code: 250, text: `2.0.0 Ok: queued as ${id}` };

export interface ReadMail {
  /** The address in the header From. */
  readonly from?: string | undefined;
  readonly subject?: string;
  readonly text: string;
}

/** What people see of a message, whatever encodings and parts it is in. */
export async function readMail(raw: Buffer): Promise<ReadMail> {
  const { default: PostalMime } = await import('postal-mime');
  const { from, subject, text, html } = await PostalMime.parse(raw);
  const words = text ?? html?.replaceAll(/<[^>]*>/g, ' ') ?? '';
  return { from: from?.address, ...(subject !== undefined && { subject }), text: words.trim() };
}

/** The first number that may be a one-time password; empty if there is none. */
export const codeIn = (text: string): string => /(?<!\d)\d{4,8}(?!\d)/.exec(text)?.[0] ?? '';
