// What the workspaces of a run know of the target, and share.
import type { AssumptionName } from '../../assumptions/table.ts';
import type { Kind } from './kinds.ts';
import { Failed } from '../target/verdict.ts';

/** What all workspaces of a run know. */
export interface Knowledge {
  readonly remembered: Map<string, Promise<unknown>>;
  readonly observed: Map<AssumptionName, string>;
  readonly samples: Samples;
  /** The spaces in which it has put settings, or tried to. */
  readonly written: Set<string>;
  /** Those in which one was accepted. */
  readonly accepted: Set<string>;
  /** Whether spaces that the run makes up were found to be independent. */
  independent: boolean;
  /** Whether what is done in several spaces is done at once. */
  atOnce: boolean;
}

/** The kinds of which a space is known to hold the sample, whichever workspace put it there. */
class Samples {
  readonly #kinds = new Map<string, Set<Kind>>();

  isIn(space: string, kind: Kind): boolean {
    return this.#kinds.get(space)?.has(kind) ?? false;
  }

  add(space: string, kind: Kind): void {
    this.#kinds.set(space, (this.#kinds.get(space) ?? new Set()).add(kind));
  }

  delete(space: string, kind: Kind): void {
    this.#kinds.get(space)?.delete(kind);
  }

  /** From now on, nothing is known of a space. */
  forget(space: string): void {
    this.#kinds.delete(space);
  }
}

export const nothingKnown = (): Knowledge => ({
  remembered: new Map(),
  observed: new Map(),
  samples: new Samples(),
  written: new Set(),
  accepted: new Set(),
  independent: false,
  atOnce: false,
});

/** What failed for lack of a response, or beside other requests, is tried again when it is needed next. */
export function keep<T>({ remembered, atOnce }: Knowledge, name: string, find: () => Promise<T>): Promise<T> {
  const finding =
    remembered.get(name) ??
    find().catch((error: unknown) => {
      if (!(error instanceof Failed) || atOnce) remembered.delete(name);
      throw error;
    });
  remembered.set(name, finding);
  return finding as Promise<T>; // what is under the name was found by the same function
}
