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

export class Census {
  readonly #options: CensusOptions;
  readonly #counts = new Map<string, Count>();
  #changes = 0;
  /** The stems of spaces that are there, and maybe of some that are there no longer. */
  #known: Set<string> | undefined;

  constructor(options: CensusOptions) {
    this.#options = options;
  }

  /** Lets a space be made. @throws {Refusal} when there are too many. */
  async admit(space: string): Promise<void> {
    const { limit, stems } = this.#options;
    const stem = fileNameOf(space);
    this.#known ??= await stems();
    if (this.#known.size >= limit && !this.#known.has(stem)) this.#known = await stems();
    if (!this.#known.has(stem)) this.requireRoomFor(this.#known.size + 1);
    this.#known.add(stem);
  }

  /** @throws {Refusal} when there may not be so many. */
  requireRoomFor(spaces: number): void {
    const { limit } = this.#options;
    if (spaces <= limit) return;
    throw new Refusal(
      'too-many-spaces',
      `There may be ${limit} spaces. Forget some with DELETE /__mock/spaces/{space}, or all with POST /__mock/reset.`,
    );
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
}
