// The page's client for the mock: the control API, and the contract as the selected user.
import type { ErrorBody } from '../document/schemas.ts';

export interface Ask {
  readonly method?: 'GET' | 'PUT' | 'POST' | 'DELETE';
  /** Goes out as X-Space. */
  readonly space?: string;
  /** The user of the request. The browser's cookies are not sent: they belong to the application under test. */
  readonly user?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** Where the mock is; the page is one folder below. It may be mounted below a path of another application. */
export const mockUrl = (): string => new URL('..', location.href).href.replace(/\/$/, '');

/** The mock has refused, or could not be asked at all. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  /** 0 when there was no answer. */
  readonly status: number;
  readonly errors: NonNullable<ErrorBody['errors']>;

  /** Whether the control API requires its token; a 401 of the contract is different. */
  get wantsToken(): boolean {
    return this.errors.some(({ rule }) => rule === 'control-token');
  }

  constructor(message: string, status = 0, errors: ErrorBody['errors'] = []) {
    super(message);
    this.status = status;
    this.errors = errors;
  }
}

export interface Api {
  /** @throws {ApiError} */
  ask(path: string, ask?: Ask): Promise<Response>;
  /** What the answer says; the mock checks its answers against its documents. @throws {ApiError} */
  read<T>(path: string, ask?: Ask): Promise<T>;
  /** The same; undefined for what there is not, or no longer. @throws {ApiError} */
  find<T>(path: string, ask?: Ask): Promise<T | undefined>;
  /** The token of the control API, kept until the browser tab is closed. */
  setToken(token: string): void;
}

const storedAs = 'otp-settings-mock.control-token';

export function createApi(): Api {
  const ask = async (path: string, { method = 'GET', body, signal, ...rest }: Ask = {}): Promise<Response> => {
    const init: RequestInit = { method, headers: headersOf(rest, body !== undefined), credentials: 'omit' };
    if (body !== undefined) init.body = JSON.stringify(body);
    if (signal !== undefined) init.signal = signal;
    const response = await fetch(mockUrl() + path, init).catch((error: unknown) => {
      throw new ApiError(`The mock does not respond (${String(error)}). Is it still running?`);
    });
    if (!response.ok) throw await errorOf(response);
    return response;
  };
  const read = async <T>(path: string, options?: Ask) => (await (await ask(path, options)).json()) as T;
  return {
    ask,
    read,
    find: <T>(path: string, options?: Ask) =>
      read<T>(path, options).catch((error: unknown) => {
        if (error instanceof ApiError && error.status === 404) return undefined;
        throw error;
      }),
    setToken: (token) => sessionStorage.setItem(storedAs, token),
  };
}

function headersOf({ space, user, headers = {} }: Ask, hasBody: boolean): Record<string, string> {
  const token = sessionStorage.getItem(storedAs);
  return {
    ...headers,
    'X-Mock-Page': '1',
    ...(hasBody && { 'Content-Type': 'application/json' }),
    ...(space !== undefined && { 'X-Space': utf8(space) }),
    ...(user !== undefined && { 'X-Mock-User': utf8(user) }),
    ...(token !== null && { Authorization: `Bearer ${token}` }),
  };
}

/** A header carries bytes; each is written as the character with its number. */
export function utf8(text: string): string {
  return Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join('');
}

async function errorOf(response: Response): Promise<ApiError> {
  const fallback = `The mock responded with ${response.status} ${response.statusText}.`;
  try {
    const { message, detail, errors } = (await response.json()) as Partial<ErrorBody & { detail: string }>;
    return new ApiError(message ?? detail ?? fallback, response.status, errors);
  } catch {
    return new ApiError(fallback, response.status);
  }
}
