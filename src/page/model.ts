// What the web page knows of the mock, and what it can have it do. Everything that is shown follows these signals.
import { batch, signal } from '@preact/signals';
import type {
  InjectedFault,
  KnownUser,
  Message,
  RequestEntry,
  SpaceCount,
  SpaceSettings,
} from '../document/schemas.ts';
import { type Api, ApiError } from './api.ts';
import { followEvents, type Happened } from './events.ts';
import { type Contract, type Form, formsOf } from './fields.ts';

/** How many messages and requests are kept here. */
const most = 1_000;

/** The state of the page, and the actions that change the mock. Actions that people start resolve with whether they worked. */
export class Model {
  readonly api: Api;
  readonly forms = signal<readonly Form[]>([]);
  readonly users = signal<readonly KnownUser[]>([]);
  readonly user = signal('');
  readonly spaces = signal<readonly SpaceCount[]>([]);
  readonly space = signal('default_space');
  readonly settings = signal<SpaceSettings>({});
  readonly everywhere = signal(false);
  readonly messages = signal<readonly Message[]>([]);
  readonly requests = signal<readonly RequestEntry[]>([]);
  readonly faults = signal<readonly InjectedFault[]>([]);
  readonly live = signal(false);
  readonly problem = signal('');
  readonly wantsToken = signal(false);
  #following = new AbortController();
  #arrived: Happened[] = [];

  constructor(api: Api) {
    this.api = api;
  }

  /** Loads everything and follows what happens, again from the beginning if need be. */
  async start(): Promise<void> {
    this.#following.abort();
    this.#following = new AbortController();
    const { signal } = this.#following;
    const done = await this.try(async () => {
      const [contract, { users }] = await Promise.all([
        this.api.read<Contract>('/__mock/openapi.json'),
        this.api.read<{ users: KnownUser[] }>('/__mock/users'),
      ]);
      batch(() => {
        this.forms.value = formsOf(contract);
        this.users.value = users;
        this.user.value = users.some(({ username }) => username === this.user.value)
          ? this.user.value
          : (users[0]?.username ?? '');
        this.wantsToken.value = false;
      });
    });
    if (!done) return;
    void followEvents(
      this.api,
      {
        onEvent: (event) => this.#take(event),
        onLive: (live) => this.#goLive(live),
        onError: (error) => this.fail(error),
      },
      signal,
    );
  }

  /** Reads anew all that changes. */
  async load(): Promise<void> {
    await Promise.all([
      this.loadSpaces(),
      this.loadSpace(),
      this.loadMessages(),
      this.loadFaults(),
      this.loadRequests(),
    ]);
  }

  async loadRequests(): Promise<void> {
    const before = this.requests.value;
    const { requests } = await this.api.read<{ requests: RequestEntry[] }>('/__mock/requests?limit=500');
    this.requests.value = withArrivals(requests, this.requests.value, before);
  }

  async loadSpaces(): Promise<void> {
    this.spaces.value = (await this.api.read<{ spaces: SpaceCount[] }>('/__mock/spaces')).spaces;
  }

  async loadSpace(): Promise<void> {
    const name = this.space.value;
    const read = await this.api
      .read<{ settings: SpaceSettings }>(`/__mock/spaces/${encodeURIComponent(name)}?secrets=plain`)
      .catch((error: unknown) => {
        if (error instanceof ApiError && error.status === 404) return { settings: {} };
        throw error;
      });
    if (name === this.space.value) this.settings.value = read.settings;
  }

  async loadMessages(): Promise<void> {
    const [name, everywhere] = [this.space.value, this.everywhere.value];
    const before = this.messages.value;
    const where = everywhere ? '' : `space=${encodeURIComponent(name)}&`;
    const { messages } = await this.api.read<{ messages: Message[] }>(`/__mock/outbox?${where}limit=${most}`);
    const stillWanted = name === this.space.value && everywhere === this.everywhere.value;
    if (stillWanted) this.messages.value = withArrivals(messages, this.messages.value, before);
  }

  async loadFaults(): Promise<void> {
    this.faults.value = (await this.api.read<{ faults: InjectedFault[] }>('/__mock/faults')).faults;
  }

  async choose(space: string): Promise<void> {
    this.space.value = space;
    history.replaceState(undefined, '', `#space=${encodeURIComponent(space)}`);
    await this.try(() => Promise.all([this.loadSpace(), this.loadMessages()]));
  }

  /** Stores a setting through the contract itself. @throws {ApiError} when it is refused. */
  async put({ path }: Form, body: object): Promise<void> {
    await this.api.ask(path, { method: 'PUT', space: this.space.value, user: this.user.value, body });
  }

  /** Sends a test message through the contract itself, to the chosen user. */
  async sendTest(): Promise<void> {
    const { value: space } = this.space;
    await this.api.ask('/api/otp/settings/test', { method: 'POST', space, user: this.user.value });
  }

  /** Does something and shows what went wrong, if anything did. */
  async try(action: () => Promise<unknown>): Promise<boolean> {
    try {
      await action();
      this.problem.value = '';
      return true;
    } catch (error) {
      this.fail(error);
      return false;
    }
  }

  fail(error: unknown): void {
    if (error instanceof ApiError && error.status === 401) this.wantsToken.value = true;
    this.problem.value = error instanceof Error ? error.message : String(error);
  }

  /** Events first, then the whole: what happens in between is in one of them, and nothing is missed. */
  #goLive(live: boolean): void {
    this.live.value = live;
    if (live) void this.try(() => this.load());
  }

  /** Many events at once are shown at once. */
  #take(event: Happened): void {
    this.#arrived.push(event);
    if (this.#arrived.length === 1) setTimeout(() => this.#show(), 30);
  }

  #show(): void {
    const arrived = this.#arrived;
    this.#arrived = [];
    const of = <T>(type: string): T[] => arrived.flatMap((event) => (event.type === type ? [event.data as T] : []));
    const messages = of<Message>('outbox');
    const wanted = messages.filter(({ space }) => this.everywhere.value || space === this.space.value);
    batch(() => {
      this.requests.value = withNewest(this.requests.value, of('request'));
      this.messages.value = withNewest(this.messages.value, wanted);
    });
    if (of('missed').length > 0) void this.try(() => this.load());
    if (of('faults').length > 0) void this.try(() => this.loadFaults());
    const changes = new Set(of<{ space: string }>('state').map(({ space }) => space));
    if (changes.size > 0 || messages.length > 0) void this.try(() => this.#loadChanged(changes));
  }

  async #loadChanged(spaces: ReadonlySet<string>): Promise<void> {
    const shown = spaces.has(this.space.value) || (spaces.size > 0 && this.everywhere.value);
    await Promise.all([this.loadSpaces(), ...(shown ? [this.loadSpace(), this.loadMessages()] : [])]);
  }
}

interface Identified {
  readonly id: string;
}

/** The oldest of the new ones comes first in what is given. */
function withNewest<T extends Identified>(list: readonly T[], arrived: readonly T[]): readonly T[] {
  if (arrived.length === 0) return list;
  const known = new Set(list.map(({ id }) => id));
  return [...arrived.filter(({ id }) => !known.has(id)).toReversed(), ...list].slice(0, most);
}

/** What was read, and before it what has come by events since it was asked for. */
function withArrivals<T extends Identified>(read: readonly T[], now: readonly T[], before: readonly T[]): readonly T[] {
  const known = new Set([...read, ...before].map(({ id }) => id));
  return [...now.filter(({ id }) => !known.has(id)), ...read].slice(0, most);
}
