// What a client sends to api.twilio.com. Source: Twilio's OpenAPI document, API 2010-04-01.
import { mask } from '../document/secret.ts';
import { basicOf, json, type Read, type WireRequest } from './wire.ts';

const messages = /^\/2010-04-01\/Accounts\/([^/?]+)\/Messages\.json$/;

export function readTwilio({ method, path, headers, body }: WireRequest): Read {
  const accountSid = decodeURIComponent(messages.exec(path.split('?')[0] ?? '')?.[1] ?? '');
  if (method !== 'POST' || accountSid === '') return { reply: notFound(path) };
  const form = new URLSearchParams(body);
  const { name, secret } = basicOf(headers);
  const isOwn = name === accountSid; // API keys of an account are not known here
  return {
    wanted: {
      provider: 'twilio',
      credentials: {
        provider: 'twilio',
        fields: { name: 'accountSid', secret: 'authToken' },
        name: accountSid,
        secret: isOwn ? secret : '',
      },
      setting: { type: 'SMS', provider: 'Twilio', accountSid, twilioNumber: form.get('From') ?? '' },
      messages: [{ to: form.get('To') ?? '', text: form.get('Body') ?? '' }],
      masked: { headers: { ...headers, authorization: `Basic ${mask}` }, body },
    },
  };
}

const notFound = (path: string) =>
  json(404, {
    code: 20404,
    message: `The requested resource ${path} was not found`,
    more_info: 'https://www.twilio.com/docs/errors/20404',
    status: 404,
  });
