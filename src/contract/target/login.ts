// The run's own session at the target: a login, or a token that was given; a new login when the token has run out.
import { isRecord } from '../../document/json.ts';
import { StartError } from '../../document/start-error.ts';
import { post } from './form.ts';
import { NetworkError } from './network-error.ts';
import type { TargetResponse, Target } from './http.ts';

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

export interface LoggedIn {
  /** The value of the cookie ins_access_token. */
  readonly access: string;
  /** The value of the cookie ins_refresh_token; missing with a given token. */
  readonly refresh?: string;
  /** The name of the user, when it is known. */
  readonly username?: string;
  /** The Set-Cookie headers of the login. */
  readonly setCookies?: readonly string[];
  /** Where the login has put the tokens; missing with a given token. */
  readonly place?: TokenPlace;
  /** Names of the spaces that the user may enter, when the login tells. */
  readonly spaces?: readonly string[];
  /** The announced lifetime of the token, in seconds. */
  readonly expiresIn?: number;
  /** When the login was requested, in milliseconds since 1970. The token is at most this old. */
  readonly askedAt: number;
}

export type TokenPlace = 'cookies' | 'body' | 'both';

/**
 * Logs in by a multipart form, or by an urlencoded one if that is refused.
 * @param cookie the Cookie header, if it has one
 * @throws {StartError} when the target does not respond or refuses.
 */
export async function login(target: Target, { username, password }: Credentials, cookie?: string): Promise<LoggedIn> {
  let last: TargetResponse | undefined;
  for (const isMultipart of [true, false]) {
    const askedAt = Date.now();
    const request = post({ path: '/login', fields: { username, password }, isMultipart });
    last = await target
      .send({ ...request, headers: { ...request.headers, ...(cookie && { Cookie: cookie }) } })
      .catch(unreachable(target));
    const access = tokenOf(last, 'access');
    if (access !== undefined) return loggedIn(last, { access, username, askedAt });
  }
  throw new StartError(`${target.url} cannot be checked: ${reasonOf(last, username)}`);
}

/**
 * Makes sure that a target accepts a token that was given instead of a login.
 * @param response to a GET of the settings with that token
 * @throws {StartError} when it refuses the token, or leads elsewhere.
 */
export function requireAccepted({ status, headers }: TargetResponse, target: Target): void {
  const where = redirectOf(status, headers);
  if (where !== undefined) throw new StartError(`${target.url} cannot be checked: GET of the settings ${where}`);
  if (status !== 401 && status !== 403) return;
  throw new StartError(
    `${target.url} cannot be checked: it refuses the token with ${status}. Pass another --token, or --username and --password.`,
  );
}

/** What a redirect says; undefined for other responses. */
function redirectOf(status: number, { location }: TargetResponse['headers']): string | undefined {
  if (status < 300 || status > 399 || location === undefined) return undefined;
  return `redirects with ${status} to ${location.split(/[?#]/, 1)[0]}. Check the address of the API.`;
}

function reasonOf(response: TargetResponse | undefined, username: string): string {
  const { status = 0, headers = {}, json } = response ?? {};
  if (isRecord(json) && json['otp_required'] === true)
    return `POST /login asks for a one-time password that was sent to ${JSON.stringify(username)}. Use a user who logs in without one, or pass --token; --otp-user is for a second user.`;
  const where = redirectOf(status, headers);
  if (where !== undefined) return `POST /login ${where}`;
  if (status >= 200 && status <= 399) {
    const html = /html/.test(headers['content-type'] ?? '') ? ' and with an HTML page' : '';
    return `POST /login responded with ${status}${html} but no cookie ins_access_token. Check that this is the address of the API.`;
  }
  if (status === 401 || status === 403)
    return `POST /login refused ${JSON.stringify(username)} with ${status}. Check --username and --password, or pass --token.`;
  return `POST /login responded with ${status}. Check the address, or pass --token if it has no /login.`;
}

function unreachable(target: Target): (error: unknown) => never {
  return (error) => {
    if (error instanceof NetworkError) throw new StartError(`${target.url} cannot be checked: ${error.message}.`);
    throw error;
  };
}

function loggedIn(response: TargetResponse, known: Pick<LoggedIn, 'access' | 'username' | 'askedAt'>): LoggedIn {
  const refresh = tokenOf(response, 'refresh');
  const { 'expire-seconds': seconds, spaces } = isRecord(response.json) ? response.json : {};
  return {
    ...known,
    setCookies: response.setCookies,
    place: placeOf(response),
    ...(refresh !== undefined && { refresh }),
    ...(typeof seconds === 'number' && { expiresIn: seconds }),
    ...(Array.isArray(spaces) && { spaces: spaces.filter((each) => typeof each === 'string') }),
  };
}

/** The value of a cookie that a response sets; undefined when it sets none or an empty one. */
export function cookieOf({ setCookies }: TargetResponse, name: string): string | undefined {
  const prefix = `${name}=`;
  const found = setCookies.find((cookie) => cookie.startsWith(prefix));
  return found?.slice(prefix.length).split(';')[0] || undefined;
}

/** The token that a login or a refresh gives: in a cookie, or in the body, as another generation of the vendor's document has it. */
export function tokenOf(response: TargetResponse, kind: 'access' | 'refresh'): string | undefined {
  return cookieOf(response, `ins_${kind}_token`) ?? tokenInBody(response, kind);
}

function tokenInBody({ json }: TargetResponse, kind: 'access' | 'refresh'): string | undefined {
  const value = isRecord(json) ? json[`${kind}_token`] : undefined;
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function placeOf(response: TargetResponse): TokenPlace {
  if (tokenInBody(response, 'access') === undefined) return 'cookies';
  return cookieOf(response, 'ins_access_token') === undefined ? 'body' : 'both';
}
