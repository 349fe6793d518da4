// What a client sends to api.netgsm.com.tr: XML, or REST v2. Source: NetGSM's samples, and its own client @netgsm/sms.
import { isRecord } from '../document/json.ts';
import { mask } from '../document/secret.ts';
import {
  basicOf,
  json,
  oneOrMore,
  type Read,
  type Sms,
  type Wanted,
  type WireReply,
  type WireRequest,
} from './wire.ts';

export function readNetgsm(request: WireRequest): Read {
  const path = request.path.split('?')[0] ?? '';
  if (request.method === 'POST' && path === '/sms/send/xml') return { wanted: readXml(request) };
  if (request.method === 'POST' && /^\/sms\/rest\/v2\/(send|otp)$/.test(path)) return readRest(request);
  return { reply: { status: 404, type: 'text/html; charset=UTF-8', body: 'Not Found' } };
}

interface Job {
  readonly username: string;
  readonly password: string;
  readonly header: string;
  readonly messages: readonly Sms[];
}

const wantedOf = ({ username, password, header, messages }: Job): Omit<Wanted, 'masked'> => ({
  provider: 'netgsm',
  credentials: {
    provider: 'netgsm',
    fields: { name: 'username', secret: 'password' },
    name: username,
    secret: password,
  },
  setting: { type: 'SMS', provider: 'Netgsm', username, header },
  messages: oneOrMore(messages),
});

/** One text for several numbers (1:n), or several texts with a number each, in `mp` (n:n). */
function readXml({ headers, body }: WireRequest): Wanted {
  const all = (name: string, within: string): string[] =>
    [...within.matchAll(new RegExp(`<${name}>([^]*?)</${name}>`, 'g'))].map(([, text = '']) => unescape(text));
  const one = (name: string): string => all(name, body)[0] ?? '';
  const parts = [...body.matchAll(/<mp>[^]*?<\/mp>/g)].map(([part]) => part);
  const messages = (parts.length > 0 ? parts : [body]).flatMap((part) =>
    all('no', part).map((to) => ({ to, text: all('msg', part)[0] ?? '' })),
  );
  return {
    ...wantedOf({ username: one('usercode'), password: one('password'), header: one('msgheader'), messages }),
    masked: { headers, body: body.replace(/(<password>)[^]*?(<\/password>)/, `$1${mask}$2`) },
  };
}

/** The text of an element: CDATA as it is, entities as what they stand for. */
function unescape(text: string): string {
  const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
  return text
    .split(/(<!\[CDATA\[[^]*?\]\]>)/)
    .map((part) =>
      part.startsWith('<![CDATA[')
        ? part.slice(9, -3)
        : part.replaceAll(/&(?:#(\d+)|(\w+));/g, (whole, code?: string, name = '') =>
            code === undefined ? (entities[name as string] ?? whole) : String.fromCodePoint(Number(code)),
          ),
    )
    .join('');
}

function readRest({ headers, body }: WireRequest): Read {
  const sent = parse(body);
  if (!isRecord(sent)) return { reply: refusalOf('70') };
  const list: unknown[] = Array.isArray(sent['messages']) ? sent['messages'] : [sent];
  const { name, secret } = basicOf(headers);
  const text = (value: unknown): string =>
    typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  const messages = list.filter(isRecord).map(({ no, msg }) => ({ to: text(no), text: text(msg) }));
  return {
    wanted: {
      ...wantedOf({ username: name, password: secret, header: text(sent['msgheader']), messages }),
      masked: { headers: { ...headers, authorization: `Basic ${mask}` }, body },
      replyAs: ({ body: answer }) => {
        const [code = '', jobid] = answer.split(' ');
        return jobid === undefined ? refusalOf(code) : json(200, { code, jobid, description: 'queued' });
      },
    },
  };
}

/** In REST v2, errors have a status and words. */
const refusalOf = (code: string): WireReply => json(406, { code, description: restWords[code] ?? 'error' });

const restWords: Readonly<Record<string, string>> = {
  '20': 'invalidMessage',
  '30': 'invalidCredentials',
  '40': 'invalidHeader',
  '50': 'iysError',
  '51': 'iysNotFound',
  '70': 'invalidParameter',
  '80': 'rateLimit',
  '85': 'duplicateLimit',
};

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
