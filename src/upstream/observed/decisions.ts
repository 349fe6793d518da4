// Which assumptions were decided, by what, and which of them were decided otherwise before.
import { type AssumptionName, assumptionNames, isValueOf } from '../../assumptions/table.ts';
import type { Seen } from './exchange.ts';

/** An assumption that was decided. */
export interface Decided {
  readonly value: string;
  /** What was seen, and in which request; of a value that has changed, what it was before. */
  readonly evidence: string;
}

interface Deciding extends Decided {
  /** When it was seen last. */
  readonly until: string;
  /** A sentence about the first change of the value. */
  readonly contradiction?: string;
}

/** Which request it was. */
export interface Source {
  /** As in `/__mock/requests`. */
  readonly id: string;
  /** As an ISO date. */
  readonly at: string;
}

export class Decisions {
  readonly #decided = new Map<AssumptionName, Deciding>();

  /** @returns a sentence when the value is another one than before, for the first time. What the table does not have is left out. */
  take({ name, value, what }: Seen, { id, at }: Source): string[] {
    if (!isValueOf(name, value)) return [];
    const before = this.#decided.get(name);
    const evidence = `${what} (request ${id}, ${at})`;
    if (!before || before.value === value) {
      this.#decided.set(name, { value, evidence, ...before, until: at });
      return [];
    }
    const changed = `${name} was ${before.value} until ${before.until}, ${value} since`;
    const contradiction = before.contradiction ?? changed;
    this.#decided.set(name, { value, evidence: `${evidence}; ${changed}`, until: at, contradiction });
    return before.contradiction === undefined ? [`${changed}: ${evidence}.`] : [];
  }

  has(name: AssumptionName, value: string): boolean {
    return this.#decided.get(name)?.value === value;
  }

  /** All that is decided, in the order of the table. */
  get all(): Partial<Record<AssumptionName, Decided>> {
    return Object.fromEntries(this.#entries().map(([name, { value, evidence }]) => [name, { value, evidence }]));
  }

  /** What can be relied on: without what has changed. */
  get values(): Partial<Record<AssumptionName, string>> {
    const steady = this.#entries().filter(([, { contradiction }]) => contradiction === undefined);
    return Object.fromEntries(steady.map(([name, { value }]) => [name, value]));
  }

  /** A sentence for each value that has changed. */
  get contradictions(): string[] {
    return this.#entries().flatMap(([, { contradiction }]) => contradiction ?? []);
  }

  #entries(): [AssumptionName, Deciding][] {
    return assumptionNames.flatMap((name) => {
      const decided = this.#decided.get(name);
      return decided ? [[name, decided]] : [];
    });
  }
}
