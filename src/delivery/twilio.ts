// Twilio: one POST to its Messages resource. Source: Twilio's OpenAPI document, API 2010-04-01, its list of error codes and
// its test credentials with their magic numbers.
import type { TwilioSetting } from '../document/schemas.ts';
import type { Draw } from '../random/random.ts';
import { asRequested, askedFor, type Deliver, type Draft, type ProviderError } from './deliver.ts';
import { httpExchange } from './http-exchange.ts';
import { toE164 } from './phone.ts';
import { countSegments } from './sms-encoding.ts';

interface Addressed {
  readonly accountSid: string;
  readonly from: string;
  readonly to: string;
  /** Whether the recipient is a phone number. */
  readonly isNumber: boolean;
}

/** Plays one message to Twilio. */
export const twilio: Deliver<'twilio'> = (setting, draft, draw) => {
  const from = setting.twilioNumber ?? '';
  const number = toE164(draft.to);
  const to = number ?? draft.to;
  const accountSid = setting.accountSid ?? '';
  const addressed = { accountSid, from, to, isNumber: number !== undefined };
  const error = refusalOf(setting, addressed, draft);
  const exchange = httpExchange({
    url: `https://api.twilio.com/2010-04-01/Accounts/${encodeURIComponent(accountSid)}/Messages.json`,
    date: draft.date,
    request: {
      type: 'application/x-www-form-urlencoded',
      authorization: `Basic ${Buffer.from(`${accountSid}:${setting.authToken ?? ''}`).toString('base64')}`,
      body: new URLSearchParams({ To: to, From: from, Body: draft.text }).toString(),
    },
    reply: error ? refused(error) : accepted(addressed, draft, draw),
  });
  return { from, to, exchanges: [exchange], ...(error && { error }) };
};

const statuses: Readonly<Record<string, number>> = { '20003': 401, '20404': 404, '20429': 429 };

/** What Twilio says with each of its codes that can be met here. */
function wordsOf(code: string, { from, to }: Addressed): string {
  const words: Readonly<Record<string, string>> = {
    '20003': 'Authenticate',
    '20404': 'The requested resource was not found',
    '20429': 'Too Many Requests',
    '21211': `Invalid 'To' Phone Number: ${to}`,
    '21212': `Invalid 'From' Phone Number: ${from}`,
    '21408': `Permission to send an SMS has not been enabled for the region indicated by the 'To' number: ${to}`,
    '21603': "A 'From' phone number is required.",
    '21604': "A 'To' phone number is required.",
    '21606': `The 'From' phone number ${from} is not owned by the account or cannot send SMS`,
    '21610': 'Attempt to send to unsubscribed recipient',
    '21611': `The queue of the 'From' number ${from} is full`,
    '21612': `The 'To' phone number ${to} cannot be reached from the 'From' number`,
    '21614': `'To' number ${to} is not a valid mobile number`,
  };
  return words[code] ?? asRequested(code);
}

/** Test credentials: these numbers are refused with these codes, +15005550006 is accepted. */
const magicFrom: Readonly<Record<string, string>> = {
  '+15005550001': '21212',
  '+15005550007': '21606',
  '+15005550008': '21611',
};
const magicTo: Readonly<Record<string, string>> = {
  '+15005550001': '21211',
  '+15005550002': '21612',
  '+15005550003': '21408',
  '+15005550004': '21610',
  '+15005550009': '21614',
};

type Found = Pick<ProviderError, 'code' | 'rule'> | undefined;

/** Credentials first, then the sender, then the recipient. */
function refusalOf(setting: TwilioSetting, addressed: Addressed, draft: Draft): ProviderError | undefined {
  const found =
    askedFor(draft, setting.accountSid) ??
    brokenCredentials(setting) ??
    brokenSender(addressed.from) ??
    brokenRecipient(addressed);
  return found && { ...found, message: wordsOf(found.code, addressed) };
}

function brokenCredentials({ accountSid, authToken }: TwilioSetting): Found {
  if (accountSid && authToken) return undefined;
  return { code: '20003', rule: `The setting has no ${accountSid ? 'authToken' : 'accountSid'}.` };
}

/** A sender is a number, a short code, or a name of at most 11 letters and digits. */
function brokenSender(from: string): Found {
  if (from === '') return { code: '21603', rule: 'The setting has no twilioNumber.' };
  if (magicFrom[from] !== undefined) return { code: magicFrom[from], rule: isMagic(from) };
  const fits = /^(\+[1-9]\d{6,14}|\d{3,8}|(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11})$/.test(from);
  const rule = `${from} is neither a number, nor a short code, nor a name of at most 11 letters and digits.`;
  return fits ? undefined : { code: '21212', rule };
}

function brokenRecipient({ to, isNumber }: Addressed): Found {
  if (to === '') return { code: '21604', rule: 'The user has no phone.' };
  if (magicTo[to] !== undefined) return { code: magicTo[to], rule: isMagic(to) };
  return isNumber ? undefined : { code: '21211', rule: `${to} is not a phone number.` };
}

const isMagic = (number: string): string => `${number} is one of the magic numbers of Twilio’s test credentials.`;

function refused({ code, message }: ProviderError) {
  const status = statuses[code] ?? 400;
  // Twilio's codes are numbers; a requested code may be any text.
  const number = Number.isSafeInteger(Number(code)) ? Number(code) : code;
  const body = { code: number, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status };
  return { status, type: 'application/json', body: JSON.stringify(body) };
}

function accepted({ accountSid, from, to }: Addressed, { text, date }: Draft, draw: Draw) {
  const sid = `SM${draw.hex(32)}`;
  const uri = `/2010-04-01/Accounts/${accountSid}/Messages/${sid}`;
  const at = date.toUTCString().replace('GMT', '+0000'); // RFC 2822
  const body = {
    account_sid: accountSid,
    api_version: '2010-04-01',
    body: text,
    date_created: at,
    date_sent: null,
    date_updated: at,
    direction: 'outbound-api',
    error_code: null,
    error_message: null,
    from,
    messaging_service_sid: null,
    num_media: '0',
    num_segments: String(countSegments(text)),
    price: null,
    price_unit: 'USD',
    sid,
    status: 'queued',
    subresource_uris: { media: `${uri}/Media.json` },
    to,
    uri: `${uri}.json`,
  };
  return { status: 201, type: 'application/json', body: JSON.stringify(body) };
}
