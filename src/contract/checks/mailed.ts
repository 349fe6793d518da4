// Test sends whose mail the run receives: with accounts of their own, so that each can be told from the others.
import { randomUUID } from 'node:crypto';
import type { Kind } from '../model/kinds.ts';
import { isMailKind, mailSettingOf, type Strategy } from '../model/mail-settings.ts';
import type { Workspace } from '../model/workspace.ts';
import type { TargetResponse } from '../target/http.ts';
import type { Delivery, MailReceiver, ReceivedMail } from '../target/mail-receiver.ts';
import { describe } from '../target/response.ts';
import { Failed, Undecidable } from '../target/verdict.ts';
import { whileDefault } from './sends.ts';

export interface Account {
  readonly username: string;
  readonly password: string;
}

/** What a test send has caused. */
export interface Mailed {
  readonly account: Account;
  readonly response: TargetResponse;
  /** The connections with this account; all of them, if nothing else happened meanwhile. */
  readonly deliveries: readonly Delivery[];
  /** Whether there were others, which may be of other checks. */
  readonly hasOthers: boolean;
  /** Why handshakes of TLS have failed. */
  readonly failures: readonly NodeJS.ErrnoException[];
}

/** One that nobody else uses, at most 50 characters long. */
export function newAccount(): Account {
  const id = randomUUID().slice(0, 8);
  return { username: `otp-${id}@contract.example`, password: `example-${id}` };
}

export function receiverOf({ options: { receiver } }: Workspace): MailReceiver {
  if (!receiver) throw new Undecidable('it needs to receive mail; pass --receive-mail');
  return receiver;
}

export function mailKindOf({ options: { kinds } }: Workspace): Kind {
  const kind = kinds.find(isMailKind);
  if (!kind) throw new Undecidable('the document has no mail setting');
  return kind;
}

/** Does something while the mail setting of the own space is that of an account, at the server of the run. */
export function whileMailDefault<T>(
  workspace: Workspace,
  account: Account & { readonly transportStrategy?: Strategy },
  work: () => Promise<T>,
): Promise<T> {
  const kind = mailKindOf(workspace);
  const body = mailSettingOf(kind, receiverOf(workspace).address, { ...account });
  const line = '# smtpHost and smtpPort are those of a mail server of the run; with --replay, it receives again';
  workspace.options.record?.({ line });
  return whileDefault(workspace, { kind, body }, work);
}

/** Asks for a test send, and waits for what it causes. */
export async function sendMail(workspace: Workspace, account: Account, space?: string): Promise<Mailed> {
  const receiver = receiverOf(workspace);
  const { mark } = receiver;
  const response = await workspace.ask(workspace.options.test, { ...(space !== undefined && { space }) });
  await receiver.settle(mark);
  const all = receiver.deliveriesSince(mark);
  const own = all.filter(({ login }) => login?.username === account.username);
  return {
    account,
    response,
    deliveries: workspace.isAlone ? all : own,
    hasOthers: own.length < all.length,
    failures: receiver.failuresSince(mark),
  };
}

/** A test send through a new account, in the way that most targets can do: the checks of what arrives share it. */
export function usualMail(workspace: Workspace): Promise<Mailed> {
  return workspace.remember('mail of a test send', () => {
    const account = newAccount();
    return whileMailDefault(workspace, account, () => sendMail(workspace, account));
  });
}

/** @throws {Undecidable} when the target has not connected. */
export function requireConnected(workspace: Workspace, { deliveries, hasOthers, failures, response }: Mailed): void {
  if (deliveries.length > 0 || failures.length > 0 || hasOthers) return;
  const { host, port } = receiverOf(workspace).address;
  throw new Undecidable(
    `no mail arrived at ${host}:${port}, where the mail setting pointed (${describe(response)}); if the target sends mail, pass an address that it reaches: --receive-mail HOST:PORT`,
  );
}

/** All mail of a send. @throws {Failed} when there is none. @throws {Undecidable} when the target has not connected. */
export function mailsOf(workspace: Workspace, mailed: Mailed): readonly [ReceivedMail, ...ReceivedMail[]] {
  requireConnected(workspace, mailed);
  const [first, ...others] = mailed.deliveries.flatMap(({ mails }) => mails);
  if (first) return [first, ...others];
  throw new Failed({ expected: 'a message by mail', actual: endOf(mailed), response: mailed.response });
}

/** The mail of a usual send. @throws as mailsOf */
export async function firstMail(
  workspace: Workspace,
): Promise<{ readonly mailed: Mailed; readonly mail: ReceivedMail }> {
  const mailed = await usualMail(workspace);
  const [mail] = mailsOf(workspace, mailed);
  return { mailed, mail };
}

/** How it ended: the last that both have said. */
export function endOf({ deliveries, failures, response }: Mailed): string {
  const lines = deliveries.at(-1)?.connection.lines.slice(-2).join(', ');
  const failure = failures.at(-1)?.message;
  const end = lines ?? failure;
  return `${end === undefined ? 'no connection' : `a connection that ended so: ${end}`}; ${describe(response)}`;
}
