// A mock that is running somewhere, with short words for what tests do with it: its own API, typed by its document.
import { randomUUID } from 'node:crypto';
import type { InjectedFault, Message, MessageStatus, ProviderName, State } from '../document/schemas.ts';

/** Which messages; without any of these, all. */
export interface MessageFilter {
  readonly space?: string;
  readonly provider?: ProviderName;
  readonly status?: MessageStatus;
  /** Exactly this number or address. */
  readonly to?: string;
}

export interface WaitOptions extends MessageFilter {
  /** The id of a message: the next one after it. Without it the newest one will do, also if it is there already. */
  readonly after?: string;
  /** Milliseconds; 5,000 by default. */
  readonly timeout?: number;
}

export interface MockOutbox {
  /** The message as soon as it is there. @throws {Error} when it does not come in time. */
  wait(wanted?: WaitOptions): Promise<Message>;
  /** The newest message, if there is one. */
  latest(space?: string): Promise<Message | undefined>;
  /** Empties the outbox of a space, or of all. */
  clear(space?: string): Promise<void>;
}

export interface MockClient {
  /** Where it listens, like `http://127.0.0.1:4010`. */
  readonly url: string;
  readonly outbox: MockOutbox;
  /** The value of a Cookie header; of the first user with its password, if none is given. @throws {Error} when it is refused. */
  login(user?: { readonly username: string; readonly password: string }): Promise<string>;
  /** A name for a space of the caller's own, which nobody else has been given. */
  space(name?: string): string;
  /** Lets something go wrong; what it returns takes it back. @throws {Error} when it makes no sense. */
  fault(fault: InjectedFault): Promise<() => Promise<void>>;
  /** Puts one space, or all, back to the seed. */
  reset(space?: string): Promise<void>;
  /** All spaces, with their secrets. */
  snapshot(): Promise<State>;
  restore(state: State): Promise<void>;
}

export interface ConnectOptions {
  /** The bearer token that the mock's own API wants, if it does. */
  readonly controlToken?: string | undefined;
}

/** The client of a mock that runs at a URL. Nothing is asked yet. */
export function connectMock(url: string, { controlToken }: ConnectOptions = {}): MockClient {
  const { ask, read } = caller(url, controlToken);
  return {
    url,
    outbox: outboxOf({ ask, read }),
    login: (user = { username: 'admin', password: 'admin' }) => logIn(url, user),
    space: (name = 'space') => `${name}-${randomUUID().slice(0, 8)}`,
    fault: async (fault) => {
      const { id = '' } = await read<InjectedFault>('/faults', { method: 'POST', body: fault });
      // It may be used up, or forgotten by a reset, already.
      return async () => void (await ask(`/faults/${encodeURIComponent(id)}`, { method: 'DELETE', also: 404 }));
    },
    reset: async (space) => void (await ask('/reset', { method: 'POST', body: space === undefined ? {} : { space } })),
    snapshot: () => read<State>('/state?secrets=plain'),
    restore: async (state) => void (await ask('/state', { method: 'PUT', body: state })),
  };
}

interface Ask {
  readonly method?: string;
  readonly body?: unknown;
  /** A status that is no error here. */
  readonly also?: number;
}

interface Caller {
  readonly ask: (path: string, ask?: Ask) => Promise<Response>;
  /** What is answered; the mock checks its answers against its documents. */
  readonly read: <T>(path: string, ask?: Ask) => Promise<T>;
}

function caller(url: string, token: string | undefined): Caller {
  const ask = async (path: string, { method = 'GET', body, also }: Ask = {}): Promise<Response> => {
    const headers = {
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
      ...(token !== undefined && { Authorization: `Bearer ${token}` }),
    };
    const init = { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) };
    const response = await fetch(`${url}/__mock${path}`, init);
    if (response.status !== 204 && !/json/.test(response.headers.get('Content-Type') ?? ''))
      throw new Error(
        `${url} answered ${method} /__mock${path} with ${response.status}, not as a mock does: is one there?`,
      );
    if (response.ok || response.status === also) return response;
    throw new Error(`${method} /__mock${path}: ${await messageOf(response)}`);
  };
  return { ask, read: async <T>(path: string, options?: Ask) => (await (await ask(path, options)).json()) as T };
}

async function messageOf(response: Response): Promise<string> {
  const { message, detail } = (await response.json()) as { message?: string; detail?: string };
  return message ?? detail ?? String(response.status);
}

function outboxOf({ ask, read }: Caller): MockOutbox {
  return {
    async wait(wanted = {}) {
      const response = await ask(`/outbox/wait?${queryOf(wanted)}`);
      if (response.status === 200) return (await response.json()) as Message;
      const { timeout = 5_000, ...filter } = wanted;
      throw new Error(`No message came within ${timeout} ms (wanted: ${JSON.stringify(filter)}).`);
    },
    async latest(space) {
      const { messages } = await read<{ messages: Message[] }>(`/outbox?${queryOf({ space, limit: 1 })}`);
      return messages[0];
    },
    clear: async (space) => void (await ask(`/outbox?${queryOf({ space })}`, { method: 'DELETE' })),
  };
}

function queryOf(values: object): string {
  const given = Object.entries(values).filter(([, value]) => value !== undefined);
  return new URLSearchParams(given.map(([name, value]): [string, string] => [name, String(value)])).toString();
}

async function logIn(url: string, user: { readonly username: string; readonly password: string }): Promise<string> {
  const response = await fetch(`${url}/login`, { method: 'POST', body: new URLSearchParams({ ...user }) });
  if (!response.ok) throw new Error(`POST /login: ${await messageOf(response)}`);
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0] ?? '')
    .join('; ');
}
