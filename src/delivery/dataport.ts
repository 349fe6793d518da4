// Dataport: a token, then the message. Source: public code only; the vendor publishes no manual and no list of errors, so
// every error but a refused token is ours and says so.
import type { DataportSetting, HttpExchange } from '../document/schemas.ts';
import { mask } from '../document/secret.ts';
import { asRequested, askedFor, type Deliver, type Draft, type ProviderError } from './deliver.ts';
import { httpExchange } from './http-exchange.ts';
import { noTurkishMobile, toTurkishMobile } from './phone.ts';
import { isGsm } from './sms-encoding.ts';

const api = 'https://api.dataport.com.tr/restapi';
const json = 'application/json; charset=utf-8';

/** Plays one message to Dataport: two exchanges, or one when the token is refused. */
export const dataport: Deliver<'dataport'> = (setting, draft, draw) => {
  const from = setting.originator ?? '';
  const mobile = toTurkishMobile(draft.to);
  const to = mobile ?? draft.to;
  const complete = setting.username && setting.password && setting.accountNumber;
  if (!complete && draft.providerErrorCode === undefined) {
    const missing = setting.username ? (setting.password ? 'accountNumber' : 'password') : 'username';
    const rule = `The setting has no ${missing}.`;
    const error = { code: 'invalid_grant', message: 'The user name or password is incorrect.', rule };
    return { from, to, exchanges: [askToken(setting, draft, error)], error };
  }
  const error = refusalOf(setting, draft, mobile);
  const exchanges = [askToken(setting, draft), send(setting, draft, { to, error, messageId: draw.hex(32) })];
  return { from, to, exchanges, ...(error && { error }) };
};

function askToken(setting: DataportSetting, { date }: Draft, error?: ProviderError): HttpExchange {
  const { username = '', password = '', accountNumber = '' } = setting;
  const form = { UserName: username, Password: password, Scope: accountNumber, grant_type: 'password' };
  const answer = error
    ? { error: error.code, error_description: error.message }
    : { access_token: mask, token_type: 'bearer', expires_in: 86_399 };
  return httpExchange({
    url: `${api}/Register`,
    date,
    request: { type: 'application/x-www-form-urlencoded', body: new URLSearchParams(form).toString() },
    reply: { status: error ? 400 : 200, type: json, body: JSON.stringify(answer) },
  });
}

const operators: Readonly<Record<string, number>> = { turkcell: 1, avea: 2, vodafone: 3, superonline: 4 };

function operatorOf({ operator = '' }: DataportSetting): number | undefined {
  return operators[operator.toLowerCase()];
}

function refusalOf(setting: DataportSetting, draft: Draft, mobile: string | undefined): ProviderError | undefined {
  const asked = askedFor(draft, setting.username, setting.accountNumber);
  if (asked) return { ...asked, message: `${asRequested(asked.code)} (synthetic)` };
  if (!setting.originator)
    return { code: '1', message: 'The originator is missing (synthetic)', rule: 'The setting has no originator.' };
  if (operatorOf(setting) === undefined)
    return { code: '2', message: 'The operator is missing or unknown (synthetic)', rule: ruleOfOperators };
  if (mobile === undefined)
    return {
      code: '3',
      message: 'The number is not a Turkish mobile number (synthetic)',
      rule: noTurkishMobile(draft.to),
    };
  return undefined;
}

const ruleOfOperators = `The operator of the setting has to be one of ${Object.keys(operators).join(', ')}.`;

interface Sending {
  readonly to: string;
  readonly error: ProviderError | undefined;
  readonly messageId: string;
}

function send(setting: DataportSetting, { text, date }: Draft, { to, error, messageId }: Sending): HttpExchange {
  const { originator = '', shortNumber = '' } = setting;
  const message = {
    SessionID: '',
    Operator: operatorOf(setting) ?? 0,
    GroupID: '',
    Orginator: originator, // spelled so on the wire
    ShortNumber: shortNumber,
    Isunicode: isGsm(text) ? 0 : 1,
    SendDate: '',
    DeleteDate: '',
    MessageList: { GSMList: [{ Value: to }], ContentList: [{ Value: text }] },
  };
  const answer = error
    ? { Error: error.code, Results: [] }
    : { Error: '0', Results: [{ Status: '0', MessageID: messageId }] };
  return httpExchange({
    url: `${api}/api/Messages/SendSMS`,
    date,
    request: { type: json, authorization: `Bearer ${mask}`, body: JSON.stringify(message) },
    reply: { status: 200, type: json, body: JSON.stringify(answer) },
  });
}
