// What a run may do to its target, and whether it receives what the target sends.
import { isLoopback } from '../../common/loopback.ts';
import { StartError } from '../../document/start-error.ts';
import { type MailAddress, mailAddressOf, MailReceiver } from '../target/mail-receiver.ts';
import type { Effect } from '../target/verdict.ts';
import type { RunOptions } from './run-options.ts';

/** What is not a URL is refused later. */
const isLocal = ({ url }: RunOptions): boolean => URL.canParse(url) && isLoopback(new URL(url).hostname);

/** With the reason why not everything is permitted. */
export function permitted(options: RunOptions): { readonly effects: ReadonlySet<Effect>; readonly reason: string } {
  const { allow = [], space } = options;
  if (isLocal(options)) return { effects: new Set(['read', 'write', 'send']), reason: '' };
  if (space === undefined)
    return { effects: new Set(['read']), reason: 'on a remote target, nothing is written without --space' };
  return { effects: new Set(['read', ...allow]), reason: 'not allowed on a remote target; see --allow' };
}

/**
 * Where mail comes in: on this machine at any port by default, elsewhere where that is asked for. Undefined where none does.
 * @throws {StartError} when it is to come in, and cannot.
 */
export function mailAddressFor(options: RunOptions): MailAddress | undefined {
  const { url, receiveMail } = options;
  if (receiveMail === false || (receiveMail === undefined && !isLocal(options))) return undefined;
  const { effects, reason } = permitted(options);
  if (!effects.has('send')) throw new StartError(`Mail can come in only where messages may be sent: ${reason}.`);
  if (typeof receiveMail === 'string') return mailAddressOf(receiveMail);
  if (isLocal(options)) return { host: '127.0.0.1', port: 0 };
  throw new StartError(
    `${url} is on another machine: give the address at which it can reach this one, --receive-mail HOST:PORT.`,
  );
}

/** A mock of this package sends no mail. @throws {StartError} when it is to come from one, or cannot come in. */
export async function receiverFor(options: RunOptions, isOwnMock: boolean): Promise<MailReceiver | undefined> {
  const address = mailAddressFor(options);
  if (isOwnMock && options.receiveMail)
    throw new StartError(`${options.url} is a mock of this package, which sends no mail: omit --receive-mail.`);
  return address && !isOwnMock ? MailReceiver.open(address) : undefined;
}
