// How many spaces there are, and how much each of them has.
import { Refusal } from '../refusal/refusal.ts';
import { fileNameOf } from './file-name.ts';

export interface Count {
  readonly settings: number;
  readonly messages: number;
}

export interface CensusOptions {
  /** How many spaces there may be. */
  readonly limit: number;
  /** Finds out which there are; see `fileNameOf`. */
  readonly stems: () => Promise<Set<string>>;
}

/** Under a limit as large as this, so many spaces are let in while those that are there are still being counted. */
const early = { limit: 10_000, spaces: 100 };

export class Census {
  readonly #options: CensusOptions;
  readonly #counts = new Map<string, Count>();
  #changes = 0;
  /** The stems of spaces that are there, and maybe of some that are there no longer. */
  #known: Set<string> | undefined;
  #counting: Promise<Set<string>> | undefined;
  /** Those that were let in before it was known how many there are. */
  readonly #early = new Set<string>();

  constructor(options: CensusOptions) {
    this.#options = options;
  }

  /**
   * Lets a space be made. Counting tens of thousands takes a moment, so under a large limit the first ones do not wait for it.
   * @throws {Refusal} when there are too many.
   */
  async admit(space: string): Promise<void> {
    const { limit } = this.#options;
    const stem = fileNameOf(space);
    if (!this.#known && limit >= early.limit && this.#early.size < early.spaces) {
      this.#early.add(stem);
      void this.#count().catch(() => undefined); // it is counted again for the next one
      return;
    }
    let known = this.#known ?? (await this.#count());
    if (known.size >= limit && !known.has(stem)) known = await this.#count();
    if (!known.has(stem)) this.requireRoomFor(known.size + 1);
    known.add(stem);
  }

  /** @throws {Refusal} when there may not be so many. */
  requireRoomFor(spaces: number): void {
    requireRoomFor(spaces, this.#options.limit);
  }

  /** How much a space has, counted by `count` unless it is known. */
  async of(space: string, count: () => Promise<Count>): Promise<Count> {
    const known = this.#counts.get(space);
    if (known) return known;
    const before = this.#changes;
    const counted = await count();
    if (this.#changes === before) this.#counts.set(space, counted);
    return counted;
  }

  /** Has a space be counted again. */
  changed(space: string): void {
    this.#changes += 1;
    this.#counts.delete(space);
  }

  #count(): Promise<Set<string>> {
    this.#counting ??= this.#options
      .stems()
      .then((found) => {
        for (const stem of this.#early) found.add(stem);
        this.#early.clear();
        this.#known = found;
        return found;
      })
      .finally(() => (this.#counting = undefined));
    return this.#counting;
  }
}

/** @throws {Refusal} when there may not be so many spaces. */
export function requireRoomFor(spaces: number, limit: number): void {
  if (spaces <= limit) return;
  throw new Refusal(
    'too-many-spaces',
    `The mock holds at most ${limit} spaces. Delete some with DELETE /__mock/spaces/{space}, or all with POST /__mock/reset.`,
  );
}
