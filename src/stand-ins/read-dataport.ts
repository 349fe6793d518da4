// What a client sends to api.dataport.com.tr: it asks for a token, then sends with it. Source: public code only.
import { randomUUID } from 'node:crypto';
import { isRecord } from '../document/json.ts';
import { mask } from '../document/secret.ts';
import { json, oneOrMore, type Read, type WireReply, type WireRequest } from './wire.ts';

interface Registered {
  readonly username: string;
  readonly password: string;
  readonly accountNumber: string;
}

/** How many tokens are known; the oldest are forgotten. */
const most = 1_000;

const operators = ['', 'Turkcell', 'Avea', 'Vodafone', 'Superonline'];

export class DataportReader {
  readonly #tokens = new Map<string, Registered>();

  /** @param isRight whether an account may have a token */
  async read(request: WireRequest, isRight: (account: Registered) => Promise<boolean>): Promise<Read> {
    const path = request.path.split('?')[0];
    if (request.method !== 'POST')
      return { reply: json(405, { Message: 'The requested resource does not support this method.' }) };
    if (path === '/restapi/Register') return { reply: await this.#register(request, isRight) };
    if (path === '/restapi/api/Messages/SendSMS') return this.#send(request);
    return { reply: json(404, { Message: 'No HTTP resource was found that matches the request.' }) };
  }

  async #register({ body }: WireRequest, isRight: (account: Registered) => Promise<boolean>): Promise<WireReply> {
    const form = new URLSearchParams(body);
    const [username, password, accountNumber] = ['UserName', 'Password', 'Scope'].map((name) => form.get(name) ?? '');
    const account = { username: username ?? '', password: password ?? '', accountNumber: accountNumber ?? '' };
    const isComplete = form.get('grant_type') === 'password' && Object.values(account).every((value) => value !== '');
    if (!isComplete || !(await isRight(account)))
      return json(400, { error: 'invalid_grant', error_description: 'The user name or password is incorrect.' });
    const token = randomUUID();
    this.#tokens.set(token, account);
    const [oldest] = this.#tokens.keys();
    if (oldest !== undefined && this.#tokens.size > most) this.#tokens.delete(oldest);
    return json(200, { access_token: token, token_type: 'bearer', expires_in: 86_399 });
  }

  #send({ headers, body }: WireRequest): Read {
    const [, token = ''] = /^Bearer +(\S+)$/i.exec(headers['authorization'] ?? '') ?? [];
    const account = this.#tokens.get(token);
    if (!account) return { reply: json(401, { Message: 'Authorization has been denied for this request.' }) };
    const sent = parse(body);
    const list = isRecord(sent) && isRecord(sent['MessageList']) ? sent['MessageList'] : {};
    const values = (name: string): string[] => {
      const all: unknown[] = Array.isArray(list[name]) ? list[name] : [];
      return all.map((each) => (isRecord(each) && typeof each['Value'] === 'string' ? each['Value'] : ''));
    };
    const texts = values('ContentList'); // one for all numbers, or one for each
    const own = (name: string): string => (isRecord(sent) && typeof sent[name] === 'string' ? sent[name] : '');
    const operator = isRecord(sent) ? operators[Number(sent['Operator'])] : undefined;
    return {
      wanted: {
        provider: 'dataport',
        credentials: {
          provider: 'dataport',
          fields: { name: 'username', secret: 'password' },
          name: account.username,
          secret: account.password,
        },
        setting: {
          type: 'SMS',
          provider: 'Dataport',
          username: account.username,
          accountNumber: account.accountNumber,
          originator: own('Orginator'), // spelled so on the wire
          shortNumber: own('ShortNumber'),
          operator: operator ?? '',
        },
        messages: oneOrMore(values('GSMList').map((to, index) => ({ to, text: texts[index] ?? texts[0] ?? '' }))),
        masked: { headers: { ...headers, authorization: `Bearer ${mask}` }, body },
      },
    };
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
