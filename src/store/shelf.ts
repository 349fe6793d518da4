// The files that are in memory: those in use, and of the others the ones that were used last; of those that had to leave, a note.
// A name that has nothing stored leaves no trace.

/** A file as far as a shelf looks at it. */
export interface Shelved<N> {
  /** Whether it would be the same if it were made anew. */
  readonly holdsNothing: boolean;
  /** Bytes that it takes, roughly. */
  readonly weight: number;
  /** What is worth knowing when it is made anew; a few numbers. */
  readonly note: N | undefined;
  /** Has it be read anew. */
  forget(): void;
}

interface Slot<F> {
  readonly file: F;
  users: number;
  weight: number;
}

export class Shelf<F extends Shelved<N>, N = never> {
  readonly #create: (name: string, note: N | undefined) => F;
  readonly #capacity: number;
  /** The one that was used last at the end. */
  readonly #slots = new Map<string, Slot<F>>();
  readonly #notes = new Map<string, N>();
  #weight = 0;

  /** @param capacity bytes; what is over it and not in use leaves, unless it is infinite: then nothing else has it */
  constructor(create: (name: string, note: N | undefined) => F, capacity: number) {
    this.#create = create;
    this.#capacity = capacity;
  }

  /** Works with the one file of a name. It stays the only one until the work is over. */
  async use<R>(name: string, work: (file: F) => Promise<R>): Promise<R> {
    const slot = this.#slots.get(name) ?? { file: this.#create(name, this.#notes.get(name)), users: 0, weight: 0 };
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

  /** Has the files of some names be read anew. */
  forget(isMeant: (name: string) => boolean): void {
    for (const [name, { file }] of this.#slots) if (isMeant(name)) file.forget();
    for (const name of this.#notes.keys()) if (isMeant(name)) this.#notes.delete(name);
  }

  #settle(name: string, slot: Slot<F>): void {
    if (slot.users > 0) return;
    this.#notes.delete(name);
    if (slot.file.holdsNothing) return this.#drop(name, slot);
    this.#weight += slot.file.weight - slot.weight;
    slot.weight = slot.file.weight;
    for (const [oldName, old] of this.#slots) {
      if (this.#weight <= this.#capacity) return;
      if (old.users === 0) this.#leave(oldName, old);
    }
  }

  #leave(name: string, slot: Slot<F>): void {
    const { note } = slot.file;
    if (note !== undefined) this.#notes.set(name, note);
    this.#drop(name, slot);
  }

  #drop(name: string, slot: Slot<F>): void {
    this.#weight -= slot.weight;
    this.#slots.delete(name);
  }
}
