// A mail server that sends nothing: SMTP in the clear and with STARTTLS, or with TLS from the first byte. It knows the protocol, by
// smtp-server; what becomes of a login or a message, its handler says.
import { once } from 'node:events';
import type { AddressInfo, Server, Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { SMTPServerAuthentication, SMTPServerDataStream, SMTPServerOptions, SMTPServerSession } from 'smtp-server';
import type { Certificate } from './certificates.ts';
import { Connections, type SmtpConnection, type SmtpReply } from './connections.ts';

export interface SmtpMail {
  readonly from: string;
  readonly to: readonly string[];
  /** The whole message. */
  readonly raw: Buffer;
}

/** Says what becomes of what a client wants; a reply with 400 and more refuses it. */
export interface SmtpHandler {
  login(
    login: { readonly username: string; readonly password: string },
    at: SmtpConnection,
  ): Promise<SmtpReply | undefined>;
  recipient(address: string, at: SmtpConnection): Promise<SmtpReply | undefined>;
  message(mail: SmtpMail, at: SmtpConnection): Promise<SmtpReply>;
  /** A connection has ended. */
  closed(at: SmtpConnection): void;
  /** A connection has begun: after its handshake, if TLS begins with the first byte. */
  opened?(at: SmtpConnection): void;
  /** A handshake of TLS has failed, or a connection has broken. */
  failed?(error: NodeJS.ErrnoException): void;
}

export interface SmtpServerOptions {
  /** Needed unless there is no TLS at all. */
  readonly certificate?: Certificate;
  readonly handler: SmtpHandler;
  /** Whether TLS begins with the first byte. */
  readonly isSecure?: boolean;
  /** Whether STARTTLS is offered, where TLS has not begun; it is by default. */
  readonly offersStarttls?: boolean;
  /** How long a client may be silent, in milliseconds; a minute by default. */
  readonly idle?: number;
}

/** The largest message, in bytes, and the most recipients of one. */
export const smtpLimits = { size: 10 * 1024 ** 2, recipients: 50 } as const;

export class SmtpStandIn {
  readonly #options: SmtpServerOptions;
  /** Those of connections, and over some of them, those of TLS. */
  readonly #sockets = new Set<Socket>();
  #listener: Server | undefined;

  constructor(options: SmtpServerOptions) {
    this.#options = options;
  }

  /** Starts to accept connections; resolves with the port. @throws {Error} when the port cannot be had. */
  async listen({ port, host }: { readonly port: number; readonly host: string }): Promise<number> {
    const { SMTPServer } = await import('smtp-server'); // large, and few need it
    const server = new SMTPServer(this.#settings());
    server.on('error', (error) => this.#options.handler.failed?.(error)); // of one connection: the client knows it, too
    const listener = (this.#listener = server.listen(port, host));
    listener.on('connection', (socket) => {
      this.#keep(socket);
      if (this.#options.isSecure) socket.once('close', () => this.#reportSilence(socket));
    });
    await once(listener, 'listening');
    return (listener.address() as AddressInfo).port; // a listening TCP server has one
  }

  async close(): Promise<void> {
    if (!this.#listener?.listening) return;
    const closed = once(this.#listener, 'close');
    this.#listener.close();
    for (const socket of [...this.#sockets].toReversed()) socket.destroy(); // TLS first, or what is below waits for it
    await closed;
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket);
    socket.once('close', () => this.#sockets.delete(socket));
  }

  /** A client that waits for a greeting has not begun TLS. */
  #reportSilence({ bytesRead }: Socket): void {
    const error = new Error('the client has sent nothing, and waited for a greeting');
    if (bytesRead === 0) this.#options.handler.failed?.(Object.assign(error, { code: 'ESILENT' }));
  }

  /** What TLS is over ends with it. */
  #reset({ remotePort }: SMTPServerSession): void {
    for (const socket of this.#sockets)
      if (socket.remotePort === remotePort && !(socket instanceof TLSSocket)) socket.resetAndDestroy();
  }

  #settings(): SMTPServerOptions {
    const { certificate, handler, isSecure = false, offersStarttls = true, idle = 60_000 } = this.#options;
    const connections = new Connections();
    return {
      ...certificate,
      secure: isSecure,
      name: 'otp-settings-mock',
      banner: 'nothing is sent from here',
      size: smtpLimits.size,
      rejectOversized: true,
      maxRecipients: smtpLimits.recipients,
      authMethods: ['PLAIN', 'LOGIN'],
      authRequiredMessage: '5.7.0 Authentication required',
      allowInsecureAuth: true,
      disableReverseLookup: true,
      hideSTARTTLS: !offersStarttls,
      disabledCommands: offersStarttls ? [] : ['STARTTLS'],
      socketTimeout: idle,
      logger: connections.logger,
      onConnect: (session, callback) => {
        const begun = connections.begin(session, () => this.#reset(session));
        handler.opened?.(begun);
        callback();
      },
      onSecure: (socket, _session, callback) => {
        this.#keep(socket);
        callback();
      },
      onAuth: (login, session, callback) => void authenticate(login, session, { connections, handler, callback }),
      onRcptTo: ({ address }, session, callback) =>
        void addRecipient(address, session, { connections, handler, callback }),
      onData: (stream, session, callback) => void receive(stream, session, { connections, handler, callback }),
      onClose: (session) => {
        const ended = connections.end(session);
        if (ended) handler.closed(ended);
      },
    };
  }
}

interface Asked<Answer> {
  readonly connections: Connections;
  readonly handler: SmtpHandler;
  readonly callback: (error?: Error | null, answer?: Answer) => void;
}

async function authenticate(
  { username = '', password }: SMTPServerAuthentication,
  session: SMTPServerSession,
  { connections, handler, callback }: Asked<{ user: string }>,
): Promise<void> {
  const reply = await replying(async () => {
    const at = connections.of(session);
    const refused = await handler.login({ username, password: password ?? '' }, at);
    if (!refused) at.username = username;
    return refused;
  });
  const refusal = refusalIn(reply);
  callback(refusal, refusal ? undefined : { user: username });
}

async function addRecipient(
  address: string,
  session: SMTPServerSession,
  { connections, handler, callback }: Asked<never>,
): Promise<void> {
  callback(refusalIn(await replying(async () => handler.recipient(address, connections.of(session)))));
}

async function receive(
  stream: SMTPServerDataStream,
  session: SMTPServerSession,
  { connections, handler, callback }: Asked<string>,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream as AsyncIterable<Buffer>) if (!stream.sizeExceeded) chunks.push(chunk);
  if (stream.sizeExceeded) return callback(null); // the server refuses it
  const { mailFrom, rcptTo } = session.envelope;
  const mail = {
    from: mailFrom === false ? '' : mailFrom.address,
    to: rcptTo.map(({ address }) => address),
    raw: Buffer.concat(chunks),
  };
  const reply = await replying(async () => handler.message(mail, connections.of(session)));
  callback(refusalIn(reply), reply?.text);
}

const refusalIn = (reply: SmtpReply | undefined): Error | null =>
  reply !== undefined && reply.code >= 400 ? Object.assign(new Error(reply.text), { responseCode: reply.code }) : null;

/** A failure of the handler is one of the server. */
const replying = (ask: () => Promise<SmtpReply | undefined>): Promise<SmtpReply | undefined> =>
  ask().catch((error: unknown) => ({
    code: 451,
    text: `4.3.0 ${error instanceof Error ? error.message : String(error)}`,
  }));
