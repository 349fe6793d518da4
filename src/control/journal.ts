// The last requests to the contract and the session in each space, with their outcomes. In memory only, or those of all mocks that share a store.
import type { RequestEntry, RequestOperation } from '../document/schemas.ts';
import { nextIn, Waiting } from '../common/waiting.ts';
import type { Feed } from '../store/feed.ts';

/** How many are kept of each space, and of all, unless the options say otherwise. */
const usualLimit = 500;

/** How many are kept in all spaces together: then those of the space leave that was not asked in for the longest time. */
const most = 10_000;

/** Which requests; without any of these, all. */
export interface RequestFilter {
  readonly space?: string;
  readonly operation?: RequestOperation;
  readonly status?: number;
}

export interface WantedRequest extends RequestFilter {
  /** The id of a request: waits for the next one after it. Without it, or when it is gone, the newest one is enough. */
  readonly after?: string;
  /** Milliseconds. */
  readonly timeout: number;
  readonly signal: AbortSignal;
}

/** A request in the journal. */
export interface Recorded {
  /** What it is found by. */
  readonly entry: Pick<RequestEntry, 'id' | 'space' | 'operation' | 'status'>;
  /** All of it. */
  readonly whole: () => RequestEntry;
}

/** What is for the other mocks only. */
const cleared = 'requests-cleared';

/** The newest of some requests. */
class Newest {
  #requests: Recorded[] = [];
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get size(): number {
    return this.#requests.length;
  }

  add(request: Recorded): void {
    this.#requests.push(request);
    if (this.#requests.length > 2 * this.#limit) this.#requests = this.#requests.slice(-this.#limit);
  }

  newestFirst(): Recorded[] {
    return this.#requests.slice(-this.#limit).toReversed();
  }
}

export interface JournalOptions {
  /** Told of every request. */
  readonly publish?: (whole: () => RequestEntry) => void;
  /** How many requests are kept of each space; 500 by default. */
  readonly limit?: number | undefined;
}

export class Journal {
  readonly #publish: (whole: () => RequestEntry) => void;
  readonly #limit: number;
  readonly #waiting = new Waiting<Recorded>();
  #feed: Feed | undefined;
  /** Of all spaces, and of those that name none. */
  #all: Newest;
  /** Last the one in which something was asked last. */
  readonly #bySpace = new Map<string, Newest>();
  /** At most so many are kept of all spaces. */
  #held = 0;

  constructor({ publish = () => undefined, limit = usualLimit }: JournalOptions = {}) {
    [this.#publish, this.#limit, this.#all] = [publish, limit, new Newest(limit)];
  }

  /** Has the journal be that of all mocks that have this feed. */
  follow(feed: Feed): void {
    this.#feed = feed;
    feed.subscribe((happenings) => {
      for (const { type, data } of happenings) {
        if (type === 'request') this.#add(entryOf(data));
        if (type === cleared) this.#forget();
      }
    });
  }

  record(request: Recorded): void {
    if (!this.#feed) this.#add(request);
    this.#publish(request.whole);
  }

  #add(request: Recorded): void {
    this.#all.add(request);
    const { space } = request.entry;
    if (space !== undefined) this.#addIn(space, request);
    if (this.#feed) this.#waiting.look(request.entry.space);
    else this.#waiting.tell(request, request.entry.space);
  }

  #addIn(space: string, request: Recorded): void {
    const there = this.#bySpace.get(space) ?? new Newest(this.#limit);
    there.add(request);
    this.#bySpace.delete(space);
    this.#bySpace.set(space, there);
    this.#held += 1;
    if (this.#held > most) this.#makeRoom();
  }

  #makeRoom(): void {
    this.#held = [...this.#bySpace.values()].reduce((sum, { size }) => sum + size, 0);
    for (const [space, { size }] of this.#bySpace) {
      if (this.#held <= most || this.#bySpace.size === 1) return;
      this.#bySpace.delete(space);
      this.#held -= size;
    }
  }

  #forget(): void {
    this.#all = new Newest(this.#limit);
    this.#bySpace.clear();
    this.#held = 0;
  }

  /** How many fit, and the newest of them, newest first. */
  async find({ limit: wanted = 50, ...filter }: RequestFilter & { readonly limit?: number }): Promise<{
    total: number;
    requests: RequestEntry[];
  }> {
    await this.#feed?.catchUp();
    const fitting = this.#newestFirst(filter.space).filter((request) => fits(request, filter));
    return { total: fitting.length, requests: fitting.slice(0, wanted).map(({ whole }) => whole()) };
  }

  /** The next request that fits, when it is answered; undefined when the time is over or nobody waits any more. */
  async wait({ after, timeout, signal, ...filter }: WantedRequest): Promise<RequestEntry | undefined> {
    await this.#feed?.catchUp();
    const fitsFilter = (request: Recorded): boolean => fits(request, filter);
    const isAfter = ({ entry }: Recorded): boolean => entry.id === after;
    const there = async (): Promise<Recorded | undefined> =>
      nextIn(this.#newestFirst(filter.space), isAfter, fitsFilter);
    const found = await this.#waiting.wait({ space: filter.space, timeout, signal, there, fits: fitsFilter });
    return found?.whole();
  }

  async clear(): Promise<void> {
    this.#forget();
    this.#feed?.publish(cleared, {});
    await this.#feed?.catchUp();
  }

  /** Ends all waiting. */
  close(): void {
    this.#waiting.close();
  }

  #newestFirst(space: string | undefined): Recorded[] {
    return (space === undefined ? this.#all : this.#bySpace.get(space))?.newestFirst() ?? [];
  }
}

function fits({ entry }: Recorded, { space, operation, status }: RequestFilter): boolean {
  return (
    (space === undefined || entry.space === space) &&
    (operation === undefined || entry.operation === operation) &&
    (status === undefined || entry.status === status)
  );
}

function entryOf(data: string): Recorded {
  const entry = JSON.parse(data) as RequestEntry; // a mock has written it
  return { entry, whole: () => entry };
}
