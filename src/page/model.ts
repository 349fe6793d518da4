// What the web page knows of the mock. Everything that is shown follows these signals; what changes the mock is in actions.ts.
import { defaultSpace } from '../document/default-space.ts';
import { batch, computed, signal } from '@preact/signals';
import type {
  ClockState,
  Fault,
  Message,
  ProviderName,
  RequestEntry,
  SpaceCount,
  SpaceSettings,
  SpaceState,
} from '../document/schemas.ts';
import { type Api, ApiError } from './api.ts';
import { firstIn } from './defaults.ts';
import { Drafts } from './drafts.ts';
import { followEvents, type Happened } from './events.ts';
import { Outcomes } from './outcomes.ts';
import { addressOf, moved, type Place, placeIn } from './place.ts';
import { withEmpty } from './space-list.ts';
import { Rules } from './rules.ts';
import { MockTime } from './time.ts';
import { Unread } from './unread.ts';
import { Upstream } from './upstream.ts';
import { Users } from './users.ts';
import { most, withArrivals, withNewest } from './arrivals.ts';

export class Model {
  readonly api: Api;
  readonly outcomes = new Outcomes();
  readonly drafts = new Drafts();
  readonly rules = new Rules();
  readonly users = new Users();
  readonly upstream = new Upstream();
  readonly spaces = signal<readonly SpaceCount[]>([]);
  readonly place = signal<Place>(placeIn(''));
  readonly settings = signal<SpaceSettings>({});
  readonly everywhere = signal(false);
  readonly messages = signal<readonly Message[]>([]);
  readonly requests = signal<readonly RequestEntry[]>([]);
  readonly faults = signal<readonly Fault[]>([]);
  readonly time = new MockTime();
  readonly unread = new Unread();
  readonly live = signal(false);
  readonly problem = signal('');
  readonly wantsToken = signal(false);
  /** The spaces that there are, and those that are looked at or typed in. */
  readonly listed = computed(() => withEmpty(this.spaces.value, [defaultSpace, this.space, ...this.drafts.spaces]));
  /** On which provider's form a space has opened. */
  readonly #opensOn = signal<{ readonly space: string; readonly provider: ProviderName }>({
    space: '',
    provider: 'twilio',
  });
  #following = new AbortController();
  /** Another one after every break of the events; undefined while they are not coming. */
  #connection: object | undefined;
  readonly #arrived: Happened[] = [];

  constructor(api: Api) {
    this.api = api;
  }

  /** The space that is looked at. */
  get space(): string {
    return this.place.value.space;
  }

  /** The provider whose form is shown. */
  get provider(): ProviderName {
    return this.place.value.provider || this.#opensOn.value.provider;
  }

  /** Loads everything and follows what happens, again from the beginning if need be. */
  async start(): Promise<void> {
    this.#following.abort();
    this.#following = new AbortController();
    const follower = {
      onEvent: (event: Happened) => this.#take(event),
      onLive: (live: boolean) => this.#goLive(live),
      onError: (error: ApiError) => this.fail(error),
    };
    await followEvents(this.api, follower, this.#following.signal);
  }

  /** Reads anew all that changes. */
  async load(): Promise<void> {
    await Promise.all([
      this.loadSpaces().then(() => this.loadSpace()),
      this.loadMessages(),
      this.loadFaults(),
      this.loadRequests(),
      ...[this.rules, this.users, this.time, this.upstream].map((each) => each.load(this.api)),
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
    const name = this.space;
    const { settings } = await this.readSpace(name);
    if (name !== this.space) return;
    batch(() => {
      this.settings.value = settings;
      // Later changes leave the form where the user is.
      if (this.#opensOn.value.space !== name) this.#opensOn.value = { space: name, provider: firstIn(settings) };
    });
  }

  /** The state of a space; of one that there is not (see `spaces`) nothing is asked. */
  async readSpace(name: string): Promise<SpaceState> {
    const isListed = this.spaces.value.some((each) => each.name === name);
    const path = `/__mock/spaces/${encodeURIComponent(name)}?secrets=plain`;
    return (isListed ? await this.api.find<SpaceState>(path) : undefined) ?? { settings: {} }; // it may be forgotten since
  }

  async loadMessages(): Promise<void> {
    const [name, everywhere] = [this.space, this.everywhere.value];
    const before = this.messages.value;
    const where = everywhere ? '' : `space=${encodeURIComponent(name)}&`;
    const { messages } = await this.api.read<{ messages: Message[] }>(`/__mock/outbox?${where}limit=${most}`);
    const stillWanted = name === this.space && everywhere === this.everywhere.value;
    if (stillWanted) this.messages.value = withArrivals(messages, this.messages.value, before);
  }

  async loadFaults(): Promise<void> {
    this.faults.value = (await this.api.read<{ faults: Fault[] }>('/__mock/faults')).faults;
  }

  /** Selects something: the address says so, and Back comes back. */
  async go(change: Partial<Place>): Promise<void> {
    const { value: old } = this.place;
    const place = moved(old, change);
    if (addressOf(place) === addressOf(old)) return;
    history.pushState(undefined, '', addressOf(place));
    await this.arrive(place);
  }

  /** Shows what is selected. */
  async arrive(place: Place): Promise<void> {
    const isOther = place.space !== this.space;
    const [unsaved] = isOther ? this.drafts.in(this.space) : [];
    if (unsaved !== undefined)
      this.outcomes.say('leave', {
        text: `Unsaved changes in ${this.space} are kept.`,
        link: { label: 'Go back', place: { space: this.space } },
      });
    batch(() => {
      this.place.value = place;
      if (isOther) [this.settings.value, this.messages.value] = [{}, []];
    });
    if (isOther) await this.try(() => Promise.all([this.loadSpace(), this.loadMessages()]));
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
    if (error instanceof ApiError && error.wantsToken) this.wantsToken.value = true;
    this.problem.value = error instanceof Error ? error.message : String(error);
  }

  /** Events first, then the whole: what happens in between is in one of them, and nothing is missed. Live once both are there. */
  #goLive(live: boolean): void {
    const connection = (this.#connection = live ? {} : undefined);
    if (live) this.wantsToken.value = false;
    if (!connection) this.live.value = false;
    else void this.try(() => this.load()).then((done) => (this.live.value = done && this.#connection === connection));
  }

  /** Many events at once are shown at once. */
  #take(event: Happened): void {
    this.#arrived.push(event);
    if (this.#arrived.length === 1) setTimeout(() => this.#show(), 30);
  }

  #show(): void {
    const arrived = this.#arrived.splice(0);
    const of = <T>(type: string): T[] => arrived.flatMap((event) => (event.type === type ? [event.data as T] : []));
    const messages = of<Message>('outbox');
    const wanted = messages.filter(({ space }) => this.everywhere.value || space === this.space);
    this.unread.take(wanted.map(({ id }) => id));
    batch(() => {
      this.requests.value = withNewest(this.requests.value, of('request'));
      this.messages.value = withNewest(this.messages.value, wanted);
    });
    const states = of<{ space?: string }>('state').map(({ space }) => space);
    const isWhole = of('missed').length > 0 || states.includes(undefined); // a state without a space is about many
    if (isWhole) void this.try(() => this.load());
    for (const state of of<ClockState>('clock').slice(-1)) this.time.take(state);
    const isForwarded = of<RequestEntry>('request').some(({ forwarded }) => forwarded);
    if (of('faults').length > 0) void this.try(() => this.loadFaults());
    if (of('assumptions').length > 0) void this.try(() => this.rules.load(this.api));
    if (of('users').length > 0) void this.try(() => this.users.load(this.api));
    if (of('upstream').length > 0 || isForwarded) void this.try(() => this.upstream.load(this.api));
    if (!isWhole && (states.length > 0 || messages.length > 0)) void this.try(() => this.#loadChanged(new Set(states)));
  }

  async #loadChanged(spaces: ReadonlySet<string | undefined>): Promise<void> {
    const shown = spaces.has(this.space) || (spaces.size > 0 && this.everywhere.value);
    await this.loadSpaces();
    if (shown) await Promise.all([this.loadSpace(), this.loadMessages()]);
  }
}
