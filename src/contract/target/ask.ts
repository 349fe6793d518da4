// Builds the request for an operation: the usual headers, and everything that a check can change.
import type { Operation } from '../../document/operations.ts';
import type { TargetRequest } from './http.ts';

/** A JSON object, as it is put and shown. */
export type Body = Record<string, unknown>;

export interface Ask {
  readonly space?: string | undefined;
  /** The value of the access cookie; null sends none. */
  readonly token?: string | null;
  readonly body?: Body;
  /** The body as it goes over the wire, instead of `body`. */
  readonly raw?: string | Uint8Array;
  readonly type?: string;
  /** Whether X-Space is left out. */
  readonly spaceless?: boolean;
  /** Additional headers, or replacements for the usual ones. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Instead of those of the operation. */
  readonly method?: string;
  readonly path?: string;
  /** For the end of the URL, with its question mark. */
  readonly query?: string;
  /** Whether it has to go out at the same moment as others. */
  readonly atOnce?: boolean;
}

/** The request. The caller passes `token` and `space`. */
export function requestOf(operation: Operation, ask: Ask): TargetRequest {
  const { method = operation.method, path = operation.path } = ask;
  const { token = null, space = '', spaceless = false, raw, body, type, query = '', atOnce } = ask;
  const sent = raw ?? (body === undefined ? undefined : JSON.stringify(body));
  const mediaType = type ?? (operation.body ? 'application/json' : '');
  return {
    method: method.toUpperCase(),
    path: `${path}${query}`,
    headers: {
      Accept: 'application/json',
      ...(token !== null && { Cookie: `ins_access_token=${token}` }),
      ...(!spaceless && { 'X-Space': space }),
      ...(mediaType !== '' && { 'Content-Type': mediaType }),
      ...ask.headers,
    },
    ...(sent !== undefined && { body: sent }),
    ...(atOnce && { atOnce }),
  };
}
