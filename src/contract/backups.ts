// What was in each space before a run wrote there: read once, and put back at the end.
import type { Backup } from './restore.ts';

export class Backups {
  readonly #found = new Map<string, Promise<Backup | undefined>>();
  /** Spaces of which everything is known. */
  readonly #done = new Set<string>();
  readonly #read: (space: string) => Promise<Backup | undefined>;

  /** `read` resolves with undefined where a space cannot be read: it cannot be put back either. */
  constructor(read: (space: string) => Promise<Backup | undefined>) {
    this.#read = read;
  }

  /** Reads a space, unless it was read before. A space whose response was lost is read again when it is needed next. */
  of(space: string): Promise<Backup | undefined> {
    const found = this.#found.get(space) ?? this.#readNow(space);
    this.#found.set(space, found);
    return found;
  }

  /** The same, for one who need not wait when it was read before. */
  before(space: string): Promise<unknown> | undefined {
    return this.#done.has(space) ? undefined : this.of(space);
  }

  /** Those of all spaces that were read, in the order in which they were. */
  async all(): Promise<Backup[]> {
    const found = await Promise.allSettled(this.#found.values());
    return found.flatMap((each) => (each.status === 'fulfilled' && each.value ? [each.value] : []));
  }

  /** A space in which nothing is written, and nothing put back. */
  leave(space: string): void {
    this.#found.delete(space);
  }

  async #readNow(space: string): Promise<Backup | undefined> {
    try {
      const backup = await this.#read(space);
      this.#done.add(space);
      return backup;
    } catch (error) {
      this.#found.delete(space);
      throw error;
    }
  }
}
