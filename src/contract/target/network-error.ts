// No response: why, and whether the next try may get one.
import type { TargetRequest } from './target-request.ts';

interface NetworkErrorOptions extends ErrorOptions {
  readonly mayPass?: boolean;
  readonly isUnsent?: boolean;
}

/** No response: refused, reset, timed out, or the certificate is not trusted. */
export class NetworkError extends Error {
  override readonly name = 'NetworkError';
  /** What was not answered. */
  readonly request: TargetRequest;
  /** Whether the next try may succeed. */
  readonly mayPass: boolean;
  /** Whether it is known not to have arrived. */
  readonly isUnsent: boolean;

  constructor(message: string, request: TargetRequest, options: NetworkErrorOptions = {}) {
    super(message, options);
    this.request = request;
    this.mayPass = options.mayPass ?? false;
    this.isUnsent = options.isUnsent ?? false;
  }
}

/** For `catch`: a lost response as a value. */
export function lost(error: unknown): NetworkError {
  if (error instanceof NetworkError) return error;
  throw error;
}

/** What the next try may not meet. */
const passing: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there (connection refused)',
  ECONNRESET: 'it closed the connection without a response',
  EPIPE: 'it closed the connection without a response',
  UND_ERR_SOCKET: 'it closed the connection without a response',
  UND_ERR_CONNECT_TIMEOUT: 'the connection timed out',
  UND_ERR_HEADERS_TIMEOUT: 'it did not respond in time',
  UND_ERR_BODY_TIMEOUT: 'its response was not complete in time',
};

/** Of them, those before which nothing was sent. */
const unsent = new Set(['ECONNREFUSED', 'UND_ERR_CONNECT_TIMEOUT']);

const lasting: Readonly<Record<string, string>> = {
  ENOTFOUND: 'its host name cannot be resolved',
  UND_ERR_RES_EXCEEDED_MAX_SIZE: 'its response is larger than 8 MB',
  ERR_BUFFER_TOO_LARGE: 'its response is larger than 8 MB',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is self-signed; trust it with --ca FILE, or any with --insecure',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is self-signed; trust it with --ca FILE, or any with --insecure',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is not trusted; trust it with --ca FILE, or any with --insecure',
  CERT_HAS_EXPIRED: 'its certificate has expired; accept it with --insecure',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name; accept it with --insecure',
};

function codeOf(error: unknown): string {
  const cause = causeOf(error);
  return cause instanceof Error && 'code' in cause ? String(cause.code) : '';
}

const causeOf = (error: unknown): unknown => (error instanceof AggregateError ? (error.errors[0] as unknown) : error);

/** @param late what did not come in time, if that is why */
export function networkError(error: unknown, asked: TargetRequest, late: string | undefined): NetworkError {
  const code = codeOf(error);
  const mayPass = late !== undefined || code in passing;
  return new NetworkError(late ?? explain(code, error), asked, { cause: error, mayPass, isUnsent: unsent.has(code) });
}

function explain(code: string, error: unknown): string {
  return passing[code] ?? lasting[code] ?? `it did not respond (${code || String(causeOf(error))})`;
}
