// Requests to a provider over HTTPS as they come, and what their readers find in them.
import type { AnySetting, ProviderName } from '../document/schemas.ts';
import type { Credentials } from './accounts.ts';

/** The names that the hosts of the providers have in paths of the mock. */
export const hosts = {
  'api.twilio.com': 'twilio',
  'api.netgsm.com.tr': 'netgsm',
  'api.dataport.com.tr': 'dataport',
} as const;

export type Host = keyof typeof hosts;

export const paths = Object.fromEntries(
  Object.entries(hosts).map(([host, name]): [string, string] => [host, `/__providers/${name}`]),
);

export interface WireRequest {
  readonly method: string;
  /** Of the provider's own host, with the query. */
  readonly path: string;
  /** By their names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

export interface WireReply {
  readonly status: number;
  /** The media type. */
  readonly type: string;
  readonly body: string;
}

/** No reply: the connection ends, or nothing comes. */
export interface NoReply {
  readonly connection: 'reset' | 'hang';
}

/** A text for a recipient. */
export interface Sms {
  readonly to: string;
  readonly text: string;
}

/** What a client wants to have sent: at least one message. */
export interface Wanted {
  readonly provider: ProviderName;
  readonly credentials: Credentials;
  /** What of a setting is in the request, without secrets. */
  readonly setting: Partial<AnySetting> & Readonly<Record<string, string>>;
  readonly messages: readonly [Sms, ...Sms[]];
  /** The request without secrets. */
  readonly masked: Pick<WireRequest, 'headers' | 'body'>;
  /** The reply in the form of the interface that was asked, where it is not that of the simulated provider. */
  readonly replyAs?: (reply: WireReply) => WireReply;
}

/** A reply at once, or a message. */
export type Read = { readonly reply: WireReply } | { readonly wanted: Wanted };

/** The name and the secret of HTTP Basic; empty where there are none. */
export function basicOf({ authorization = '' }: WireRequest['headers']): {
  readonly name: string;
  readonly secret: string;
} {
  const [, encoded = ''] = /^Basic +(\S+)$/i.exec(authorization) ?? [];
  const [, name = '', secret = ''] = /^([^:]*):(.*)$/s.exec(Buffer.from(encoded, 'base64').toString()) ?? [];
  return { name, secret };
}

export const json = (status: number, value: unknown): WireReply => ({
  status,
  type: 'application/json',
  body: JSON.stringify(value),
});

/** At least one message, which may be empty. */
export const oneOrMore = ([first = { to: '', text: '' }, ...others]: readonly Sms[]): Wanted['messages'] => [
  first,
  ...others,
];
