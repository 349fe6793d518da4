// How many spaces there are, and how much each of them has.
import type { SpaceCount } from '../document/schemas.ts';
import { Refusal } from '../refusal/refusal.ts';
import { fileNameOf } from './file-name.ts';
import type { SpaceEntry } from './files.ts';

export interface Count {
  readonly settings: number;
  readonly messages: number;
  /** Why the space cannot be read, if so; nothing is counted then. */
  readonly unreadable?: string;
}

export const nothing: Count = { settings: 0, messages: 0 };

export interface CensusOptions {
  /** How many spaces there may be. */
  readonly limit: number;
  /** Finds out which there are; see `fileNameOf`. */
  readonly stems: () => Promise<Set<string>>;
}

export class Census {
  readonly #options: CensusOptions;
  readonly #counts = new Map<string, Count>();
  /** The spaces that were changed since the last count began. */
  #changed = new Set<string>();
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

  /** How much each space has, counted by `count` unless it is known. One call at a time. */
  async list(
    entries: readonly SpaceEntry[],
    count: (unknown: readonly string[]) => Promise<ReadonlyMap<string, Count>>,
  ): Promise<SpaceCount[]> {
    const changed = (this.#changed = new Set());
    const names = entries.flatMap((entry) => ('name' in entry ? [entry.name] : []));
    const counted = await count(names.filter((name) => !this.#counts.has(name)));
    const list = entries.map((entry) =>
      'name' in entry
        ? { ...entry, ...(this.#counts.get(entry.name) ?? counted.get(entry.name) ?? nothing) }
        : { name: entry.file, ...nothing, unreadable: entry.unreadable },
    );
    for (const [space, each] of counted)
      if (each.unreadable === undefined && !changed.has(space)) this.#counts.set(space, each);
    return list;
  }

  /** Has a space be counted again. */
  changed(space: string): void {
    this.#changed.add(space);
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
