// The last requests to the contract and the session, with their outcomes. In memory only, or those of all mocks that share a store.
import type { RequestEntry, RequestOperation } from '../document/schemas.ts';
import { nextIn, Waiting } from '../common/waiting.ts';
import type { Feed } from '../store/feed.ts';

/** How many are kept. */
const limit = 500;

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

export class Journal {
  readonly #publish: (whole: () => RequestEntry) => void;
  readonly #waiting = new Waiting<Recorded>();
  #feed: Feed | undefined;
  #requests: Recorded[] = [];

  /** @param publish is told of every request */
  constructor(publish: (whole: () => RequestEntry) => void = () => undefined) {
    this.#publish = publish;
  }

  /** Has the journal be that of all mocks that have this feed. */
  follow(feed: Feed): void {
    this.#feed = feed;
    feed.subscribe((happenings) => {
      for (const { type, data } of happenings) {
        if (type === 'request') this.#add(entryOf(data));
        if (type === cleared) this.#requests = [];
      }
    });
  }

  record(request: Recorded): void {
    if (!this.#feed) this.#add(request);
    this.#publish(request.whole);
  }

  #add(request: Recorded): void {
    this.#requests.push(request);
    if (this.#requests.length > 2 * limit) this.#requests = this.#requests.slice(-limit);
    if (this.#feed) this.#waiting.look(request.entry.space);
    else this.#waiting.tell(request, request.entry.space);
  }

  /** How many fit, and the newest of them, newest first. */
  async find({ limit: most = 50, ...filter }: RequestFilter & { readonly limit?: number }): Promise<{
    total: number;
    requests: RequestEntry[];
  }> {
    await this.#feed?.catchUp();
    const fitting = this.#newestFirst().filter((request) => fits(request, filter));
    return { total: fitting.length, requests: fitting.slice(0, most).map(({ whole }) => whole()) };
  }

  /** The next request that fits, when it is answered; undefined when the time is over or nobody waits any more. */
  async wait({ after, timeout, signal, ...filter }: WantedRequest): Promise<RequestEntry | undefined> {
    await this.#feed?.catchUp();
    const fitsFilter = (request: Recorded): boolean => fits(request, filter);
    const isAfter = ({ entry }: Recorded): boolean => entry.id === after;
    const there = async (): Promise<Recorded | undefined> => nextIn(this.#newestFirst(), isAfter, fitsFilter);
    const found = await this.#waiting.wait({ space: filter.space, timeout, signal, there, fits: fitsFilter });
    return found?.whole();
  }

  async clear(): Promise<void> {
    this.#requests = [];
    this.#feed?.publish(cleared, {});
    await this.#feed?.catchUp();
  }

  /** Ends all waiting. */
  close(): void {
    this.#waiting.close();
  }

  #newestFirst(): Recorded[] {
    return this.#requests.slice(-limit).toReversed();
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
