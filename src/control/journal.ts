// The last requests to the contract and the session, with their outcomes. In memory only.
import type { RequestEntry, RequestOperation } from '../document/schemas.ts';
import { nextIn, Waiting } from '../outbox/waiting.ts';

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

export class Journal {
  readonly #recorded: (whole: () => RequestEntry) => void;
  readonly #waiting = new Waiting<Recorded>();
  #requests: Recorded[] = [];

  /** @param recorded is told of every request */
  constructor(recorded: (whole: () => RequestEntry) => void = () => undefined) {
    this.#recorded = recorded;
  }

  record(request: Recorded): void {
    this.#requests.push(request);
    if (this.#requests.length > 2 * limit) this.#requests = this.#requests.slice(-limit);
    this.#waiting.tell(request, request.entry.space);
    this.#recorded(request.whole);
  }

  /** How many fit, and the newest of them, newest first. */
  find({ limit: most = 50, ...filter }: RequestFilter & { readonly limit?: number }): {
    total: number;
    requests: RequestEntry[];
  } {
    const fitting = this.#newestFirst().filter((request) => fits(request, filter));
    return { total: fitting.length, requests: fitting.slice(0, most).map(({ whole }) => whole()) };
  }

  /** The next request that fits, when it is answered; undefined when the time is over or nobody waits any more. */
  async wait({ after, timeout, signal, ...filter }: WantedRequest): Promise<RequestEntry | undefined> {
    const fitsFilter = (request: Recorded): boolean => fits(request, filter);
    const isAfter = ({ entry }: Recorded): boolean => entry.id === after;
    const there = async (): Promise<Recorded | undefined> => nextIn(this.#newestFirst(), isAfter, fitsFilter);
    const found = await this.#waiting.wait({ space: filter.space, timeout, signal, there, fits: fitsFilter });
    return found?.whole();
  }

  clear(): void {
    this.#requests = [];
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
