// The last requests to the contract and the session, with what came of each. In memory only.
import type { RequestEntry } from '../document/schemas.ts';

/** How many are kept. */
const limit = 500;

export interface RequestQuery {
  readonly space?: string;
  readonly limit?: number;
}

export class Journal {
  readonly #recorded: (entry: RequestEntry) => void;
  #entries: RequestEntry[] = [];

  /** @param recorded is told every entry */
  constructor(recorded: (entry: RequestEntry) => void = () => undefined) {
    this.#recorded = recorded;
  }

  record(entry: RequestEntry): void {
    this.#entries.push(entry);
    if (this.#entries.length > 2 * limit) this.#entries = this.#entries.slice(-limit);
    this.#recorded(entry);
  }

  /** How many fit, and the newest of them, newest first. */
  find({ space, limit: most = 50 }: RequestQuery): { total: number; requests: RequestEntry[] } {
    const kept = this.#entries.slice(-limit);
    const fitting = kept.filter((entry) => space === undefined || entry.space === space).toReversed();
    return { total: fitting.length, requests: fitting.slice(0, most) };
  }

  clear(): void {
    this.#entries = [];
  }
}
