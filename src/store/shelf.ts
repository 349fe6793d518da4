// The files that are in memory: those in use, and of the others the ones that were used last.
// A name that has nothing stored leaves no trace.

/** A file as far as a shelf looks at it. */
export interface Shelved {
  /** Whether it would be the same if it were made anew. */
  readonly holdsNothing: boolean;
  /** Bytes that it takes, roughly. */
  readonly weight: number;
}

interface Slot<F> {
  readonly file: F;
  users: number;
  weight: number;
}

export class Shelf<F extends Shelved> {
  readonly #create: (name: string) => F;
  readonly #capacity: number;
  /** The one that was used last at the end. */
  readonly #slots = new Map<string, Slot<F>>();
  #weight = 0;

  /** @param capacity bytes; what is over it and not in use leaves, unless it is infinite: then nothing else has it */
  constructor(create: (name: string) => F, capacity: number) {
    this.#create = create;
    this.#capacity = capacity;
  }

  /** Works with the one file of a name. It stays the only one until the work is over. */
  async use<R>(name: string, work: (file: F) => Promise<R>): Promise<R> {
    const slot = this.#slots.get(name) ?? { file: this.#create(name), users: 0, weight: 0 };
    this.#slots.delete(name);
    this.#slots.set(name, slot);
    slot.users += 1;
    try {
      return await work(slot.file);
    } finally {
      slot.users -= 1;
      this.#settle(name, slot);
    }
  }

  /** Those that are in memory. */
  get files(): [name: string, file: F][] {
    return [...this.#slots].map(([name, { file }]) => [name, file]);
  }

  #settle(name: string, slot: Slot<F>): void {
    if (slot.users > 0) return;
    if (slot.file.holdsNothing) return this.#drop(name, slot);
    this.#weight += slot.file.weight - slot.weight;
    slot.weight = slot.file.weight;
    for (const [oldName, old] of this.#slots) {
      if (this.#weight <= this.#capacity) return;
      if (old.users === 0) this.#drop(oldName, old);
    }
  }

  #drop(name: string, slot: Slot<F>): void {
    this.#weight -= slot.weight;
    this.#slots.delete(name);
  }
}
