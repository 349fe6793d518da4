// Requests to a provider over HTTPS as they come, and what their readers find in them.
import type { AnySetting, ProviderName } from '../document/schemas.ts';
import type { Credentials } from './accounts.ts';

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

/** One message that a client wants to have sent. */
export interface Wanted {
  readonly provider: ProviderName;
  readonly credentials: Credentials;
  /** What of a setting is in the request, without secrets. */
  readonly setting: Partial<AnySetting> & Readonly<Record<string, string>>;
  readonly to: string;
  readonly text: string;
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
