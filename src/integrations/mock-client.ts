// A client for a running mock: its control API, with short methods for tests and types from its document.
import type { Assumptions } from '../assumptions/table.ts';
import { given } from '../common/given.ts';
import type {
  Fault,
  Message,
  MessageStatus,
  ProviderName,
  RequestEntry,
  RequestOperation,
  SettingOf,
  Observed,
  Providers,
  SpaceSettings,
  SpaceState,
  State,
} from '../document/schemas.ts';
import { clockOf, type MockClock } from './mock-clock.ts';
import { type MockUsers, uniqueName, usersOf } from './mock-users.ts';
import { type Caller, caller, queryOf, waitAt } from './control-api.ts';

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

/** Which requests to the contract and the session; without any of these, all. */
export interface RequestFilter {
  readonly space?: string;
  readonly operation?: RequestOperation;
  /** 0 when the client left before the answer. */
  readonly status?: number;
}

export interface RequestWaitOptions extends RequestFilter {
  /** The id of a request: the next one after it. Without it the newest one will do, also if it is there already. */
  readonly after?: string;
  /** Milliseconds; 5,000 by default. */
  readonly timeout?: number;
}

export interface MockRequests {
  /** The completed requests, newest first, with their bodies (secrets masked) and outcomes. */
  (wanted?: RequestFilter): Promise<RequestEntry[]>;
  /** The request as soon as it is answered. @throws {Error} when it does not come in time. */
  wait(wanted?: RequestWaitOptions): Promise<RequestEntry>;
  /** Forgets all requests. */
  clear(): Promise<void>;
}

/** Fields of a setting; null leaves one unset that the example has. */
export type SettingChanges<P extends ProviderName> = {
  readonly [F in Exclude<keyof SettingOf<P>, ReadOnlyField>]?: SettingOf<P>[F] | null;
};

type ReadOnlyField = 'creationDate' | 'createdBy' | 'lastModifiedDate' | 'lastModifiedBy';

export interface MockClient extends MockUsers {
  /** Where it listens, like `http://127.0.0.1:4010`. */
  readonly url: string;
  readonly outbox: MockOutbox;
  /** What the application under test has asked for. */
  readonly requests: MockRequests;
  readonly clock: MockClock;
  /**
   * Puts a setting, as the first user. What is left out is as in the example of the contract, and it is the space's default unless
   * `isDefault` says otherwise. Resolves with what is stored; it is not among the requests. @throws {Error} when it does not fit.
   */
  put<P extends ProviderName>(space: string, provider: P, changes?: SettingChanges<P>): Promise<SettingOf<P>>;
  /** What is stored of a space's settings, by provider, with their secrets; nothing for a space that there is not. */
  settings(space: string): Promise<SpaceSettings>;
  /** A new, unique space name. */
  space(name?: string): string;
  /** Injects a fault. The returned function removes it. @throws {Error} when it is not valid. */
  fault(fault: Fault): Promise<() => Promise<void>>;
  /**
   * Has the mock go on with these assumptions; those that are not named return to their values of the start.
   * @throws {Error} for a name or a value that there is not.
   */
  assume(values: Partial<Assumptions>): Promise<void>;
  /**
   * Has the upstream answer these operations of the contract, and the mock the others.
   * @throws {Error} for an operation that there is not, or without an upstream.
   */
  forward(operations: readonly string[]): Promise<void>;
  /** What forwarded requests have shown of the assumptions, by their names. @throws {Error} without an upstream. */
  observed(): Promise<Observed['assumptions']>;
  /** Where the stand-ins for the providers listen. */
  providers(): Promise<Providers>;
  /** Puts one space, or all, back to the seed. */
  reset(space?: string): Promise<void>;
  /** All spaces, with their secrets. */
  snapshot(): Promise<State>;
  restore(state: State): Promise<void>;
}

export interface ConnectOptions {
  /** The bearer token of the control API, if it requires one. */
  readonly controlToken?: string | undefined;
}

/** The client of a mock that runs at a URL. Nothing is asked yet. */
export function connectMock(address: string, options: ConnectOptions = {}): MockClient {
  const url = address.replace(/\/+$/, '');
  const { controlToken } = given(options);
  const { ask, read } = caller(url, controlToken);
  const inSpace = (space: string): string => `/spaces/${encodeURIComponent(space)}`;
  return {
    url,
    outbox: outboxOf({ ask, read }),
    requests: requestsOf({ ask, read }),
    clock: clockOf({ ask, read }),
    put: (space, provider, changes = {}) =>
      read(`${inSpace(space)}/settings/${provider}`, { method: 'PUT', body: changes }),
    settings: async (space) => {
      const { status, text } = await ask(`${inSpace(space)}?secrets=plain`, { also: 404 });
      return status === 404 ? {} : (JSON.parse(text) as SpaceState).settings;
    },
    ...usersOf(url, { ask, read }),
    space: (name = 'space') => uniqueName(name),
    fault: async (fault) => {
      const { id = '' } = await read<Fault>('/faults', { method: 'POST', body: fault });
      // It may be used up, or forgotten by a reset, already.
      return async () => void (await ask(`/faults/${encodeURIComponent(id)}`, { method: 'DELETE', also: 404 }));
    },
    assume: async (assumptions) => void (await ask('/assumptions', { method: 'PUT', body: { assumptions } })),
    forward: async (forward) => void (await ask('/upstream', { method: 'PUT', body: { forward } })),
    observed: async () => (await read<Observed>('/observed')).assumptions,
    providers: () => read<Providers>('/providers'),
    reset: async (space) => void (await ask('/reset', { method: 'POST', body: space === undefined ? {} : { space } })),
    snapshot: () => read<State>('/state?secrets=plain'),
    restore: async (state) => void (await ask('/state', { method: 'PUT', body: state })),
  };
}

function outboxOf({ ask, read }: Caller): MockOutbox {
  return {
    wait: (wanted = {}) => waitAt<Message>({ ask, read }, '/outbox/wait', { what: 'message', ...wanted }),
    async latest(space) {
      const { messages } = await read<{ messages: Message[] }>(`/outbox?${queryOf({ space, limit: 1 })}`);
      return messages[0];
    },
    clear: async (space) => void (await ask(`/outbox?${queryOf({ space })}`, { method: 'DELETE' })),
  };
}

function requestsOf({ ask, read }: Caller): MockRequests {
  const list = async (wanted: RequestFilter = {}): Promise<RequestEntry[]> =>
    (await read<{ requests: RequestEntry[] }>(`/requests?${queryOf({ ...wanted, limit: 500 })}`)).requests;
  return Object.assign(list, {
    wait: (wanted: RequestWaitOptions = {}) =>
      waitAt<RequestEntry>({ ask, read }, '/requests/wait', { what: 'request', ...wanted }),
    clear: async () => void (await ask('/requests', { method: 'DELETE' })),
  });
}
