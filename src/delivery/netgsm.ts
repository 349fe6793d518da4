// NetGSM: one POST of XML, answered by a code as text. Source: NetGSM's samples. Which of its interfaces the real backend
// calls is not known; only the ordinary ones, of which this is one, carry a partner's code.
import { escape, xmlCharacters } from '../common/xml.ts';
import type { NetgsmSetting } from '../document/schemas.ts';
import { asRequested, askedFor, type Deliver, type Draft, type ProviderError } from './deliver.ts';
import { httpExchange } from './http-exchange.ts';
import { noTurkishMobile, toTurkishMobile } from './phone.ts';

/** Plays one message to NetGSM. */
export const netgsm: Deliver<'netgsm'> = (setting, draft, draw) => {
  const from = setting.header ?? '';
  const mobile = toTurkishMobile(draft.to);
  const to = mobile ?? draft.to;
  const error = refusalOf(setting, draft, mobile);
  const exchange = httpExchange({
    url: 'https://api.netgsm.com.tr/sms/send/xml',
    date: draft.date,
    request: { type: 'text/xml; charset=UTF-8', body: mainbody(setting, { text: draft.text, to }) },
    reply: { status: 200, type: 'text/html; charset=UTF-8', body: error ? error.code : `00 ${bulkId(draw.digits(9))}` },
  });
  return { from, to, exchanges: [exchange], ...(error && { error }) };
};

function bulkId(digits: string): string {
  return digits.replace(/^0/, '1');
}

const words: Readonly<Record<string, string>> = {
  '20': 'The text is too long or cannot be sent',
  '30': 'The user code or the password is wrong, has no permission for the API, or may not be used from this address',
  '40': 'The sender name is not defined for the account',
  '50': 'Not to be sent according to the consent registry',
  '51': 'The account is not in the consent registry',
  '70': 'A parameter is missing or wrong',
  '80': 'The rate limit is exceeded',
  '85': 'More than 20 jobs a minute to one number',
  '100': 'System error',
  '101': 'System error',
};

function refusalOf(setting: NetgsmSetting, draft: Draft, mobile: string | undefined): ProviderError | undefined {
  const found = askedFor(draft, setting.username) ?? broken(setting, draft, mobile);
  return found && { ...found, message: words[found.code] ?? asRequested(found.code) };
}

/** The code and the rule that the setting or the recipient breaks. */
function broken(
  { username, password, header = '' }: NetgsmSetting,
  { to }: Draft,
  mobile: string | undefined,
): Pick<ProviderError, 'code' | 'rule'> | undefined {
  const length = Array.from(header).length;
  if (!username || !password) return { code: '30', rule: `The setting has no ${username ? 'password' : 'username'}.` };
  if (length === 0) return { code: '40', rule: 'The setting has no header.' };
  if (length > 11) return { code: '40', rule: `The header has ${length} characters; NetGSM takes 11.` };
  return mobile === undefined ? { code: '70', rule: noTurkishMobile(to) } : undefined;
}

function mainbody(setting: NetgsmSetting, { text, to }: { readonly text: string; readonly to: string }): string {
  const { username = '', password = '', header = '', bayiCode = '' } = setting;
  const partner = bayiCode === '' ? '' : `<bayikodu>${escape(bayiCode)}</bayikodu>`;
  return [
    '<mainbody><header><company dil="TR">Netgsm</company>',
    `<usercode>${escape(username)}</usercode><password>${escape(password)}</password>`,
    `<type>1:n</type><msgheader>${escape(header)}</msgheader>${partner}</header>`,
    `<body><msg><![CDATA[${cdata(text)}]]></msg><no>${escape(to)}</no></body></mainbody>`,
  ].join('');
}

/** The end of a CDATA section inside one is split over two. */
function cdata(text: string): string {
  return xmlCharacters(text).replaceAll(']]>', ']]]]><![CDATA[>');
}
