// The last requests to the contract and the session, with what came of each. In memory only.
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
  /** The id of a request: the next one after it is wanted. Without it, or when it is gone, the newest one will do. */
  readonly after?: string;
  /** Milliseconds. */
  readonly timeout: number;
  readonly signal: AbortSignal;
}

export class Journal {
  readonly #recorded: (entry: RequestEntry) => void;
  readonly #waiting = new Waiting<RequestEntry>();
  #entries: RequestEntry[] = [];

  /** @param recorded is told every entry */
  constructor(recorded: (entry: RequestEntry) => void = () => undefined) {
    this.#recorded = recorded;
  }

  record(entry: RequestEntry): void {
    this.#entries.push(entry);
    if (this.#entries.length > 2 * limit) this.#entries = this.#entries.slice(-limit);
    this.#waiting.tell(entry);
    this.#recorded(entry);
  }

  /** How many fit, and the newest of them, newest first. */
  find({ limit: most = 50, ...filter }: RequestFilter & { readonly limit?: number }): {
    total: number;
    requests: RequestEntry[];
  } {
    const fitting = this.#newestFirst().filter((entry) => fits(entry, filter));
    return { total: fitting.length, requests: fitting.slice(0, most) };
  }

  /** The next request that fits, when it is answered; undefined when the time is over or nobody waits any more. */
  wait({ after, timeout, signal, ...filter }: WantedRequest): Promise<RequestEntry | undefined> {
    const fitsFilter = (entry: RequestEntry): boolean => fits(entry, filter);
    const there = async (): Promise<RequestEntry | undefined> => nextIn(this.#newestFirst(), after, fitsFilter);
    return this.#waiting.wait({ timeout, signal, there, fits: fitsFilter });
  }

  clear(): void {
    this.#entries = [];
  }

  /** Ends all waiting. */
  close(): void {
    this.#waiting.close();
  }

  #newestFirst(): RequestEntry[] {
    return this.#entries.slice(-limit).toReversed();
  }
}

function fits(entry: RequestEntry, { space, operation, status }: RequestFilter): boolean {
  return (
    (space === undefined || entry.space === space) &&
    (operation === undefined || entry.operation === operation) &&
    (status === undefined || entry.status === status)
  );
}
