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
  #counting: Promise<Set<string>> | undefined;

  constructor(options: CensusOptions) {
    this.#options = options;
  }

  /** Lets spaces be made, or none of them. @throws {Refusal} when there are too many. */
  async admit(spaces: readonly string[]): Promise<void> {
    const stems = spaces.map(fileNameOf);
    const sizeWith = (known: ReadonlySet<string>): number =>
      known.size + stems.filter((stem) => !known.has(stem)).length;
    let known = this.#known ?? (await this.#count());
    if (sizeWith(known) > this.#options.limit) known = await this.#count(); // some may have been removed
    this.requireRoomFor(sizeWith(known));
    for (const stem of stems) known.add(stem);
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
      .then((found) => (this.#known = found))
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
