// Mail: one SMTP transaction. The settings have no sender, so the user name is the sender (inferred). Strategies, ports and
// TLS as in Simple Java Mail, whose names they have.
import { isIP } from 'node:net';
import type { MailSetting, SmtpExchange } from '../document/schemas.ts';
import type { Draw } from '../random/random.ts';
import { asRequested, askedFor, type Deliver, type Draft, type ProviderError } from './deliver.ts';
import { composeMessage, partsOf } from './mail-message.ts';

const strategies = {
  SMTP: { port: 25, tls: 'starttls-if-offered' },
  SMTPS: { port: 465, tls: 'implicit' },
  SMTP_TLS: { port: 587, tls: 'starttls-required' },
} as const;

interface SmtpReply extends ProviderError {
  /** The reply code of the protocol; missing when no server was reached. */
  readonly reply?: number;
}

/** Plays one message to a mail server. */
export const mail: Deliver<'mail'> = (setting, draft, draw) => {
  const from = oneLine(setting.username ?? '');
  const to = oneLine(draft.to);
  const host = setting.smtpHost ?? '';
  const refusal = refusalOf(setting, { draft, host, to });
  const exchange: SmtpExchange = {
    request: { protocol: 'smtp', ...connection(setting, host), ...transaction({ from, to }, draft, draw) },
    ...replyOf(refusal, draw),
  };
  const error = refusal && { code: refusal.code, message: refusal.message, rule: refusal.rule };
  return { from, to, exchanges: [exchange], ...(error && { error }) };
};

/** An unknown strategy, which an assumption can allow, is treated as plain SMTP. */
function connection({ transportStrategy = 'SMTP', smtpPort }: MailSetting, host: string) {
  const { port, tls } = Object.hasOwn(strategies, transportStrategy) ? strategies[transportStrategy] : strategies.SMTP;
  return { host, port: smtpPort ?? port, tls };
}

function transaction({ from, to }: { readonly from: string; readonly to: string }, draft: Draft, draw: Draw) {
  return {
    envelope: { from: partsOf(from).address, to: [to] },
    message: composeMessage({ from, to, draft, id: draw.hex(32) }),
  };
}

function replyOf(refusal: SmtpReply | undefined, draw: Draw): Pick<SmtpExchange, 'reply'> {
  if (!refusal) return { reply: { code: 250, text: `2.0.0 Ok: queued as ${draw.hex(10).toUpperCase()}` } };
  return refusal.reply === undefined ? {} : { reply: { code: refusal.reply, text: refusal.message } };
}

/** RFC 5321 and RFC 4954 with the enhanced codes of RFC 3463. */
const words: Readonly<Record<string, string>> = {
  '421': '4.3.2 Service not available, closing transmission channel',
  '450': '4.2.0 Mailbox unavailable',
  '452': '4.3.1 Insufficient system storage',
  '501': '5.1.3 Bad recipient address syntax',
  '530': '5.7.0 Authentication required',
  '535': '5.7.8 Authentication credentials invalid',
  '550': '5.7.1 Message refused',
  '552': '5.3.4 Message too big',
  '554': '5.5.0 Transaction failed',
};

/** The reply of a mail server that refuses by a fault, or by a user name that asks for it; undefined when it does not. */
export function mailReplyOf(
  providerErrorCode: string | undefined,
  username: string | undefined,
): (ProviderError & { readonly reply: { readonly code: number; readonly text: string } }) | undefined {
  const found = askedFor({ providerErrorCode }, username);
  if (!found) return undefined;
  const { message, reply } = inWords(found.code);
  return { ...found, message, reply: { code: reply, text: message } };
}

/** What a code says, and the code of the reply that says it: one of a refusal. */
function inWords(code: string): { readonly message: string; readonly reply: number } {
  const number = Number(code);
  return { message: words[code] ?? asRequested(code), reply: number >= 400 && number <= 599 ? number : 554 };
}

interface Attempt {
  readonly draft: Draft;
  readonly host: string;
  readonly to: string;
}

/** Finding the server first, then logging in, then the recipient. */
function refusalOf({ username, password }: MailSetting, { draft, host, to }: Attempt): SmtpReply | undefined {
  if (draft.providerErrorCode === undefined && host === '')
    return {
      code: 'NOHOST',
      message: 'The setting has no smtpHost to connect to',
      rule: 'The setting has no smtpHost.',
    };
  if (draft.providerErrorCode === undefined && !canBeFound(host))
    return {
      code: 'ENOTFOUND',
      message: `getaddrinfo ENOTFOUND ${host}`,
      rule: `${host} is below .invalid, or not a host name.`,
    };
  const found =
    askedFor(draft, username) ??
    (username && password
      ? undefined
      : { code: '530', rule: `The setting has no ${username ? 'password' : 'username'}.` }) ??
    (isAddress(to)
      ? undefined
      : { code: '501', rule: to === '' ? 'The user has no mail address.' : `${to} is not a mail address.` });
  if (!found) return undefined;
  return { ...found, ...inWords(found.code) };
}

/** An address, or a name outside of the domain `invalid` (RFC 2606). A port has a field of its own. */
function canBeFound(host: string): boolean {
  return isIP(host) !== 0 || (/^[\p{L}\p{N}._-]+$/u.test(host) && !/(^|\.)invalid\.?$/i.test(host));
}

function isAddress(text: string): boolean {
  return /^[^\s@<>]+@[^\s@<>]+$/.test(text);
}

/** A line break would start a new header or command. */
function oneLine(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, '');
}
